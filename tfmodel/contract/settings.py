"""How one hyperparameter is declared, and what a form or a command line can read off the declaration."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

Kind = Literal["integer", "number", "flag", "choice", "text"]


class Section(BaseModel):
    """A frozen group of settings; an unknown key is an error, so that a misspelling is never lost."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, allow_inf_nan=False)


@dataclass(frozen=True)
class Setting:
    """What is known of one hyperparameter, read off its declaration.

    Attributes:
        path: Section and field, "model.d_model".
        minimum: Lower bound of the values, or None.
        maximum: Upper bound of the values, or None.
        exclusive: Whether the minimum itself is refused.
        exclusive_maximum: Whether the maximum itself is refused.
        choices: The values of a choice, else empty.
        optional: Whether None ("decided by the program") is allowed.
        advanced: Whether a form keeps it folded away at first.
        cost: What more of it costs in time, memory or disk, in one sentence, or empty.
        example: A value that somebody could want: the default, or another one where that is empty.
    """

    path: str
    title: str
    help: str
    unit: str
    paper: str
    kind: Kind
    default: Any
    minimum: float | None
    maximum: float | None
    exclusive: bool
    exclusive_maximum: bool
    choices: tuple[str, ...]
    optional: bool
    advanced: bool
    cost: str
    example: Any

    @property
    def section(self) -> str:
        """The part of the path before the dot."""
        return self.path.partition(".")[0]

    @property
    def tooltip(self) -> str:
        """Help, unit, bounds and paper section in one text."""
        lines = [self.help]
        if self.minimum is not None and self.maximum is not None:
            lines.append(self._between(figure(self.minimum), figure(self.maximum)))
        if self.paper:
            lines.append(f"Attention Is All You Need, {self.paper}.")
        return "\n".join(lines)

    def _between(self, least: str, most: str) -> str:
        unit = f" {self.unit}" if self.unit else ""
        if self.exclusive and self.exclusive_maximum:
            return f"Above {least}, below {most}{unit}."
        if self.exclusive:
            return f"Above {least}, up to {most}{unit}."
        return f"From {least}, below {most}{unit}." if self.exclusive_maximum else f"Between {least} and {most}{unit}."


# Declaring a field: a function, so that no declaration can forget its help text.
def setting(default: Any, title: str, text: str, *, unit: str = "", paper: str = "", **bounds: Any) -> Any:
    """A pydantic field with everything that a form, a tooltip and the documentation need.

    Args:
        default: The value when nothing is said.
        title: A few words for a label.
        text: One sentence of help, what it does and what goes wrong at the extremes.
        unit: "tokens", "steps", or empty.
        paper: Where the paper has it, "section 3.1", or empty.
        **bounds: `ge`, `le`, `gt`, `lt` as in pydantic, `advanced=True`, `cost`: what more of it costs, and `example`:
            a value to show where the default is empty.
    """
    advanced, cost, example = bounds.pop("advanced", False), bounds.pop("cost", ""), bounds.pop("example", default)
    extra = {"unit": unit, "paper": paper, "advanced": advanced, "cost": cost, "example": example}
    return Field(default, title=title, description=text, json_schema_extra=extra, **bounds)


def figure(bound: float) -> str:
    """A bound as a person reads it: all digits of a whole number, with commas between thousands."""
    return f"{bound:,.12g}"


def settings_of(config: type[BaseModel]) -> Iterator[Setting]:
    """All settings of a configuration of sections, in the order of their declaration."""
    for section, info in config.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, Section):
            for name, field in info.annotation.model_fields.items():
                yield _read(f"{section}.{name}", field)


def _read(path: str, field: FieldInfo) -> Setting:
    extra = field.json_schema_extra
    if not isinstance(extra, dict):
        raise TypeError(f"{path} is not declared with setting()")
    annotation, optional = _without_none(field.annotation)
    choices = tuple(str(value) for value in get_args(annotation)) if get_origin(annotation) is Literal else ()
    return Setting(
        path=path,
        title=field.title or path,
        help=field.description or "",
        unit=str(extra["unit"]),
        paper=str(extra["paper"]),
        kind=_kind(annotation),
        default=field.default,
        minimum=_bound(field, "ge", "gt"),
        maximum=_bound(field, "le", "lt"),
        exclusive=_bound(field, "gt") is not None,
        exclusive_maximum=_bound(field, "lt") is not None,
        choices=choices,
        optional=optional,
        advanced=bool(extra["advanced"]),
        cost=str(extra["cost"]),
        example=extra["example"],
    )


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return kinds[0], True
    return annotation, False


def _kind(annotation: Any) -> Kind:
    if get_origin(annotation) is Literal:
        return "choice"
    kinds: dict[Any, Kind] = {bool: "flag", int: "integer", float: "number", str: "text"}
    return kinds[annotation]


def _bound(field: FieldInfo, *names: str) -> float | None:
    for constraint in field.metadata:
        for name in names:
            value = getattr(constraint, name, None)
            if value is not None:
                return float(value)
    return None
