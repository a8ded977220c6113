"""The lines of a choice that is filled again and again while somebody looks at it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

Row = tuple[str, object]  # the text, and what it stands for


def show_rows(choice: QComboBox, rows: Sequence[Row], chosen: int) -> None:
    """Shows these lines with one of them chosen, and tells nobody; lines that stay are left as they are."""
    was_blocked = choice.blockSignals(True)
    if [choice.itemData(row) for row in range(choice.count())] == [value for _, value in rows]:
        for row, (text, _) in enumerate(rows):
            if choice.itemText(row) != text:
                choice.setItemText(row, text)
    else:
        choice.clear()
        choice.addItems([text for text, _ in rows])
        for row, (_, value) in enumerate(rows):
            choice.setItemData(row, value)
    choice.setCurrentIndex(chosen)
    choice.blockSignals(was_blocked)
    choice.update()
