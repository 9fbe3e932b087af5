"""Buttons by what they mean. A screen has at most one primary button."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme.current import theme
from ui.widgets.text import broken, parts_of

ICON_TONES = {"primary": "on_accent", "danger": "danger_text", "link": "accent_text", "add": "accent_text"}
LEAST_WIDTH = 72


class Button(QPushButton):
    """A button that starts with a verb. `kind`: primary, secondary, quiet or danger.

    `trailing` is an icon after the words; `dense` buttons are 32 high where others are 36. With `wrap` its
    words go on below where its column is narrow.
    """

    role = "medium"
    dense_role = "dense_medium"
    least_width = LEAST_WIDTH
    tall = 36
    dense_tall = 32

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        *,
        icon: str = "",
        trailing: str = "",
        dense: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon or trailing
        self._trailing = bool(trailing)
        self._dense = dense
        self._wrap = wrap
        self._lines: tuple[str, ...] = (text,)
        self._tone = ICON_TONES.get(kind, "text2")
        self.setProperty("kind", kind)
        across = QSizePolicy.Policy.Maximum if wrap else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        if trailing:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.set_words(text)
        self.restyle()

    def set_words(self, text: str) -> None:
        """Show and name the button by `text`."""
        self._words = text
        self._show(text)
        self.setAccessibleName(text)

    def _show(self, *lines: str) -> None:
        """Show the words in `lines`, with a gap between them and the icon."""
        self._lines = lines
        gap = " " if self._icon and any(lines) else ""
        shown = [f"{line}{gap}" if self._trailing else f"{gap}{line}" for line in lines]
        self.setText("\n".join(shown).replace("&", "&&"))

    def set_kind(self, kind: str) -> None:
        """Become another kind of button, such as where another one leads now."""
        if kind != self.property("kind"):
            self.setProperty("kind", kind)
            self._tone = ICON_TONES.get(kind, "text2")
            self.style().unpolish(self)
            self.style().polish(self)
            self.restyle()

    def set_icon(self, name: str, tone: str = "") -> None:
        """Show another icon, in `tone` if given."""
        self._icon = name
        self._tone = tone or self._tone
        self.restyle()

    def restyle(self) -> None:
        """Take font, icon and height again."""
        look = theme()
        self.setFont(look.font(self.dense_role if self._dense else self.role))
        below = (len(self._lines) - 1) * self.fontMetrics().lineSpacing()
        self.setFixedHeight(look.px(self.dense_tall if self._dense else self.tall) + below)
        if self._icon:
            self.setIcon(look.icon(self._icon, self._tone))
            self.setIconSize(QSize(look.px(16), look.px(16)))

    def sizeHint(self) -> QSize:
        """As wide as the words on one line, which is also the least: a row squeezes to a set minimum."""
        hint = super().sizeHint()
        if len(self._lines) > 1:
            hint += QSize(self._longest((self._words,)) - self._longest(self._lines), 0)
        return hint.expandedTo(QSize(theme().px(self.least_width), 0))

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest word where the words may go on below."""
        hint = self.sizeHint()
        if self._wrap:
            hint -= QSize(self._longest((self._words,)) - self._longest(parts_of(self._words)), 0)
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words where they have no room."""
        super().resizeEvent(event)
        if not self._wrap:
            return
        around = self.sizeHint().width() - self._longest((self._words,))
        lines = tuple(broken(self._words, self.fontMetrics(), self.width() - around))
        if lines != self._lines:
            self._show(*lines)
            self.restyle()

    def _longest(self, parts: Iterable[str]) -> int:
        return max((self.fontMetrics().horizontalAdvance(part) for part in parts), default=0)

    def set_shortcut(self, keys: str) -> None:
        """Press the button by `keys`, and say so in its tool tip."""
        self.setShortcut(QKeySequence(keys))
        self.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))


class LinkButton(Button):
    """Reads as a link: a quiet way to more, beside the thing it is about. It is as small as its words."""

    least_width = 0
    tall = 24

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        trailing: str = "",
        role: str = "dense_medium",
        kind: str = "link",
        wrap: bool = False,
    ) -> None:
        self.role = role
        super().__init__(text, kind, icon=icon, trailing=trailing, wrap=wrap)


class WhyLink(LinkButton):
    """Asks for the reasons behind a number or an advice; `about` completes its spoken name."""

    def __init__(self, text: str, about: str) -> None:
        super().__init__(text, icon="circle-help")
        self.setAccessibleName(f"{text}: {about}")


class AddButton(Button):
    """A suggestion to add with one press, drawn as a dashed pill as low as a chip."""

    role = "dense_medium"
    least_width = 0
    tall = 28

    def __init__(self, text: str) -> None:
        super().__init__(text, "add", icon="plus", wrap=True)


class ChipButton(Button):
    """A chip that opens what it stands for."""

    role = "caption_medium"
    least_width = 0
    tall = 24

    def __init__(self, text: str) -> None:
        super().__init__(text, "chip", wrap=True)


class IconButton(QPushButton):
    """A square button with only an icon; `name` is its spoken name and its tool tip."""

    def __init__(self, icon: str, name: str, *, tone: str = "text2", side: int = 32, size: int = 16) -> None:
        super().__init__()
        self._icon = icon
        self._tone = tone
        self._side = side
        self._size = size
        self.setProperty("kind", "icon")
        self.setAutoDefault(False)
        self.set_name(name)
        self.restyle()

    def set_name(self, name: str) -> None:
        """Name it, for people who point and people who listen."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def set_icon(self, icon: str, tone: str = "") -> None:
        """Show another icon, in `tone` if given."""
        self._icon = icon
        self._tone = tone or self._tone
        self.restyle()

    def restyle(self) -> None:
        """Take icon and size again."""
        look = theme()
        self.setFixedSize(look.px(self._side), look.px(self._side))
        self.setIcon(look.icon(self._icon, self._tone, self._size))
        self.setIconSize(QSize(look.px(self._size), look.px(self._size)))
