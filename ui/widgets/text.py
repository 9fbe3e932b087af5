"""Words on screen: single lines, headings and set prose. Text is plain unless it is a `Markup`."""

import html
import re
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme.current import theme


class Markup(str):
    """Rich text that was built by `emphasise`: the only kind a label shows as markup."""


def emphasise(sentence: str, *phrases: str) -> Markup:
    """`sentence`, escaped, with every occurrence of each of `phrases` set bold.

    Works on a translated sentence after its values went in, so whole sentences stay whole.
    """
    text = html.escape(sentence, quote=False)
    wanted = sorted((html.escape(phrase, quote=False) for phrase in phrases if phrase), key=len, reverse=True)
    if not wanted:
        return Markup(text)
    # In one pass, so that a phrase is never looked for in the tags that stand around another.
    return Markup(re.sub("|".join(map(re.escape, wanted)), lambda found: f"<b>{found[0]}</b>", text))


ZERO_WIDTH_SPACE = "\u200b"
UNBROKEN = 24
"""Letters of a word from which it may be broken: longer than any in the languages we know, but names are."""


def breakable(text: str, unbroken: int = UNBROKEN) -> str:
    """`text` with places where a word too long for its column may go on below; they do not show."""
    return re.sub(
        rf"[^\s-]{{{unbroken},}}",  # after a hyphen a line may end anyway
        lambda word: ZERO_WIDTH_SPACE.join(
            word[0][at : at + unbroken // 2] for at in range(0, len(word[0]), unbroken // 2)
        ),
        text,
    )


def broken(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """`text` in lines of at most `width`, for controls that Qt gives one line."""
    lines: list[str] = []
    for word in text.split():
        for at, part in enumerate(parts_of(word)):
            longer = f"{lines[-1]}{'' if at else ' '}{part}" if lines else part
            if lines and metrics.horizontalAdvance(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(part)
    return lines


@lru_cache(maxsize=2048)
def parts_of(text: str) -> tuple[str, ...]:
    """The least that stays together on a line: words, broken after hyphens and inside where they are overlong.

    A layout asks for the same few words again and again.
    """
    return tuple(re.findall(r"[^\s\-\u200b]+-*|-+", breakable(text)))


_RESHAPES = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange})
"""What makes a label as tall as it was not before, other than its words."""


class Label(QLabel):
    """One line or a wrapped paragraph in a step of the type scale and a token colour.

    `tabular` is for numbers only: it widens the hyphens of prose.
    """

    _tone = "text"

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        *,
        wrap: bool = False,
        tabular: bool = False,
        align: Qt.AlignmentFlag | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._heights: dict[int, int] = {}
        super().__init__(parent)
        self._role = role
        self._tone = tone
        self._tabular = tabular
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setForegroundRole(QPalette.ColorRole.WindowText)  # on a button it would be the button's
        if wrap:
            self.setWordWrap(True)
            policy = self.sizePolicy()
            policy.setHeightForWidth(True)
            policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
            self.setSizePolicy(policy)
        if align is not None:
            self.setAlignment(align)
        self.setText(text)
        self.restyle()

    def setText(self, text: str) -> None:
        """Show `text`; where it wraps, so does a word too long for any column."""
        self._heights.clear()
        super().setText(breakable(text) if self.wordWrap() else text)

    def restyle(self) -> None:
        """Take font and colour again."""
        look = theme()
        self.setFont(look.font(self._role, tabular=self._tabular))
        self.setPalette(look.ink(self._tone))

    def changeEvent(self, event: QEvent) -> None:
        """Hold on to the colour: Qt puts an older palette back when a styled parent is moved."""
        super().changeEvent(event)
        kind = event.type()
        if kind in _RESHAPES:
            self._heights.clear()
        elif kind is QEvent.Type.PaletteChange:
            shown = self.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText)
            if shown != theme().color(self._tone):
                self.setPalette(theme().ink(self._tone))

    def heightForWidth(self, width: int) -> int:
        """Asked ten times for each width while a page finds its place: the lines are laid out once."""
        found = self._heights.get(width)
        if found is None:
            found = self._heights[width] = super().heightForWidth(width)
        return found

    def setContentsMargins(self, *margins: Any) -> None:
        """The room around the words, which is part of their height."""
        self._heights.clear()
        super().setContentsMargins(*margins)

    def set_role(self, role: str) -> None:
        """Set in another step of the type scale."""
        self._role = role
        self.restyle()

    def set_tone(self, tone: str) -> None:
        """Show in another token colour."""
        if tone != self._tone:
            self._tone = tone
            self.setPalette(theme().ink(tone))


class OneLine(Label):
    """A name where there is one line for it: shortened where it has no room, whole on hover and spoken."""

    def __init__(self, text: str = "", role: str = "body", tone: str = "text") -> None:
        super().__init__(text, role, tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """Show `text`, and say it whole to those who point and those who listen."""
        super().setText(text)
        self.setAccessibleName(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        least = self.fontMetrics().averageCharWidth() * 6
        return super().sizeHint().boundedTo(QSize(least, super().sizeHint().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much of the words as there is room for, in colour and place of a label."""
        painter = QPainter(self)
        room = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.style().drawItemText(
            painter, room, self.alignment(), self.palette(), self.isEnabled(), words, self.foregroundRole()
        )
        painter.end()


class Heading(Label):
    """A page or section heading. It can take focus from code, so that a screen reader starts there."""

    def __init__(self, text: str = "", role: str = "title", tone: str = "text", *, wrap: bool = True) -> None:
        super().__init__(text, role, tone, wrap=wrap)
        self.setAccessibleName(text)

    def setText(self, text: str) -> None:
        """Show `text` and name the heading by it."""
        super().setText(text)
        self.setAccessibleName(text)


class Prose(Label):
    """A paragraph with the line height of set text. Plain words are escaped; `Markup` is shown as it is."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text2",
        *,
        line_height: int = 126,
        max_width: int = 0,
        centred: bool = False,
    ) -> None:
        self._line_height = line_height
        self._side = "center" if centred else "left"
        self._max_width = max_width
        self._words = text
        super().__init__(text, role, tone, wrap=True)

    def restyle(self) -> None:
        """Take font and greatest width again."""
        super().restyle()
        if self._max_width:
            self.setMaximumWidth(theme().px(self._max_width))

    def heightForWidth(self, width: int) -> int:
        """At most as wide as it may be: a layout asks with the width of the whole column."""
        return super().heightForWidth(min(width, self.maximumWidth()))

    def setText(self, text: str) -> None:
        """Show `text` as one paragraph."""
        self._words = text
        inner = (
            text
            if isinstance(text, Markup)
            else html.escape(breakable(text), quote=False).replace("\n", "<br>")
        )
        self.setTextFormat(Qt.TextFormat.RichText)
        around = f'<div align="{self._side}" style="line-height:{self._line_height}%">'
        self._heights.clear()
        QLabel.setText(self, f"{around}{inner}</div>" if text else "")  # markup is never broken
        self.setAccessibleName("" if isinstance(text, Markup) else text)

    def words(self) -> str:
        """The text as given to `setText`."""
        return self._words


class Icon(QLabel):
    """A decorative icon beside words; it has no name of its own."""

    def __init__(self, name: str, tone: str = "text2", size: int = 16) -> None:
        super().__init__()
        self._name = name
        self._tone = tone
        self._size = size
        self.restyle()

    def restyle(self) -> None:
        """Draw again in the colours and size in force."""
        look = theme()
        side = look.px(self._size)
        self.setFixedSize(side, side)
        self.setPixmap(look.pixmap(self._name, self._tone, self._size, self.devicePixelRatioF()))

    def show_icon(self, name: str, tone: str) -> None:
        """Show another icon or colour."""
        self._name, self._tone = name, tone
        self.restyle()

    def set_tone(self, tone: str) -> None:
        """Show in another colour."""
        self.show_icon(self._name, tone)
