"""What comes before a round: asking providers of the shortlist, or beginning with a quote in hand."""

import uuid
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.quote_asking import Asking
from app.queries.quotes import RequestView
from app.words import say, say_count
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.pages.quotes.forms import problems_of
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.choices import CheckList, Option
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.illustrations import SheetsPicture
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.list_editor import ListEditor
from ui.widgets.owner_name import OwnerName
from ui.widgets.points import bullets
from ui.widgets.request_terms import RequestTerms
from ui.widgets.states import EmptyState, ErrorSummary
from ui.widgets.text import Heading, Label, Prose


class AskForm(QFrame):
    """Whom to ask, until when, and that the owner agrees; the packs come next."""

    asked = Signal(object, object, str)
    """Candidate ids, what everybody is told (`Told`), and the name under which the owner agrees to it."""

    def __init__(self, context: Context, asking: Asking) -> None:
        super().__init__()
        self._asking = asking
        self.summary = ErrorSummary()
        askable = [each for each in asking.candidates if not each.refusal]
        self.who = CheckList(tuple(Option(str(each.id), each.name) for each in askable))
        self.who.set_value([str(each.id) for each in askable if each.ticked])
        self.shortlist = LinkButton(say("Open the shortlist"))
        self.apart = _cannot_be_asked(asking, self.shortlist)
        self.terms = RequestTerms(context.today, context.formats, asking.reply_to)
        self.until = self.terms.until
        self._who_row = FormRow(
            say("Whom do you ask?"), self.who, help=say("Everybody gets the same pack and the same last day.")
        )
        self.agrees = OwnerName()
        self.go = Button(say("Ask them now"), "primary")
        self.go.clicked.connect(self._go)
        what = Prose(
            say(
                "This fixes the brief, the weights and the days for everybody, and cannot be undone, only closed. "
                "The packs come next: the program sends nothing by itself."
            ),
            "dense",
            "text2",
            max_width=640,
        )
        self.weights = LinkButton(say("See what counts how much"))
        content = column(
            Heading(say("Ask for quotes"), "sub"), 12, self.summary, self._who_row, self.apart, 16,
            self.terms, 14,
            self.agrees, 8, what, row(self.weights, STRETCH), 14,
            row(self.go, STRETCH),
        )  # fmt: skip
        self.setLayout(column(Card(content, padding=20)))
        self.agrees.show_owner(asking.owner_name, context.person, context.lens)

    def _go(self) -> None:
        problems = problems_of(
            ((self._who_row, "" if self.who.value() else say("Tick at least one provider to ask")),)
        )
        problems += self.terms.problems()
        if sentence := self.agrees.show_fault():
            problems.append((sentence, self.agrees.typed.target()))
        self.summary.show_problems(problems)
        if not problems:
            ids = tuple(uuid.UUID(key) for key in self.who.value())
            self.asked.emit(ids, self.terms.value(), self.agrees.name())


MOST_APART = 5
"""Of those who cannot be asked, how many are told here; the shortlist has them all."""


def _cannot_be_asked(asking: Asking, shortlist: LinkButton) -> QFrame | None:
    """Those of the shortlist who cannot be asked as things stand, each with the reason; None where there are none."""
    refused = [each for each in asking.candidates if each.refusal]
    if not refused:
        shortlist.deleteLater()
        return None
    lines = column(Label(say("Can’t be asked as things stand"), "dense_strong", "text2"), gap=2)
    for each in refused[:MOST_APART]:
        words = say("{provider}: {reason}", provider=each.name, reason=each.refusal)
        for bullet in bullets([words], "circle-x", "text3"):
            lines.addWidget(bullet)
    if len(refused) > MOST_APART:
        shortlist.set_words(
            say_count(
                "And {count} other: see the shortlist",
                "And {count} others: see the shortlist",
                len(refused) - MOST_APART,
            )
        )
    lines.addLayout(row(shortlist, STRETCH, margins=(0, 4, 0, 0)))
    lines.setContentsMargins(0, 10, 0, 0)
    return framed(lines)


class StartForm(QFrame):
    """A project that begins with a quote: what it has to cover, and whose it is."""

    started = Signal(str, object)
    """Name of the provider, and the must-haves as (id or None, words)."""

    def __init__(self, context: Context, asking: Asking, project: str) -> None:
        super().__init__()
        self._known = asking.musts
        self.summary = ErrorSummary()
        self.provider = TextField(chars=36)
        self.musts = ListEditor(placeholder=say("One thing a line, then press Enter"))
        self.musts.set_value([text for _, text in asking.musts])
        self._provider_row = FormRow(say("Who is the quote from?"), self.provider)
        self._musts_row = FormRow(
            say("What must it do?"),
            self.musts,
            help=say("The things you would refuse to go live without. Each is checked against the quote."),
        )
        self.go = Button(say("Go on to the quote"), "primary")
        self.go.clicked.connect(self._go)
        self.drafts = DraftKeeper(context.drafts, f"quote-start/{project}", self)
        self.drafts.keep("provider", self.provider)
        self.drafts.keep("musts", self.musts)
        self.drafts.begin()
        why = Prose(
            say(
                "A price alone cannot be judged. Two or three lines on what it is for "
                "are enough to begin with."
            ),
            "body",
            "text2",
            max_width=640,
        )
        content = column(
            Heading(say("You have a quote already"), "sub"), 4, why, 16, self.summary, self._provider_row, 18,
            self._musts_row, 18, row(self.go, STRETCH),
        )  # fmt: skip
        card = Card(content, padding=20)
        self.setLayout(column(card))

    def _go(self) -> None:
        texts = self.musts.value()
        problems = problems_of(
            (
                (self._provider_row, "" if self.provider.value() else say("Enter the name of the provider")),
                (self._musts_row, "" if texts else say("Write down at least one thing it must do")),
            )
        )
        self.summary.show_problems(problems)
        if not problems:
            self.started.emit(self.provider.value(), self.kept(texts))

    def kept(self, texts: Sequence[str]) -> tuple[tuple[uuid.UUID | None, str], ...]:
        """Each line with its id: the same words, else the same place where that line is gone."""
        by_words = {text: key for key, text in self._known}
        free = [key for key, text in self._known if text not in texts]
        return tuple((by_words.get(text) or (free.pop(0) if free else None), text) for text in texts)


class WayIn(QFrame):
    """The one form or sentence that comes first; made anew only where what it offers has changed."""

    started = Signal(str, object)
    asked = Signal(object, object, str)
    add_asked = Signal()
    leads_to = Signal(str)
    """The rest of an address of this project."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shape: object = None
        self._project = ""
        self._start: StartForm | None = None
        self.first: QWidget | None = None
        """What takes the focus; None where nothing comes first."""
        self._place = column()
        self.setLayout(self._place)

    def show_way(
        self, asking: Asking, request: RequestView | None, *, has_quotes: bool, project: str
    ) -> None:
        """Show what comes first at this point of the project, or nothing."""
        kind = way_of(asking, request, has_quotes)
        shape = (kind, asking.candidates, asking.musts, self._context.lens)
        if shape == self._shape:
            return
        self._shape, self._project = shape, project
        self.flush()
        clear(self._place)
        self._start, self.first = None, None
        makers: dict[str, Callable[[Asking], QWidget]] = {
            "start": self._start_form,
            "ask": self._ask_form,
            "describe": self._before_brief,
            "shortlist": self._before_shortlist,
        }
        if kind:
            self._place.addWidget(makers[kind](asking))
            self._place.addSpacing(18)
        self.setVisible(bool(kind))

    def flush(self) -> None:
        """Keep what is being typed."""
        if self._start is not None:
            self._start.drafts.flush()

    def applied(self) -> None:
        """Forget what was typed: it has been committed."""
        if self._start is not None:
            self._start.drafts.applied()

    def _start_form(self, asking: Asking) -> QWidget:
        form = StartForm(self._context, asking, self._project)
        form.started.connect(self.started)
        self._start, self.first = form, form.provider.target()
        return form

    def _ask_form(self, asking: Asking) -> QWidget:
        form = AskForm(self._context, asking)
        form.asked.connect(self.asked)
        form.weights.clicked.connect(lambda: self.leads_to.emit("quotes/evaluate"))
        if form.apart is not None:
            form.shortlist.clicked.connect(lambda: self.leads_to.emit("providers"))
        self.first = form.who.target()
        return form

    def _before_brief(self, asking: Asking) -> QWidget:
        empty = EmptyState(
            "scale",
            say("No quotes yet"),
            say("Quotes come after the brief: everybody has to answer the same question."),
            say("Open the brief"),
            picture=SheetsPicture(),
        )
        empty.chosen.connect(lambda: self.leads_to.emit("brief"))
        self.first = empty.button
        return empty

    def _before_shortlist(self, asking: Asking) -> QWidget:
        empty = EmptyState(
            "scale",
            say("No quotes yet"),
            say("The brief is agreed. Look for providers to ask, or add a quote you have already."),
            say("Find providers"),
            other=say("Add a quote you have"),
            picture=SheetsPicture(),
        )
        empty.chosen.connect(lambda: self.leads_to.emit("providers"))
        empty.other_chosen.connect(self.add_asked)
        self.first = empty.button
        return empty


def way_of(asking: Asking, request: RequestView | None, has_quotes: bool) -> str:
    """Which form comes first: "start", "ask", "describe", "shortlist", or none."""
    waiting = request is not None and request.state in ("draft", "approved")
    under_way = has_quotes and request is not None and request.state != "decided"
    if asking.blocked or (under_way and not waiting):
        return ""
    agreed = asking.project_state in ("scoped", "sourcing")
    if asking.starts_with_quote and not has_quotes:
        return "start" if asking.project_state != "sourcing" else ""
    if not agreed:
        return "" if has_quotes else "describe"
    if asking.can_ask:
        return "ask" if asking.candidates else "shortlist"
    return ""
