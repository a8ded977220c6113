"""Takes the pictures of the data's story: from a memory in five languages to a training on the clean pairs.

    python -m docs.data_story [--scheme light|dark] [--scale 2] [--out docs/images]

Needs a screen, such as `xvfb-run -s "-screen 0 1280x800x24"`. Everything that it makes, it makes in a temporary folder.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from docs.driving import ROOT, Drive, Step, driven, parser

UNITS = 3_000
QUICK = {
    "tokenizer.vocabulary_size": 400,
    "model.num_encoder_layers": 2,
    "model.num_decoder_layers": 2,
    "training.validate_every": 48,
    "training.warmup_steps": 40,
}
FORMS = {
    "en-GB": "We {verb} {n} {thing} in {city} on {day}.",
    "fr-FR": "Nous avons {verb} {n} {thing} à {city} {day}.",
    "de-DE": "Wir haben am {day} in {city} {n} {thing} {verb}.",
    "es-ES": "El {day} {verb} {n} {thing} en {city}.",
    "it-IT": "{day} abbiamo {verb} {n} {thing} a {city}.",
}
WORDS = {
    "verb": ("bought acheté gekauft compramos comprato", "sold vendu verkauft vendimos venduto"),
    "thing": (
        *(
            "apples pommes Äpfel manzanas mele",
            "books livres Bücher libros libri",
            "lamps lampes Lampen lámparas lampade",
        ),
        *("chairs chaises Stühle sillas sedie", "tickets billets Karten billetes biglietti"),
    ),
    "city": (
        *("Paris Paris Paris París Parigi", "London Londres London Londres Londra", "Rome Rome Rom Roma Roma"),
        *("Vienna Vienne Wien Viena Vienna", "Madrid Madrid Madrid Madrid Madrid"),
    ),
    "day": (
        *("Monday lundi Montag lunes lunedì", "Tuesday mardi Dienstag martes martedì"),
        *("Thursday jeudi Donnerstag jueves giovedì", "Friday vendredi Freitag viernes venerdì"),
    ),
}


def main() -> int:
    """Runs the story; returns the exit status."""
    return driven(Story, parser(__doc__, ROOT / "docs" / "images").parse_args())


def write_memory(path: Path) -> Path:
    """A memory of sentences in five languages, some of them with defects."""
    draw = random.Random(1)
    units = "".join(unit(number, sentences(draw)) for number in range(UNITS))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header srclang="en-GB"/><body>'
    path.write_text(f"{head}{units}</body></tmx>", encoding="utf-8")
    return path


def sentences(draw: random.Random) -> dict[str, str]:
    """One sentence in all languages; of a hundred about three have a defect."""
    words = {name: draw.choice(choices).split() for name, choices in WORDS.items()}
    number = draw.randrange(2, 900)
    found = {}
    for place, (language, form) in enumerate(FORMS.items()):
        text = form.format(n=number, **{name: forms[place] for name, forms in words.items()})
        found[language] = text[0].upper() + text[1:]
    if draw.random() < 0.03:
        defect = draw.randrange(3)
        text = found["de-DE"]
        found["de-DE"] = (found["en-GB"], text.replace(str(number), str(number + 1)), f"<b>{text}</b>")[defect]
    return found


def unit(number: int, found: dict[str, str]) -> str:
    """A `tu`."""
    variants = (f'<tuv xml:lang="{language}"><seg>{escape(text)}</seg></tuv>' for language, text in found.items())
    return f'<tu tuid="{number}">{"".join(variants)}</tu>\n'


class Story(Drive):
    """The visit of the data alone."""

    def open_data(self) -> None:
        """Drops the memory."""
        memory = write_memory(Path(os.environ["TRANSFORMER_DESK_HOME"], "travels.tmx"))
        self.window.page("data").open_files([memory])

    def visit(self) -> Iterator[Step]:
        """The story."""
        data = self.window.page("data")
        yield lambda: data.stack.currentWidget() is data.form and data.form.accept.isEnabled()
        yield self.chosen_german
        yield lambda: data.form.accept.isEnabled() and self.settled()
        yield self.picture("data-1-import")
        yield self.pressed(data.form.accept)
        yield lambda: self.session.dataset is not None and self.settled()
        yield from self.cleaned(data.dataset)
        yield from self.changed(data.dataset)
        yield self.done(self.choose_quick_training)
        yield self.shown("training")
        yield self.pressed(self.window.page("training").controls.start)
        yield lambda: len(self.window.page("training").bleu.points("BLEU")[0]) >= 2
        yield self.settled
        yield self.picture("data-7-train")
        yield self.stopped
        yield self.settled
        yield from self.looked_through(data.dataset)
        yield self.ended

    def choose_quick_training(self) -> None:
        """A small model that is validated often: the story is about its data."""
        from tfmodel.contract.presets import load_preset
        from tfmodel.contract.problems import changed

        self.session.set_config(changed(load_preset("tiny"), QUICK))

    def chosen_german(self) -> bool:
        """Two of the five languages."""
        target = self.window.page("data").form.reading.target_language
        target.setCurrentIndex(target.findText("de"))
        return True

    def cleaned(self, view: object) -> Iterator[Step]:
        """Cleaning by the standard rules, and what near duplicates would take."""
        view.tabs.setCurrentWidget(view.cleaning)
        view.tabs.setCurrentIndex(2)
        cleaning = view.cleaning
        cleaning.rules.choose("numbers")
        yield self.pressed(cleaning.preview)
        yield lambda: self.idle() and self.settled()
        yield self.picture("data-2-clean")
        yield self.pressed(cleaning.apply)
        yield lambda: self.idle() and self.settled()
        yield self.picture("data-3-cleaned")
        yield lambda: self.near_duplicates(cleaning)
        yield self.pressed(cleaning.preview)
        yield lambda: self.idle() and self.settled()
        yield self.picture("data-4-near-duplicates")

    def near_duplicates(self, cleaning: object) -> bool:
        """Only a look: they are not applied."""
        from PySide6.QtCore import Qt

        cleaning.rules.choose("near_duplicates")
        cleaning.rules.item_of("near_duplicates").setCheckState(0, Qt.CheckState.Checked)
        return True

    def changed(self, view: object) -> Iterator[Step]:
        """A search, three pairs excluded, one of them back."""
        view.tabs.setCurrentWidget(view.pairs)
        pairs = view.pairs
        pairs.search.setText("apples Vienna")
        yield lambda: pairs.view.model().rowCount() > 3 and self.settled()
        for row in range(3):
            pairs.view.selectRow(row)
            yield self.pressed(pairs.actions_row.exclude)
        yield self.settled
        yield self.picture("data-5-excluded")
        yield self.pressed(pairs.actions_row.undo)
        yield self.settled
        yield self.picture("data-6-undone")
        pairs.search.clear()
        yield self.settled

    def looked_through(self, view: object) -> Iterator[Step]:
        """The pairs that the model expects least, and how it reads the worst one."""
        xray = view.pairs.xray
        yield self.shown("data")
        yield self.pressed(xray.measure)
        yield lambda: self.idle() and "Loss" in self.columns(view) and view.pairs.view.model().rowCount() > 3
        yield self.done(lambda: view.pairs.view.selectRow(0))
        yield self.picture("data-8-xray")
        yield self.pressed(xray.attention)
        yield lambda: self.idle() and self.clock.elapsed() > 6000
        yield self.picture("data-9-attention")

    def columns(self, view: object) -> list[str]:
        """The titles of the table of pairs: with the losses once they are measured."""
        from PySide6.QtCore import Qt

        model = view.pairs.view.model()
        return [model.headerData(number, Qt.Orientation.Horizontal) for number in range(model.columnCount())]

    def idle(self) -> bool:
        """Whether all jobs have ended but those that wait for questions."""
        from gui.job_kinds import kind_of

        return all(kind_of(job.name).is_quiet for job in self.session.running_jobs)


if __name__ == "__main__":
    sys.exit(main())
