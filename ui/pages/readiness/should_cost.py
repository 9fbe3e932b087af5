"""Write down what it should cost before any quote is opened: every price is judged against it."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from app.analysis.money import Money
from app.queries.estimate_rows import EstimateView, ShouldCostView
from app.words import say
from app.workflows.estimates import fix_should_cost
from ui.context import Context
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.fields import MoneyEdit
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, FlowLayout, column, framed, row
from ui.widgets.text import Label, Prose

T = TypeVar("T")


class ShouldCostCard(Card):
    """The build comes from the estimate; what is bought and what runs each month is the broker's to say."""

    def __init__(
        self,
        context: Context,
        project: uuid.UUID,
        currency: str,
        size: EstimateView,
        typed: Mapping[str, str],
    ) -> None:
        """`typed` is what stood in the inputs before the page was read again."""
        self._context = context
        self._project = project
        self._costs: dict[str, MoneyEdit] = {}
        told = (
            size.fixed.words
            if size.fixed is not None
            else say(
                "Write down what it should cost before any quote is opened. Every price is judged by it."
            )
        )
        fields = FlowLayout(20)
        for name, words in _amounts(size.build is None):
            field = self._costs[name] = MoneyEdit(currency, context.formats)
            field.set_value(_fixed(size.fixed, name))
            if name in typed:
                field.restore(typed[name])
            fields.addWidget(FormRow(words, field, role="dense_medium"))
        keep = Button(say("Write it down again") if size.fixed else say("Write it down"), dense=True)
        basis = LinkButton(say("What quotes are reckoned with"))
        basis.clicked.connect(lambda: context.go(f"project/{project}/quotes/basis"))
        whole = Label(_build_words(context, size), "dense_medium", wrap=True) if size.build else None
        super().__init__(
            column(
                Label(say("Should-cost"), "dense_strong", "text2"),
                6,
                Prose(told, "dense", "text2"),
                8,
                whole,
                10,
                framed(fields),
                12,
                row(keep, basis, STRETCH, gap=14),
            ),
            padding=20,
        )
        keep.clicked.connect(self._fix)

    def typed(self) -> dict[str, str]:
        """What stands in the inputs."""
        return {name: field.draft() for name, field in self._costs.items()}

    def _fix(self) -> None:
        unread = next((field for field in self._costs.values() if field.problem()), None)
        if unread is not None:
            self._context.notices.problem(unread.problem())
            unread.setFocus()
            return
        amounts = {name: field.value() for name, field in self._costs.items()}
        done = say("Written down. Every price is judged by it.")
        self._context.operations.run(self._verb(amounts), say("Write down what it should cost"), done=done)

    def _verb(self, amounts: Mapping[str, Money | None]) -> Callable[[Any], uuid.UUID]:
        def verb(session: Any) -> uuid.UUID:
            return fix_should_cost(
                _InOneUnit(session),
                project_id=self._project,
                build=amounts.get("build"),
                hardware=amounts["hardware"],
                support_month=amounts["support_month"],
                licences_month=amounts["licences_month"],
                basis=say("The broker’s own estimate.") if amounts.get("build") else "",
                person=self._context.person,
                on=self._context.today(),
            )

        return verb


class _InOneUnit:
    """A unit of work that is under way, for a procedure that asks for the workspace."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def read(self, query: Callable[[Any], T]) -> T:
        """Read within the unit."""
        return query(self._session)

    def write(self, verb: Callable[[Any], T], label: str) -> tuple[T, Any]:
        """Write within the unit, which its caller commits."""
        return verb(self._session), None


def _fixed(view: ShouldCostView | None, name: str) -> Money | None:
    """The amount that was written down last."""
    amounts = (
        {
            "build": view.build,
            "hardware": view.hardware,
            "support_month": view.support_month,
            "licences_month": view.licences_month,
        }
        if view is not None
        else {}
    )
    return amounts.get(name)


def _amounts(asks_build: bool) -> tuple[tuple[str, str], ...]:
    running = (
        ("hardware", say("Bought once (optional)")),
        ("support_month", say("Support each month (optional)")),
        ("licences_month", say("Licences and hosting each month (optional)")),
    )
    return (("build", say("To build it")), *running) if asks_build else running


def _build_words(context: Context, size: EstimateView) -> str:
    return say("To build it: {money} excl. tax", money=context.formats.money_short(size.build))
