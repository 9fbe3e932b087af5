"""What stands where prices would, until quality is judged: why they wait, and the two ways on."""

import uuid
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from app.queries.price_sight import PriceSight, price_sight
from app.services import evaluations
from app.words import say
from ui.context import Context
from ui.page import Page, take_focus
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.layouts import FlowLayout, clear, column, framed, row
from ui.widgets.states import EmptyState
from ui.widgets.text import Icon, Label


def sight_of(context: Context, project: uuid.UUID) -> PriceSight:
    """What whoever reads now may see of the prices of a project's round."""
    look = partial(price_sight, lens=context.lens, project_id=project, person=context.person)
    return context.operations.read(look)


def show_prices(context: Context, project: uuid.UUID, sight: PriceSight, pressed: QWidget) -> None:
    """Show them although quality is not judged, as the reader asks; it goes on record.

    What was `pressed` goes away with it, so its page says where one goes on.
    """
    page: QWidget | None = pressed
    while page is not None and not isinstance(page, Page):
        page = page.parentWidget()
    context.operations.run(
        partial(
            evaluations.see_prices, project_id=project, person=sight.reader or context.person,
            on=context.today(),
        ),
        say("Show the prices before quality is judged"),
        done=say("Prices are shown. Scores you give from now on say so."),
    )  # fmt: skip
    if page is not None:
        take_focus(page)


class PriceStrip(Card):
    """A line above quotes whose prices wait."""

    def __init__(self, context: Context, project: uuid.UUID, sight: PriceSight, *, page_judges: bool) -> None:
        """`page_judges` where the page has its own way to judging."""
        words = Label(why(sight), "dense", "text2", wrap=True)
        acts = FlowLayout(12, level=True)
        if sight.can_judge and not page_judges:
            judge = Button(say("Judge the quotes"), icon="list-checks", dense=True)
            judge.clicked.connect(lambda: context.go(f"project/{project}/quotes/evaluate"))
            acts.addWidget(judge)
        show_now = LinkButton(say("Show the prices now"))
        show_now.setToolTip(goes_on_record())
        show_now.clicked.connect(lambda: show_prices(context, project, sight, self))
        acts.addWidget(show_now)
        super().__init__(
            row(Icon("eye-off", "text3"), (words, 1), framed(acts), gap=10),
            kind="well",
            padding=(14, 8, 12, 8),
        )
        self.setAccessibleName(why(sight))


class PriceNote(QFrame):
    """Holds the strip where a price of the page waits, and nothing else."""

    def __init__(self, context: Context, *, page_judges: bool) -> None:
        super().__init__()
        self._context, self._page_judges = context, page_judges
        self._place = column()
        self.setLayout(self._place)

    def show_sight(self, project: uuid.UUID, sight: PriceSight, *, waits: bool) -> None:
        """Say why a price is not shown, where one `waits`."""
        clear(self._place)
        if waits:
            self._place.addSpacing(10)
            self._place.addWidget(PriceStrip(self._context, project, sight, page_judges=self._page_judges))


def price_gate(context: Context, project: uuid.UUID, sight: PriceSight) -> EmptyState:
    """The whole of a page that is about prices, while they wait."""
    judge = say("Judge the quotes") if sight.can_judge else say("Open quotes")
    gate = EmptyState(
        "eye-off", say("Prices wait until quality is judged"), why(sight), judge,
        other=say("Show the prices now"), note=goes_on_record(),
    )  # fmt: skip
    rest = "quotes/evaluate" if sight.can_judge else "quotes"
    gate.chosen.connect(lambda: context.go(f"project/{project}/{rest}"))
    gate.other_chosen.connect(lambda: show_prices(context, project, sight, gate))
    return gate


def why(sight: PriceSight) -> str:
    """Why no price is shown."""
    if sight.can_judge:
        return say("Prices are out of sight until quality is judged, so that none colours a score.")
    return say(
        "Prices are out of sight until the round is closed and quality is judged, so that none colours a score."
    )


def goes_on_record() -> str:
    """What asking for them does."""
    return say("You can see them now. It goes on record, and scores you give afterwards say so.")
