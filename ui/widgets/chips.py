"""Small marks that carry one fact each: a status, a person, a date, an amount, a privacy."""

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.words import say, say_count
from ui.theme.current import theme
from ui.theme.tokens import TONES
from ui.widgets.layouts import column, row
from ui.widgets.text import Icon, Label

STATUS_ICONS = {
    "success": "circle-check",
    "warn": "triangle-alert",
    "danger": "octagon-alert",
    "info": "circle-dot",
    "neutral": "circle-dashed",
    "unknown": "circle-help",
    "private": "lock-keyhole",
}
"""The icon that goes with each tone, so that no status rests on colour alone."""


def ink(tone: str) -> str:
    """The token for text in a tone."""
    return f"{tone}_text" if tone in TONES else "text3"


class StatusChip(QFrame):
    """A status as icon, word and colour. `filled` draws it as a pill, else it stands on the surface."""

    def __init__(self, word: str, tone: str = "neutral", *, icon: str = "", filled: bool = False) -> None:
        super().__init__()
        self._filled = filled
        self._icon = Icon("circle", "text3", 14 if filled else 16)
        self._word = Label("", "caption_medium" if filled else "dense_medium")
        padding = (8, 0, 9, 0) if filled else (0, 0, 0, 0)
        self.setLayout(row(self._icon, self._word, gap=5 if filled else 6, margins=padding))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_status(word, tone, icon)

    def show_status(self, word: str, tone: str, icon: str = "") -> None:
        """Show another status."""
        soft = tone if tone in TONES else "neutral"
        tone_ink = "text2" if self._filled and soft == "neutral" else ink(tone)
        self._icon.show_icon(icon or STATUS_ICONS.get(tone, "circle-dashed"), tone_ink)
        self._word.setText(word)
        self._word.set_tone(tone_ink)
        if self._filled:
            self.setProperty("chip", soft)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setAccessibleName(word)
        self.restyle()

    def restyle(self) -> None:
        """Take the height again."""
        self.setFixedHeight(theme().px(22))


class Tag(QFrame):
    """A word in a pill without an icon: a skill, a label."""

    def __init__(self, word: str, tone: str = "accent") -> None:
        super().__init__()
        soft = tone if tone in TONES else "neutral"
        self.setProperty("chip", soft)
        word_tone = "text2" if soft == "neutral" else ink(tone)
        self.setLayout(row(Label(word, "caption_medium", word_tone), margins=(9, 0, 9, 0)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)
        self.restyle()

    def restyle(self) -> None:
        """Take the height again."""
        self.setFixedHeight(theme().px(22))


class Avatar(QWidget):
    """A person's initials in a circle; decorative beside the name."""

    def __init__(self, name: str, side: int = 36) -> None:
        super().__init__()
        self._side = side
        self._initials = initials(name)
        self.restyle()

    def show_name(self, name: str) -> None:
        """Show another person's initials."""
        self._initials = initials(name)
        self.update()

    def restyle(self) -> None:
        """Take the size again."""
        self.setFixedSize(theme().px(self._side), theme().px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tinted disc with the initials."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent_soft"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(look.color("accent_text"))
        painter.setFont(look.font("dense_strong" if self._side >= 32 else "tiny"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)
        painter.end()


def initials(name: str) -> str:
    """First letters of the first and the last word of `name`."""
    words = name.split()
    return "".join(word[0].upper() for word in dict.fromkeys((words[0], words[-1]))) if words else ""


class PersonChip(QFrame):
    """A person with initials, name and role: someone who can be called."""

    def __init__(self, name: str, role: str, *, side: int = 36) -> None:
        super().__init__()
        words = column(Label(name, "dense_strong"), Label(role, "caption", "text3", wrap=True), gap=2)
        self.setLayout(row((Avatar(name, side), Qt.AlignmentFlag.AlignTop), (words, 1), gap=10))
        self.setAccessibleName(say("{name}, {role}", name=name, role=role))


class DueLabel(Label):
    """A date with how far it is off while that is near; warns two days before, marked once it has passed."""

    SOON_DAYS = 2
    NEAR_DAYS = 30

    def __init__(self, day: date | None, today: date, shown: str) -> None:
        """`shown` is `day` as the formatter writes it ("Fri 27 Nov")."""
        super().__init__("", "dense_medium")
        self.show_day(day, today, shown)

    def show_day(self, day: date | None, today: date, shown: str) -> None:
        """Show another date."""
        if day is None:
            self.set_tone("text3")
            self.setText(shown)
            return
        days = (day - today).days
        self.set_tone("danger_text" if days < 0 else "warn_text" if days <= self.SOON_DAYS else "text")
        near = abs(days) <= self.NEAR_DAYS
        self.setText(say("{day} ({distance})", day=shown, distance=distance_words(days)) if near else shown)


def distance_words(days: int) -> str:
    """How far a date `days` from today is off: "today", "in 4 days", "3 days ago"."""
    if days == 0:
        return say("today")
    if days > 0:
        return say_count("in {count} day", "in {count} days", days)
    return say_count("{count} day ago", "{count} days ago", -days)


class MoneyLabel(Label):
    """An amount, already formatted, in figures of equal width; `note` says "excl. tax" after it."""

    def __init__(self, amount: str, *, role: str = "dense_medium", note: str = "") -> None:
        super().__init__(amount, role, tabular=True)
        self.setAccessibleName(say("{amount} {note}", amount=amount, note=note) if note else amount)
        if note:
            self.setText(say("{amount} {note}", amount=amount, note=note))


class PrivateMark(QFrame):
    """Marks what only the broker sees: lock, word and tint together."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        word = text or say("Private")
        mark = Icon("lock-keyhole", "private", 14)
        self.setLayout(row(mark, Label(word, "caption_medium", "private_text"), gap=5))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)
