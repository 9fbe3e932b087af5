"""What a broker narrows a list by, and whether it is looked at as cards or as a table. It hides and changes nothing."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.analysis.gates import Answer
from app.queries.shortlist_rows import ProviderCard, ShortlistView
from app.words import say, say_count
from ui.widgets.buttons import LinkButton
from ui.widgets.layouts import column, framed, row
from ui.widgets.navigation import FilterChips, Segments
from ui.widgets.text import Label

CARDS, TABLE = "cards", "table"
FEW = 5
NEAR = 60
"""Minutes from the owner that count as near."""

Test = Callable[[ProviderCard, ShortlistView], bool]

TESTS: dict[str, Test] = {
    "suggested": lambda card, _: card.suggested,
    "checked": lambda card, _: all(gate.answer is not Answer.NOT_CHECKED for gate in card.gates),
    "near": lambda card, _: card.travel_minutes is not None and card.travel_minutes <= NEAR,
    "in_time": lambda card, view: (
        card.earliest_start is not None and (view.starts is None or card.earliest_start <= view.starts)
    ),
    "in_estimate": lambda card, view: (
        card.usual is not None and view.should_cost is not None and card.usual.minor <= view.should_cost.minor
    ),
    "untied": lambda card, _: not card.tie,
}
"""Each filter, and who stays under it. What nobody knows does not stay: these are hard."""


def _filters() -> tuple[tuple[str, str], ...]:
    return (
        ("suggested", say("Suggested")),
        ("checked", say("Every rule checked")),
        ("near", say("Within {minutes} minutes", minutes=NEAR)),
        ("in_time", say("Free when the work starts")),
        ("in_estimate", say("Usual price within our estimate")),
        ("untied", say("No tie to you")),
    )


class Narrowing(QFrame):
    """The broker's chips and the way to look; what the chips leave out is said by name count, never silently."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chips = FilterChips(_filters(), name=say("Show only"))
        self.views = Segments(
            ((CARDS, say("Cards")), (TABLE, say("Table"))), name=say("How to look at the providers")
        )
        self._left_out = Label("", "dense", "text3", wrap=True)
        self.everybody = LinkButton(say("Show everybody"))
        self.everybody.clicked.connect(lambda: self.chips.set_value(frozenset()))
        self._told = framed(row((self._left_out, 1), self.everybody, gap=14))
        self.chips.changed.connect(self.changed)
        self.views.chosen.connect(lambda _: self.changed.emit())
        self.setLayout(column(self.chips, 4, self._told))

    def offer(self, cards: int, *, broker: bool) -> None:
        """Filters are for the broker and for more than a handful; the table is for more than one."""
        self.setVisible(broker and cards > FEW)
        self.views.setVisible(broker and cards > 1)

    @property
    def as_table(self) -> bool:
        """Whether the list is looked at as a table."""
        return not self.views.isHidden() and self.views.value() == TABLE

    def left(self, view: ShortlistView) -> tuple[ProviderCard, ...]:
        """Those of the list that stay, with the count of those that do not said beside the chips."""
        wanted = frozenset() if self.isHidden() else self.chips.value()
        stay = tuple(card for card in view.cards if all(TESTS[key](card, view) for key in wanted))
        out = len(view.cards) - len(stay)
        self._left_out.setText(
            say_count("{count} is left out by these filters.", "{count} are left out by these filters.", out)
        )
        self._told.setVisible(out > 0)
        return stay
