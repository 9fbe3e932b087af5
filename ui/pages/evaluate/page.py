"""Judge the quotes of a round on the twelve criteria, a sentence for every score, and prices only after that."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.queries.criterion_weights import CriterionWeights, criterion_weights
from app.queries.evaluation_rows import EvaluationPage, JudgedQuote
from app.queries.evaluations import evaluation
from app.queries.lens import Lens
from app.services import evaluations
from app.words import say
from ui.commands import Command
from ui.context import Context
from ui.page import Page
from ui.pages.evaluate.acts import Acts, act, leave_weights, move_weights
from ui.pages.evaluate.quote_view import QuoteView
from ui.pages.evaluate.results import Results
from ui.pages.evaluate.small_form import SmallForm, SmallForms
from ui.pages.evaluate.weights import Weights
from ui.price_gate import sight_of
from ui.widgets.buttons import LinkButton
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.navigation import StepFooter, Tabs
from ui.widgets.states import Banner, EmptyState
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Heading, Label, OneLine


class EvaluatePage(Page):
    """One quote at a time; F7 goes to the next criterion without a score."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            "evaluation", "quote_score", "interview", "reference_call", "red_flag", "quote", "quote_line",
            "coverage", "quote_request", "should_cost", "price_look", "candidate", "project", "answer", "brief_item",
        }
    )  # fmt: skip
    help_topic: ClassVar[str] = "quotes"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._page: EvaluationPage | None = None
        self._counts: CriterionWeights | None = None
        self._scorer = ""
        self._quote: uuid.UUID | None = None
        self._view: QuoteView | None = None
        self._acts: Acts | None = None
        self._heading = Heading(say("Judge the quotes"))
        self._sub = Label("", "dense", "text3", wrap=True)
        self._who = OneLine("", "dense", "text2")
        self._other = LinkButton(say("Somebody else scores"))
        self._other.clicked.connect(self._ask_who)
        self._forms = SmallForms()
        self._banner_place = column(gap=10)
        self._weights = Weights(context.formats)
        self._weights.moved.connect(lambda *moved: move_weights(context, self._project(), *moved))
        self._weights.left.connect(lambda: leave_weights(context, self._project()))
        self._results = Results()
        self._results.compare_asked.connect(lambda: self.context.go(self._to("quotes/compare")))
        self._results.sure_asked.connect(lambda: self.context.go(self._to("quotes/sure")))
        self._results.advised.connect(self._advise)
        self._results.opened.connect(self._bring_into_view)
        self._forms.opened.connect(self._bring_into_view)
        self._tabs_place = column()
        self._tabs: Tabs | None = None
        self._view_place = column()
        self._foot = StepFooter(say("Quality is judged: show the prices"), say("Compare"), keys="")
        self._foot.continued.connect(self._finish)
        self._foot.closed.connect(lambda: self.context.go(self._to("quotes/compare")))
        self._build()
        for keys, step in (("F7", 1), ("Shift+F7", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(partial(self._turn, step))

    def _build(self) -> None:
        who = framed(row(self._who, self._other, STRETCH, gap=12))
        body = column(
            self._heading, 2, self._sub, 8, who, self._forms, 8, framed(self._banner_place), self._weights,
            self._results, framed(self._tabs_place), 10, framed(self._view_place), STRETCH,
        )  # fmt: skip
        self.set_body(body)
        self.set_footer(self._foot)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return say("Judge the quotes")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Quotes"), self._to("quotes")),)

    def commands(self) -> Sequence[Command]:
        view = self._view
        if view is None or self._page is None or self._page.refusal:
            return ()
        return (
            Command(say("Write down a red flag"), view.flags.open_form, icon="flag", words=(say("warning"),)),
            Command(say("Write down an interview"), view.interviews.open_form, icon="users"),
            Command(
                say("Write down a call"), view.references.open_form, icon="phone", words=(say("reference"),)
            ),
        )

    def primary_focus(self) -> QWidget | None:
        card = self._view.first_open() if self._view is not None else None
        return card.mark.target() if card is not None else None

    def leave(self) -> None:
        if self._view is not None:
            self._view.flush()

    def refresh(self) -> None:
        """Read the round again; what is being typed stays."""
        read, context = self.context.operations.read, self.context
        seen: dict[str, Any] = {"lens": context.lens, "project_id": self._project()}
        dated = {**seen, "formats": context.formats, "today": context.today()}
        self._page = read(partial(evaluation, **dated, scorer=self._scorer))
        if self._page is not None and not self._page.scorer and context.person:
            self._scorer = context.person  # a project that does not name its owner or its broker
            self._page = read(partial(evaluation, **dated, scorer=self._scorer))
        self._counts = read(partial(criterion_weights, **seen, formats=context.formats))
        self._show()

    # Showing --------------------------------------------------------------------------------------

    def _show(self) -> None:
        page = self._page
        clear(self._banner_place)
        ready = page is not None and bool(page.quotes) and (page.anything or not page.refusal)
        for part in (self._who, self._other, self._results, self._foot):
            part.setVisible(ready)
        self._weights.setVisible(not ready and self._counts is not None)
        if page is None or not ready:
            self._drop_view()
            clear(self._tabs_place)
            self._tabs = None
            self._sub.setText("")
            words = say("Quotes are judged once they are in and the round is closed.")
            if page is not None and page.quotes:
                words = page.refusal
            if self._counts is not None:
                self._weights.show_weights(self._counts)
            empty = EmptyState("scale", say("Nothing to judge yet"), words, say("Open quotes"))
            empty.chosen.connect(lambda: self.context.go(self._to("quotes")))
            self._banner_place.addWidget(empty)
            return
        self._sub.setText(page.weights)
        editable = not page.refusal
        self._who.setText(
            say("You score as {name}.", name=page.scorer) if page.scorer else say("Say who scores.")
        )
        self._who.setVisible(editable)
        self._other.setVisible(editable)
        if page.refusal:
            self._banner_place.addWidget(Banner(page.refusal, "info"))
        elif not page.quality_done:
            self._banner_place.addWidget(Banner(self._about_prices()))
        self._results.show_page(page, advises=editable and self.context.lens is Lens.BROKER)
        self._show_quotes(page, editable=editable)
        self._show_foot(page, editable=editable)
        follow_layout(self)

    def _about_prices(self) -> str:
        asked = sight_of(self.context, self._project()).asked_on
        if asked is None:
            return say("Prices stay out of sight here until quality is judged, so that none colours a score.")
        return say(
            "You asked for the prices on {day} before quality was judged. Scores you give since then say so.",
            day=self.context.formats.day(asked),
        )

    def _show_quotes(self, page: EvaluationPage, *, editable: bool) -> None:
        shown = next((quote for quote in page.quotes if quote.quote_id == self._quote), page.quotes[0])
        self._quote = shown.quote_id
        self._show_tabs(page, shown)
        view = self._view
        if view is None or view.quote_id != shown.quote_id or view.scorer != page.scorer:
            self._drop_view()
            view = self._made(shown, page.scorer, editable=editable)
        view.show_quote(shown, editable=editable, broker=self.context.lens is Lens.BROKER)
        view.kept()

    def _show_tabs(self, page: EvaluationPage, shown: JudgedQuote) -> None:
        words = {
            quote.quote_id.hex: quote.provider if page.refusal else _tab_words(quote) for quote in page.quotes
        }
        known = self._tabs is not None and self._tabs.keys() == tuple(words)
        if self._tabs is None or not known:
            clear(self._tabs_place)
            self._tabs = Tabs(tuple(words.items()), name=say("Which quote"), chosen=shown.quote_id.hex)
            self._tabs.chosen.connect(self._open_quote)
            self._tabs_place.addWidget(self._tabs)
        for key, said in words.items():
            self._tabs.set_words(key, said)
        self._tabs.set_value(shown.quote_id.hex)

    def _show_foot(self, page: EvaluationPage, *, editable: bool) -> None:
        self._foot.primary.setVisible(editable and not page.quality_done)
        if page.quality_done:
            self._foot.set_reason("")
            self._foot.set_note(say("F7 goes to the next criterion without a score") if editable else "")
            return
        self._foot.set_reason(page.can_finish)
        if not page.can_finish and editable:
            self._foot.set_note(say("It can’t be undone: nobody can forget a price."))

    def _made(self, shown: JudgedQuote, scorer: str, *, editable: bool) -> QuoteView:
        view = QuoteView(self.context, shown, scorer, editable=editable)
        self._acts = Acts(self.context, view)
        view.opened.connect(self._bring_into_view)
        self._view_place.addWidget(view)
        self._view = view
        view.begin()
        return view

    def _drop_view(self) -> None:
        if self._view is not None:
            self._view.flush()
        self._view = self._acts = None
        clear(self._view_place)

    def _bring_into_view(self, form: QWidget | None) -> None:
        follow_layout(self)
        if form is not None and self.scroller is not None:
            self.scroller.reveal(form)

    # Acting ---------------------------------------------------------------------------------------

    def _to(self, rest: str) -> str:
        return f"project/{self.params['project']}/{rest}"

    def _project(self) -> uuid.UUID:
        return uuid.UUID(self.params["project"])

    def _open_quote(self, key: str) -> None:
        self._quote = uuid.UUID(hex=key)
        self._show()

    def _turn(self, step: int) -> None:
        card = self._view.turn(step) if self._view is not None else None
        if card is None and self._page is not None and not self._page.refusal:
            waiting = [quote for quote in self._page.quotes if quote.scored < quote.to_score]
            if waiting:
                self._open_quote(waiting[0 if step > 0 else -1].quote_id.hex)
                card = self._view.turn(step) if self._view is not None else None
        if card is not None and self.scroller is not None:
            self.scroller.ensureWidgetVisible(card, 0, 20)

    def _ask_who(self) -> None:
        name = TextField(self._page.scorer if self._page else "", chars=36)
        form = SmallForm((FormRow(say("Who scores now?"), name),), say("Score under this name"))

        def take() -> None:
            self._forms.close_form()
            self._drop_view()
            self._scorer = name.value()
            self.refresh()

        form.kept.connect(take)
        name.entered.connect(take)
        self._forms.open(form, name.target())

    def _advise(self, quote: uuid.UUID | None, because: str) -> None:
        values = {"project_id": self._project(), "quote_id": quote, "because": because}
        if act(self.context, evaluations.advise, say("Say which quote you would choose"), **values):
            self._results.close_form()

    def _finish(self) -> None:
        if self._page is not None:
            self.leave()
            values = {"project_id": self._project(), "person": self._page.scorer}
            act(self.context, evaluations.finish_quality, say("Finish judging quality"), **values)


def _tab_words(quote: JudgedQuote) -> str:
    return say(
        "{provider}: {scored} of {all}", provider=quote.provider, scored=quote.scored, all=quote.to_score
    )
