"""The look of the window: colours of both schemes, spacing, type scale."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

GRID = 8  # pixels: every margin and gap is a multiple

TARGET = 3 * GRID  # pixels: nothing to press is smaller
ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"

SCHEME_VARIABLE = "TRANSFORMER_DESK_SCHEME"


@dataclass(frozen=True)
class Colours:
    """One scheme, as "#rrggbb".

    `series` are plot colours that stay apart for colour-blind eyes (after Okabe and Ito).
    """

    window: str
    surface: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    error: str
    error_surface: str
    warning: str
    success: str
    series: tuple[str, ...]


LIGHT = Colours(
    window="#f4f5f7",
    surface="#ffffff",
    raised="#ebedf0",
    border="#cdd1d8",
    text="#1b1f24",
    muted="#57606a",
    accent="#0b63c4",
    on_accent="#ffffff",
    selection="#d3e4f8",
    error="#b42318",
    error_surface="#fdeceb",
    warning="#8a5a00",
    success="#1a7340",
    series=("#0b63c4", "#c2410c", "#0f7b55", "#8e3d8b", "#6b5d00"),
)

DARK = Colours(
    window="#1b1d21",
    surface="#24272c",
    raised="#2e3238",
    border="#464b53",
    text="#eceef1",
    muted="#a9b0ba",
    accent="#6cb0ff",
    on_accent="#0d1a29",
    selection="#2b4766",
    error="#ff8f85",
    error_surface="#472523",
    warning="#f0b429",
    success="#5fce8f",
    series=("#6cb0ff", "#ff9a5c", "#4fd1a5", "#e09ade", "#e3cf57"),
)


def colours_of(widget: QWidget) -> Colours:
    """The colours of the scheme that a widget is drawn in now."""
    return DARK if _is_dark(widget.palette()) else LIGHT


class Theme(QObject):
    """Keeps the application in the system's scheme, or in the one that TRANSFORMER_DESK_SCHEME names."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        application.setStyle("fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.apply)
        self.apply()

    def apply(self) -> None:
        """Paints the application in the scheme of now; a window that sees its palette change calls `dress`."""
        self._application.setPalette(_palette(DARK if _wants_dark(self._application) else LIGHT))


def dress(window: QWidget) -> None:
    """Gives a window, and the dialogs over it, the style sheet of its scheme.

    Called when its parts are together: under a style sheet, Qt styles a part and all that is in it anew each time
    that it gets another parent.
    """
    window.setStyleSheet(_style_sheet(colours_of(window), window.font().pointSizeF()))


def _wants_dark(application: QApplication) -> bool:
    forced = os.environ.get(SCHEME_VARIABLE, "")
    if forced:
        return forced == "dark"
    scheme = QGuiApplication.styleHints().colorScheme()
    if scheme == Qt.ColorScheme.Unknown:  # as under a contrast theme of Windows
        return _is_dark(_system_palette(application))
    return scheme == Qt.ColorScheme.Dark


def _system_palette(application: QApplication) -> QPalette:
    """That of the system, which the application has while it has set none of its own."""
    application.setPalette(QPalette())
    return QGuiApplication.palette()


def _is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.raised,
        role.Text: colours.text,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.error,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.surface,
        role.Midlight: colours.raised,
        role.Mid: colours.border,
        role.Dark: colours.border,
        role.Shadow: colours.border,
    }.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.muted))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.border))
    return palette


def _style_sheet(colours: Colours, points: float) -> str:
    return f"""
    QLabel[role="title"] {{ font-size: {points * 1.6:.1f}pt; font-weight: 600; }}
    QLabel[role="heading"] {{ font-size: {points * 1.15:.1f}pt; font-weight: 600; }}
    QLabel[role="muted"] {{ color: {colours.muted}; }}
    QLabel[role="error"] {{ color: {colours.error}; }}
    QLabel[role="figure"] {{ font-size: {points * 1.15:.1f}pt; font-weight: 600; }}
    QFrame[role="card"] {{ background: {colours.surface}; border: 1px solid {colours.border}; border-radius: 4px; }}
    QFrame[role="alert"] {{
        background: {colours.error_surface}; border: 1px solid {colours.error}; border-radius: 4px; }}
    QPushButton {{ padding: 5px 14px; min-height: 18px; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}  /* Qt's own are dark in both schemes */
    QTabBar {{ qproperty-drawBase: 0; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {colours.border}; }}
    QTabBar::tab {{ padding: 6px 14px 4px 14px; color: {colours.muted}; border: none;
        border-bottom: 2px solid transparent; }}
    QTabBar::tab:hover {{ color: {colours.text}; background: {colours.raised}; }}
    QTabBar::tab:selected {{ color: {colours.text}; border-bottom-color: {colours.accent}; }}
    QTabBar::tab:selected:focus {{ background: {colours.selection}; }}
    QTabBar::tab:disabled {{ color: {colours.border}; }}
    QLineEdit, QComboBox, QAbstractSpinBox, QSlider:horizontal, QCheckBox, QRadioButton {{ min-height: {TARGET}px; }}
    QToolButton, QSlider:vertical {{ min-width: {TARGET}px; }}
    QToolButton {{ min-height: {TARGET}px; }}
    {_indicators(colours)}
    QPushButton:default {{ background: {colours.raised}; color: {colours.text};
        border: 2px solid {colours.accent}; border-radius: 4px; padding: 4px 13px; }}
    QPushButton:default:focus {{ border-color: {colours.text}; }}
    QPushButton:default:disabled {{ color: {colours.muted}; border-color: {colours.border}; }}
    QPushButton[role="primary"] {{ background: {colours.accent}; color: {colours.on_accent};
        border: 1px solid {colours.accent}; border-radius: 4px; padding: 6px 16px; font-weight: 600; }}
    QPushButton[role="primary"]:hover {{ border-color: {colours.text}; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {colours.text}; padding: 5px 15px; }}
    QPushButton[role="primary"]:disabled {{
        background: {colours.raised}; color: {colours.muted}; border-color: {colours.border}; }}
    QListWidget[role="navigation"] {{ background: {colours.window}; border: none;
        border-right: 1px solid {colours.border}; padding: {GRID}px 0; outline: none; }}
    QListWidget[role="navigation"]::item {{ padding: 0 12px; color: {colours.text};
        border-left: 3px solid transparent; }}
    QListWidget[role="navigation"]::item:hover {{ background: {colours.raised}; }}
    QListWidget[role="navigation"]::item:selected {{ background: {colours.selection}; color: {colours.text};
        border-left: 3px solid {colours.accent}; }}
    QFrame[role="bubble"] {{ background: {colours.surface}; border: 2px solid {colours.accent}; border-radius: 6px; }}
    QFrame[role="pointed"] {{ border: 3px solid {colours.accent}; border-radius: 6px; }}
    QPushButton[role="navigation"] {{ background: {colours.window}; color: {colours.text}; text-align: left;
        border: none; border-left: 3px solid transparent; border-right: 1px solid {colours.border};
        padding: 0; min-height: {5 * GRID}px; }}
    QPushButton[role="navigation"]:hover {{ background: {colours.raised}; }}
    QPushButton[role="navigation"]:focus {{ background: {colours.selection}; }}
    QPushButton[role="navigation"]::menu-indicator {{ image: none; }}
    *[problem="true"] {{ border: 2px solid {colours.error}; border-radius: 3px; }}
    QToolTip {{ color: {colours.text}; background: {colours.raised};
        border: 1px solid {colours.border}; padding: 4px; }}
    """


def _indicators(colours: Colours) -> str:
    """Check boxes and radio buttons: Fusion's own outline is that of the window, hardly darker, in the dark scheme."""
    tick = (ICONS / f"tick-{'dark' if colours is DARK else 'light'}.svg").as_posix()
    boxes = [f"{kind}::indicator" for kind in ("QCheckBox", "QGroupBox", "QAbstractItemView")]
    every = [*boxes, "QRadioButton::indicator"]

    def select(parts: list[str], state: str = "") -> str:
        return ", ".join(part + state for part in parts)

    return f"""
    {select(every)} {{ width: 14px; height: 14px; background: {colours.surface};
        border: 1px solid {colours.muted}; border-radius: 3px; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    {select(boxes, ":checked")} {{
        background: {colours.accent}; border-color: {colours.accent}; image: url("{tick}"); }}
    {select(boxes, ":indeterminate")} {{ background: {colours.selection}; border-color: {colours.accent}; }}
    QRadioButton::indicator:checked {{ border-color: {colours.accent}; background: qradialgradient(
        cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
        stop: 0 {colours.accent}, stop: 0.5 {colours.accent}, stop: 0.6 {colours.surface}); }}
    {select(every, ":hover")} {{ border-color: {colours.text}; }}
    {select(every, ":disabled")} {{ border-color: {colours.border}; background: {colours.raised}; }}
    {select(["QCheckBox::indicator", "QRadioButton::indicator"], ":focus")} {{ border-color: {colours.text}; }}
    """


# Small parts in the one type scale, so that pages do not style on their own


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """A label in a role of the type scale: "title", "heading", "figure", "muted", "error", or plain."""
    made = QLabel(text, textFormat=Qt.TextFormat.PlainText)  # what it says may be data
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def primary(button: QPushButton) -> QPushButton:
    """Marks the one button of a page that goes on."""
    button.setProperty("role", "primary")
    return button


def page_layout(page: QWidget, title: str, *actions: QWidget) -> QVBoxLayout:
    """The layout every page begins with: margins, gaps, its title, and what is to be pressed at its right."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
    layout.setSpacing(GRID)
    head = QHBoxLayout()
    head.addWidget(label(title, "title"), 1)
    for action in actions:
        head.addWidget(action)
    layout.addLayout(head)
    return layout


def restyle(widget: QWidget) -> None:
    """Applies the style sheet again after a property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
