"""How the form of a quote is laid out: titled sections, and short fields in pairs."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Heading


def section(title: str, content: Any) -> QFrame:
    """A titled card."""
    return framed(column(Heading(title, "sub"), 8, Card(content, padding=18)))


def pair(*rows: QWidget) -> Any:
    """Two short fields side by side, each in half of the width."""
    cells: Sequence[Any] = [(framed(column(each, STRETCH)), 1) for each in rows]
    return row(*cells, gap=20)
