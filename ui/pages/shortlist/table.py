"""The shortlist as a table, for a broker who compares many: Space ticks, W or Enter explains."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.analysis.gates import Answer
from app.queries.shortlist_rows import ProviderCard
from app.words import say, say_count
from app.words.formats import NOTHING, Formats
from ui.models.columns import Align, Cell, Column
from ui.models.rows import RowsModel
from ui.widgets.table import Table

FAR = 10**9
HUNDRED = Decimal(100)


def table_columns(formats: Callable[[], Formats]) -> tuple[Column, ...]:
    """What is compared; a price is the broker's alone, and so is the table."""
    end = Align.END
    return (
        Column(say("Provider"), _name),
        Column(say("Match"), _match, 150, sort=lambda row: -row.shown),
        Column(
            say("Travel"), lambda row: _minutes(row), 80, end,
            sort=lambda row: FAR if row.travel_minutes is None else row.travel_minutes,
        ),
        Column(
            say("Free from"), lambda row: Cell(formats().day(row.earliest_start), tone="text2"), 106,
            sort=lambda row: row.earliest_start or date.max,
        ),
        Column(
            say("Usual price"), lambda row: Cell(_price(row, formats()), tabular=True, tone="private_text"), 104, end,
            sort=lambda row: FAR if row.usual is None else row.usual.minor,
            term=say("Private: only you see this"),
        ),
        Column(say("Open"), _open, 136, sort=_unchecked),
    )  # fmt: skip


def _name(row: ProviderCard) -> Cell:
    marks = [say("Place {place}", place=row.place_words)]
    if row.suggested:
        marks.append(say("suggested"))
    if row.moved:
        marks.append(say("moved by you"))
    return Cell(row.name, sub=" · ".join(marks), role="dense_medium", check=row.ticked, wraps=True)


def _match(row: ProviderCard) -> Cell:
    first = say("First: {tries}", tries=row.first_short) if row.first_short else ""
    said = say("Match {number} of 100, {word}", number=row.shown, word=row.strength_words)
    return Cell(
        str(row.shown), tail=row.strength_words, sub=first, role="dense_medium",
        said=", ".join(filter(None, (said, row.first_words))),
    )  # fmt: skip


def _minutes(row: ProviderCard) -> Cell:
    if row.travel_minutes is None:
        return Cell(NOTHING, tone="text3")
    return Cell(say("{minutes} min", minutes=row.travel_minutes), tone="text2")


def _price(row: ProviderCard, formats: Formats) -> str:
    return formats.money_short(row.usual.rounded_to(HUNDRED)) if row.usual is not None else NOTHING


def _unchecked(row: ProviderCard) -> int:
    return sum(gate.answer is Answer.NOT_CHECKED for gate in row.gates) + bool(row.stale_words)


def _open(row: ProviderCard) -> Cell:
    count = _unchecked(row)
    if not count:
        return Cell(say("Nothing open"), tone="text3")
    words = say_count("{count} not checked", "{count} not checked", count)
    return Cell(words, tone="warn_text", icon="triangle-alert", icon_tone="warn_text")


class ShortlistTable(Table):
    """Rows of the list as a table; `why` and `ticked` carry the row."""

    why = Signal(object)

    def __init__(self, formats: Callable[[], Formats]) -> None:
        self.rows = RowsModel(table_columns(formats), identify=lambda row: row.candidate_id)
        super().__init__(self.rows, name=say("Providers for this project"), lines=2, fits=True, grows=True)
        self.opened.connect(self.why)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """W explains, as on a card."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_W and plain and self.current_row() is not None:
            self.why.emit(self.current_row())
        else:
            super().keyPressEvent(event)
