"""Short marked lines: what speaks for a provider, what against it, and what nobody knows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from app.words import say
from ui.widgets.layouts import framed, row
from ui.widgets.text import Icon, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop

MARKS = {
    "strength": ("plus", "success_text"),
    "weakness": ("minus", "warn_text"),
    "unknown": ("circle-help", "text3"),
    "check": ("shield-check", "text3"),
    "person": ("map-pin", "text3"),
    "tie": ("handshake", "warn_text"),
    "endorsed": ("message-square", "text3"),
    "change": ("replace", "accent_text"),
    "moved": ("pin", "accent_text"),
    "newcomer": ("user-check", "accent_text"),
    "stale": ("history", "warn_text"),
    "first": ("target", "text3"),
    "agreement": ("scale", "text3"),
}
"""What each kind of line is marked with; the words say it too for whoever does not see the mark."""


def bullets(
    sentences: Sequence[str], icon: str = "check", tone: str = "accent", *, strong: bool = False
) -> list[QFrame]:
    """Sentences with a mark before each; empty ones are left out. `strong`: as large as what is asked."""
    role, ink, side = ("body", "text", 16) if strong else ("dense", "text2", 14)
    return [
        framed(row((Icon(icon, tone, side), TOP), (Prose(words, role, ink), 1), gap=8, margins=(0, 2, 0, 2)))
        for words in sentences
        if words
    ]


def point(kind: str, words: str, *, role: str = "dense", tone: str = "text2") -> QFrame:
    """One marked line."""
    icon, colour = MARKS[kind]
    label = Label(words, role, tone, wrap=True)
    spoken = {
        "strength": say("Speaks for it: {words}", words=words),
        "weakness": say("Speaks against it: {words}", words=words),
        "unknown": say("Not known: {words}", words=words),
    }
    label.setAccessibleName(spoken.get(kind, words))
    mark = (Icon(icon, colour, 16), TOP)
    return framed(row(mark, (label, 1), gap=9, margins=(0, 1, 0, 1)))
