"""The theme in force: colours, fonts, icons and measures, and the one signal that they changed.

Like `QApplication` there is exactly one; the composition root installs it, widgets ask `theme()`.
"""

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme.icons import IconCache
from ui.theme.style_sheet import style_sheet, write_indicator_images
from ui.theme.tokens import DARK, LIGHT, more_contrast
from ui.theme.typography import load_fonts, make_font

ZOOMS = (100, 115, 130, 150)
"""Text sizes on offer, in percent."""


class Scheme(Enum):
    """Which theme the reader chose; SYSTEM follows the desktop where it says what it uses."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Density(Enum):
    """How tight rows are: comfortable for owners, compact for brokers."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


@runtime_checkable
class Styled(Protocol):
    """A widget with icons, fonts or fixed sizes of its own to take again when the theme changes."""

    def restyle(self) -> None:
        """Take colours, fonts and measures again from `theme()`."""


PALETTE = {
    QPalette.ColorRole.Window: "canvas", QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken", QPalette.ColorRole.Button: "button",
    QPalette.ColorRole.Text: "text", QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.ButtonText: "text", QPalette.ColorRole.BrightText: "text",
    QPalette.ColorRole.Highlight: "sel", QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.PlaceholderText: "text3", QPalette.ColorRole.Link: "accent_text",
    QPalette.ColorRole.LinkVisited: "accent_text", QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text", QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "border", QPalette.ColorRole.Midlight: "border",
    QPalette.ColorRole.Mid: "border2", QPalette.ColorRole.Dark: "border_strong",
    QPalette.ColorRole.Shadow: "border_strong",
}


class Theme(QObject):
    """Answers every question about looks. Setting a scheme, zoom or density restyles the whole window."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._icons = IconCache()
        self._images = QTemporaryDir()
        self._scheme = Scheme.SYSTEM
        self._zoom = 100
        self._density = Density.COMFORTABLE
        self._system_font = False
        self.reduced_motion = False
        self._tokens: Mapping[str, str] = LIGHT
        self._fonts: dict[tuple[str, bool, bool], QFont] = {}
        self._colours: dict[str, QColor] = {}
        load_fonts()
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    # What the reader chose ------------------------------------------------------------------------

    @property
    def scheme(self) -> Scheme:
        """The choice, which may be SYSTEM; `dark` says what it came to."""
        return self._scheme

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in force."""
        if self._scheme is Scheme.SYSTEM:
            return self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._scheme is Scheme.DARK

    @property
    def zoom_percent(self) -> int:
        """Text size: one of `ZOOMS`."""
        return self._zoom

    @property
    def zoom(self) -> float:
        """Text size as a factor: 1.0 at 100 %."""
        return self._zoom / 100

    @property
    def density(self) -> Density:
        """How tight rows are."""
        return self._density

    def set_scheme(self, scheme: Scheme) -> None:
        """Use the light or the dark colours, or those of the desktop."""
        if scheme is not self._scheme:
            self._scheme = scheme
            self._apply()

    def set_zoom(self, percent: int) -> None:
        """Show text at `percent`; a value not in `ZOOMS` raises ValueError."""
        if percent not in ZOOMS:
            raise ValueError(f"text zoom must be one of {ZOOMS}, not {percent}")
        if percent != self._zoom:
            self._zoom = percent
            self._apply()

    def step_zoom(self, steps: int) -> None:
        """Go `steps` up or down in `ZOOMS`, stopping at its ends."""
        at = ZOOMS.index(self._zoom) + steps
        self.set_zoom(ZOOMS[max(0, min(at, len(ZOOMS) - 1))])

    def set_density(self, density: Density) -> None:
        """Use comfortable or compact rows. Colours and fonts stay, so the style sheet is not read again."""
        if density is not self._density:
            self._density = density
            self._restyle()

    def set_system_font(self, on: bool) -> None:
        """Use the reader's own interface font instead of the bundled one."""
        if on != self._system_font:
            self._system_font = on
            self._apply()

    # What widgets ask -----------------------------------------------------------------------------

    def color(self, name: str) -> QColor:
        """The colour of token `name`. Raises KeyError for a name that is no token."""
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = QColor(self._tokens[name])
        return found

    def font(self, role: str, *, tabular: bool = False, italic: bool = False) -> QFont:
        """The font of a step of the type scale at the reader's text size."""
        key = (role, tabular, italic)
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = make_font(
                role, self.zoom, tabular=tabular, italic=italic, system=self._system_font
            )
        return found

    def ink(self, token: str) -> QPalette:
        """A palette for a widget whose text is in the colour of `token`."""
        palette = QPalette(self._application.palette())
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
            palette.setColor(role, self.color(token))
        return palette

    def px(self, length: float) -> int:
        """A length that must grow with the text, such as the height of a control."""
        return round(length * self.zoom)

    def control_height(self, dense: bool = False) -> int:
        """Height of buttons and inputs: 36, or 32 where space is short."""
        return self.px(32 if dense or self._density is Density.COMPACT else 36)

    def row_height(self, lines: int = 1) -> int:
        """Height of a table or list row of one or two lines in the density in force."""
        compact = self._density is Density.COMPACT
        return self.px((32, 44)[lines - 1] if compact else (40, 48)[lines - 1])

    def page_padding(self, effective_width: float) -> int:
        """Margin of a page: 32 for owners, 24 for brokers, 20 where the window is narrow."""
        if effective_width < 1180:
            return 20
        return 24 if self._density is Density.COMPACT else 32

    def pixmap(self, name: str, token: str = "text2", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """Icon `name` in the colour of `token`, `size` pixels at 100 % text."""
        return self._icons.pixmap(name, self.color(token), self.px(size), ratio)

    def icon(self, name: str, token: str = "text2", size: int = 16) -> QIcon:
        """Icon `name` for a button or an action, with a disabled form."""
        ratio = self._application.devicePixelRatio()
        return self._icons.icon(name, self.color(token), self.color("disabled"), self.px(size), ratio)

    # How it is put on -----------------------------------------------------------------------------

    def _follow_system(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._apply()

    def _wants_contrast(self) -> bool:
        hints = self._application.styleHints()
        accessibility = getattr(hints, "accessibility", None)  # Qt 6.10 and newer
        if accessibility is None:
            return False
        return bool(accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast)

    def _apply(self) -> None:
        tokens = DARK if self.dark else LIGHT
        self._tokens = more_contrast(tokens) if self._wants_contrast() else tokens
        self._fonts.clear()
        self._colours.clear()
        # A folder of its own per look: Qt caches style sheet images by path.
        images = Path(self._images.path()) / ("dark" if self.dark else "light")
        images.mkdir(exist_ok=True)
        write_indicator_images(images, self._tokens)
        self._application.setPalette(self._palette())
        self._application.setFont(self.font("body"))
        header = self.font("caption_medium")
        family = header.families()[0] if header.families() else header.family()
        header_font = f'{header.weight()} {header.pixelSize()}px "{family}"'
        self._application.setStyleSheet(style_sheet(self._tokens, self.zoom, images, header_font))
        self._restyle()

    def _restyle(self) -> None:
        """Let every widget take its measures and colours again."""
        for widget in self._application.allWidgets():
            if isinstance(widget, Styled):
                widget.restyle()
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in PALETTE.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("disabled"))
        return palette


_installed: Theme | None = None


def install_theme(application: QApplication) -> Theme:
    """Make and put on the process's theme; a second call returns the one already there."""
    global _installed
    if _installed is None or _installed.parent() is not application:
        _installed = Theme(application)
    return _installed


def theme() -> Theme:
    """The theme in force. Raises RuntimeError before `install_theme`."""
    if _installed is None:
        raise RuntimeError("install_theme(application) has to run before any widget is made")
    return _installed


def effective_width(widget: QWidget) -> float:
    """Width of `widget` in pixels of 100 % text: what breakpoints compare with."""
    return widget.width() / theme().zoom
