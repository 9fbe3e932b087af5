"""What a team has to keep to, as the brief and the plan ask and as it is tried here; nothing of it is kept."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal

from app.analysis.money import Money
from app.analysis.team_options import WHOLE_SHARE, Limits
from app.words import say
from app.words.formats import Formats
from ui.theme.current import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import MoneyEdit, NumberEdit, Tick
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import FlowLayout, column, framed, row
from ui.widgets.text import Heading, Label

HUNDRED = Decimal(100)
HOUR = 60
BOTTOM = Qt.AlignmentFlag.AlignBottom
PART = 168
"""Width of a field at 100 % text: five of them fit beside each other on a wide screen."""


class LimitsCard(Card):
    """Five figures, one tick and the button that looks. An empty figure asks for nothing."""

    asked = Signal()

    def __init__(self, currency: str, formats: Formats, chosen: str, *, others: bool) -> None:
        """`chosen` is whom the plan is with; `others` whether anybody else has a rate."""
        self._currency = currency
        none = Decimal(0)
        self.budget = MoneyEdit(currency, formats, chars=11)
        self.deadline = NumberEdit(formats, unit=say("days"), least=Decimal(1), whole=True, chars=5)
        self.on_site = NumberEdit(formats, unit=say("%"), least=none, most=HUNDRED, chars=5)
        self.shared = NumberEdit(formats, unit=say("hours"), least=none, most=Decimal(24), chars=5)
        self.providers = NumberEdit(formats, least=Decimal(1), whole=True, chars=5)
        self.capacity = Tick(say("Nobody does more in a week than they have free"), ticked=True)
        self.others = Tick(say("Think of other providers than {name}, too", name=chosen))
        self._rows = (
            FormRow(say("Cost at most"), self.budget, role="medium"),
            FormRow(say("Working days at most"), self.deadline, role="medium"),
            FormRow(say("At your place at least"), self.on_site, role="medium"),
            FormRow(say("Shared hours at least"), self.shared, role="medium"),
            FormRow(say("Providers at most"), self.providers, role="medium"),
        )
        self.button = Button(say("Find teams"), "primary", icon="search")
        self.button.clicked.connect(self._ask)
        flow = FlowLayout(gap=18)
        for each in self._rows:
            each.setMinimumWidth(theme().px(PART))
            flow.addWidget(each)
        about = say(
            "Taken from the brief and the plan. Try other figures: nothing is kept until you use a team."
        )
        super().__init__(
            column(
                Heading(say("What a team has to keep to"), "sub"), 2, Label(about, "dense", "text2", wrap=True), 14,
                framed(flow), 12,
                row((column(self.capacity, self.others, gap=4), 1), (self.button, BOTTOM), gap=12),
            ),
            padding=18,
        )  # fmt: skip
        self.others.setVisible(others)  # only now: by itself it would open as a window

    def show_limits(self, limits: Limits) -> None:
        """Show figures to begin with, or those of a repair."""
        self._extra, self._risk = limits.extra, limits.risk
        self.budget.set_value(None if limits.budget is None else Money(limits.budget, self._currency))
        self.deadline.set_value(None if limits.deadline is None else Decimal(limits.deadline))
        share = None if limits.on_site is None else Decimal(limits.on_site) * HUNDRED / WHOLE_SHARE
        self.on_site.set_value(None if share is None else share.normalize() + 0)
        hours = None if limits.shared is None else Decimal(limits.shared) / HOUR
        self.shared.set_value(None if hours is None else hours.quantize(Decimal("0.01")).normalize() + 0)
        self.providers.set_value(None if limits.providers is None else Decimal(limits.providers))
        self.capacity.set_value(limits.capacity and not limits.extra)

    def limits(self) -> Limits | None:
        """The figures as they stand; None after saying beside them what cannot be read."""
        wrong = False
        for each in self._rows:
            field = each.field
            assert isinstance(field, MoneyEdit | NumberEdit)
            each.set_problem(field.problem())
            wrong = wrong or bool(field.problem())
        if wrong:
            return None
        budget = self.budget.value()
        return Limits(
            budget=None if budget is None else budget.minor,
            deadline=_whole(self.deadline.value()),
            on_site=_whole(self.on_site.value(), WHOLE_SHARE // 100),
            shared=_whole(self.shared.value(), HOUR),
            risk=self._risk,
            providers=_whole(self.providers.value()),
            capacity=self.capacity.value() or bool(self._extra),
            extra=() if self.capacity.value() else self._extra,
        )

    def set_busy(self, busy: bool) -> None:
        """While a search is under way, another one is not begun."""
        self.button.setEnabled(not busy)

    def _ask(self) -> None:
        if self.limits() is not None:
            self.asked.emit()


def _whole(value: Decimal | None, times: int = 1) -> int | None:
    return None if value is None else int(value * times)
