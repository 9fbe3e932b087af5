"""Buttons by what they mean. A screen has at most one primary button."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme.current import theme

ICON_TONES = {"primary": "on_accent", "danger": "danger_text", "link": "accent_text", "add": "accent_text"}
LEAST_WIDTH = 72


class Button(QPushButton):
    """A button that starts with a verb. `kind`: primary, secondary, quiet or danger.

    `trailing` is an icon after the words; `dense` buttons are 32 high where others are 36.
    """

    role = "medium"
    dense_role = "dense_medium"

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        *,
        icon: str = "",
        trailing: str = "",
        dense: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon or trailing
        self._trailing = bool(trailing)
        self._dense = dense
        self._tone = ICON_TONES.get(kind, "text2")
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        if trailing:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.set_words(text)
        self.restyle()

    def set_words(self, text: str) -> None:
        """Show and name the button by `text`. A gap is kept between words and icon."""
        shown = text.replace("&", "&&")
        if self._icon and text:
            shown = f"{shown} " if self._trailing else f" {shown}"
        self.setText(shown)
        self.setAccessibleName(text)

    def set_icon(self, name: str, tone: str = "") -> None:
        """Show another icon, in `tone` if given."""
        self._icon = name
        self._tone = tone or self._tone
        self.restyle()

    def restyle(self) -> None:
        """Take font, icon and height again."""
        look = theme()
        self.setFont(look.font(self.dense_role if self._dense else self.role))
        self.setFixedHeight(look.px(32 if self._dense else 36))
        self.setMinimumWidth(look.px(LEAST_WIDTH))
        if self._icon:
            self.setIcon(look.icon(self._icon, self._tone))
            self.setIconSize(QSize(look.px(16), look.px(16)))

    def set_shortcut(self, keys: str) -> None:
        """Press the button by `keys`, and say so in its tool tip."""
        self.setShortcut(QKeySequence(keys))
        self.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))


class LinkButton(Button):
    """Reads as a link: a quiet way to more, beside the thing it is about."""

    def __init__(
        self, text: str, *, icon: str = "", trailing: str = "", role: str = "dense_medium", kind: str = "link"
    ) -> None:
        self.role = self.dense_role = role
        super().__init__(text, kind, icon=icon, trailing=trailing)

    def restyle(self) -> None:
        """As a button, but as small as its words."""
        super().restyle()
        self.setFixedHeight(theme().px(24))
        self.setMinimumWidth(0)


class WhyLink(LinkButton):
    """Asks for the reasons behind a number or an advice; `about` completes its spoken name."""

    def __init__(self, text: str, about: str) -> None:
        super().__init__(text, icon="circle-help")
        self.setAccessibleName(f"{text}: {about}")


class AddButton(Button):
    """A suggestion to add with one press, drawn as a dashed pill."""

    dense_role = "dense_medium"

    def __init__(self, text: str) -> None:
        super().__init__(text, "add", icon="plus", dense=True)

    def restyle(self) -> None:
        """As a button, but as low as a chip."""
        super().restyle()
        self.setFixedHeight(theme().px(28))
        self.setMinimumWidth(0)


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
