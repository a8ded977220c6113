"""Texts of people's data where Qt would take what looks like a mark in them for HTML."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt


def tip(text: str) -> str:
    """A tooltip that says exactly this: a sentence with <b> in it too."""
    return f"<qt>{escape(text, quote=False).replace(chr(10), '<br>')}</qt>" if Qt.mightBeRichText(text) else text
