"""The language of the window: which one, and how numbers are written in it."""

from __future__ import annotations

import os
import string
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLibraryInfo, QLocale, QTranslator

from gui.window_state import settings
from tfmodel.contract.wording import FOLDER, LANGUAGES, marked

LANGUAGE_VARIABLE = "TRANSFORMER_DESK_LANGUAGE"


def chosen() -> str:
    """The language that was chosen in the window, "" for the system's."""
    code = settings().value("language")
    return code if isinstance(code, str) and code in LANGUAGES else ""


def choose(code: str) -> None:
    """Keeps the choice for the next start; "" follows the system."""
    settings().setValue("language", code)


def wanted() -> str:
    """The language to speak: that of TRANSFORMER_DESK_LANGUAGE, the chosen one, or the system's where we have it."""
    forced = os.environ.get(LANGUAGE_VARIABLE, "")
    if forced in LANGUAGES:
        return forced
    return chosen() or _first_spoken(QLocale.system().uiLanguages())


def _first_spoken(languages: list[str]) -> str:
    for name in languages:
        code = name.partition("-")[0]
        if code in LANGUAGES:
            return code
    return "en"


def speak(application: QCoreApplication, code: str) -> None:
    """Loads the texts of a language and writes numbers as it does; before the first widget is made."""
    stop_speaking(application)
    QLocale.setDefault(_locale(code))
    folders = (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), str(FOLDER))
    for name, folder in zip((f"qtbase_{code}", f"transformer_desk_{code}"), folders, strict=True):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)


def spoken_now() -> str:
    """The language whose texts are loaded."""
    code = QCoreApplication.translate("language", "code")
    return code if code in LANGUAGES else "en"


def stop_speaking(application: QCoreApplication) -> None:
    """Takes the texts of a language away again: what is made from now on is in English, as the code has it."""
    for translator in application.findChildren(QTranslator):
        application.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(_locale("en"))


def _locale(code: str) -> QLocale:
    """That of the system where it has the language, for a Swiss writes numbers in another way than a German."""
    system, plain = QLocale.system(), QLocale(code)
    return system if system.language() == plain.language() else plain


def figures(text: str) -> str:
    """Numbers, with their units, as Python writes them ("12,000", "1.5 GB") in the way of the language."""
    locale = QLocale()
    return marked(text, locale.groupSeparator(), locale.decimalPoint())


def moment(when: datetime) -> str:
    """A day and a time; in English as ISO 8601 has them, for there a month and a day are easily mistaken."""
    locale = QLocale()
    if locale.language() == QLocale.Language.English:
        return f"{when:%Y-%m-%d %H:%M}"
    return locale.toString(
        QDateTime(when.year, when.month, when.day, when.hour, when.minute, 0), QLocale.FormatType.ShortFormat
    )


class _Filling(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        text = format(value, format_spec)
        return figures(text) if isinstance(value, int | float) and format_spec else text


def filled(template: str, *values: object) -> str:
    """`template.format(*values)` with the numbers that have a form, such as {0:,}, in the way of the language."""
    return _Filling().format(template, *values)
