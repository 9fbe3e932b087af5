"""S10: the round of quotes of a project, and every way into it, out of it and on to the comparison."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from app.queries import quote_asking
from app.queries import quotes as quote_rows
from app.queries.lens import Lens
from app.queries.quote_asking import Asking
from app.queries.quotes import QuoteRow, RequestView
from app.services import quote_start, quotes
from app.words import say, say_count
from ui.commands import Command, Group
from ui.context import Context
from ui.page import Page
from ui.pages.quotes.round_table import NARROW, RoundTable
from ui.pages.quotes.ways_in import AddForm, AskForm, DeclineForm, MoreTimeForm, StartForm
from ui.widgets.buttons import Button
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.states import Banner, EmptyState
from ui.widgets.text import Heading, Label, Prose


class QuotesPage(Page):
    """Who was asked, what each answered, and what comes next."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"quote", "coverage", "quote_request", "candidate", "waiver", "brief_item", "decision", "project"}
    )
    help_topic: ClassVar[str] = "quotes"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._asking: Asking | None = None
        self._request: RequestView | None = None
        self._rows: tuple[QuoteRow, ...] = ()
        self._shape: object = None
        self._start: StartForm | None = None
        self._first: QWidget | None = None
        self._narrow = False
        self._heading = Heading(say("Quotes"))
        self._chip = StatusChip("", "neutral", filled=True)
        self._sub = Label("", "dense", "text3", wrap=True)
        self._next = Button(say("Close the round and compare"), "primary")
        self._next.clicked.connect(self._compare)
        self._look = Button(say("Look at them side by side"), icon="scale")
        self._look.clicked.connect(lambda: self.context.go(self._to("quotes/compare")))
        self._time = Button(say("Give more time"), "quiet", icon="calendar-days")
        self._time.clicked.connect(self._open_time)
        self._add = Button(say("Add a quote you have"), icon="plus")
        self._add.clicked.connect(self._open_add)
        self._note = Prose("", "dense", "text3", max_width=720)
        self._banner_place = column()
        self._way_in = column()
        self._form_place = column()
        self._table = RoundTable()
        self._table.opened.connect(lambda key: self.context.go(self._to(f"quote/{key}")))
        self._table.declined.connect(self._open_decline)
        self._build()

    def _build(self) -> None:
        top = row((column(row(self._heading, self._chip, STRETCH, gap=10), self._sub, gap=4), 1), gap=12)
        self._acts = framed(row(self._next, self._look, self._add, self._time, STRETCH, gap=8))
        body = column(
            framed(self._banner_place), top, 14, framed(self._way_in), self._table, 16,
            framed(self._form_place), self._acts, 8, self._note,
        )  # fmt: skip
        body.addStretch(1)
        self.set_body(body)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return say("Quotes")

    def commands(self) -> Sequence[Command]:
        if self._asking is None or self._asking.blocked or not self._can_add():
            return ()
        return (
            Command(
                say("Add a quote you have"), self._open_add, Group.DO, icon="plus",
                words=(say("record a quote"), say("offer"), say("bid")),
            ),
        )  # fmt: skip

    def primary_focus(self) -> QWidget | None:
        if not self._next.isHidden() and self._rows:
            return self._next
        return self._first or self._table.first

    def leave(self) -> None:
        if self._start is not None:
            self._start.drafts.flush()

    def refresh(self) -> None:
        """Read the round again."""
        context = self.context
        read = context.operations.read
        seen: dict[str, Any] = {"lens": context.lens, "project_id": uuid.UUID(self.params["project"])}
        dated: dict[str, Any] = {**seen, "formats": context.formats, "today": context.today()}
        self._asking = read(partial(quote_asking.asking, **seen))
        self._request = read(partial(quote_rows.request, **dated))
        self._rows = read(partial(quote_rows.rows, **dated))
        self._show()

    def resizeEvent(self, event: Any) -> None:
        """Let figures stand under one another where there is no room side by side."""
        super().resizeEvent(event)
        if self._rows and self._narrow != (self.effective_width() < NARROW):
            self._show_table()

    # Showing --------------------------------------------------------------------------------------

    def _show(self) -> None:
        clear(self._banner_place)
        if self._asking is None:
            empty = EmptyState(
                "scale", say("This project is no longer here"), say("Go back and choose another.")
            )
            self._banner_place.addWidget(empty)
            return
        if self._asking.blocked:
            self._banner_place.addWidget(Banner(self._asking.blocked, "warn"))
            self._banner_place.addSpacing(14)
        self._show_head()
        self._show_way_in(self._asking)
        self._show_table()
        self._show_acts(self._asking)

    def _show_head(self) -> None:
        found = self._request if self._rows else None
        self._chip.setVisible(found is not None)
        if found is None:
            self._sub.setText("")
            return
        tone = (
            "info" if found.is_open else "success" if found.state in ("evaluated", "decided") else "neutral"
        )
        self._chip.show_status(found.status, tone)
        version = say("brief v{version}", version=found.brief_version)
        if found.deadline is None:
            self._sub.setText(say("{summary} · {version}", summary=found.summary, version=version))
        else:
            self._sub.setText(
                say(
                    "{summary} · due {day} · {version}", summary=found.summary, day=found.due, version=version
                )
            )

    def _show_way_in(self, asking: Asking) -> None:
        """The form for what comes first; it is made anew only where what it offers has changed."""
        kind = self._way(asking)
        shape = (kind, asking.candidates, asking.musts, self.context.lens, asking.blocked)
        if shape == self._shape:
            return
        self._shape = shape
        self._close_form()
        clear(self._way_in)
        self._start, self._first = None, None
        maker: dict[str, Callable[[Asking], QWidget]] = {
            "start": self._start_form,
            "ask": self._ask_form,
            "describe": self._before_brief,
            "shortlist": self._before_shortlist,
        }
        if kind:
            self._way_in.addWidget(maker[kind](asking))
            self._way_in.addSpacing(18)

    def _way(self, asking: Asking) -> str:
        waiting = self._request is not None and self._request.state in ("draft", "approved")
        under_way = bool(self._rows) and self._request is not None and self._request.state != "decided"
        if asking.blocked or (under_way and not waiting):
            return ""
        before = asking.project_state not in ("scoped", "sourcing")
        if asking.starts_with_quote and not self._rows:
            return "start" if before or asking.project_state == "scoped" else ""
        if before:
            return "" if self._rows else "describe"
        if asking.can_ask:
            return "ask" if asking.candidates else "shortlist"
        return ""

    def _start_form(self, asking: Asking) -> QWidget:
        form = StartForm(self.context, asking, self.params["project"])
        form.started.connect(self._begin)
        self._start, self._first = form, form.provider.target()
        return form

    def _ask_form(self, asking: Asking) -> QWidget:
        form = AskForm(self.context, asking, owner_is_here=self.context.lens is Lens.OWNER)
        form.asked.connect(self._ask)
        self._first = form.who.target()
        return form

    def _before_brief(self, asking: Asking) -> QWidget:
        empty = EmptyState(
            "scale", say("No quotes yet"),
            say("Quotes come after the brief: everybody has to answer the same question."),
            say("Open the brief"),
        )  # fmt: skip
        empty.chosen.connect(lambda: self.context.go(self._to("brief")))
        self._first = empty.button
        return empty

    def _before_shortlist(self, asking: Asking) -> QWidget:
        empty = EmptyState(
            "scale", say("No quotes yet"),
            say("The brief is agreed. Look for providers to ask, or add a quote you have already."),
            say("Find providers"), other=say("Add a quote you have"),
        )  # fmt: skip
        empty.chosen.connect(lambda: self.context.go(self._to("providers")))
        empty.other_chosen.connect(self._open_add)
        self._first = empty.button
        return empty

    def _show_table(self) -> None:
        self._narrow = self.effective_width() < NARROW
        self._table.setVisible(bool(self._rows))
        if self._rows and self._asking is not None:
            self._table.show_rows(self._rows, blocked=self._asking.blocked, narrow=self._narrow)

    def _show_acts(self, asking: Asking) -> None:
        found = self._request if self._rows else None
        decided = found is not None and found.state == "decided"
        compared = found is not None and found.state == "evaluated"
        closable = found is not None and found.can_choose and not compared and not asking.blocked
        words = (
            say("See the decision") if decided
            else say("Compare and choose") if compared
            else say("Close the round and compare")
        )  # fmt: skip
        self._next.set_words(words)
        self._next.setVisible(decided or compared or closable)
        self._look.setVisible(found is not None and found.can_compare and not compared)
        self._add.setVisible(bool(self._rows) and self._can_add() and not asking.blocked)
        self._time.setVisible(
            found is not None and found.is_open and found.deadline is not None and not asking.blocked
        )
        self._note.setText(self._note_words(found, closable))
        self._note.setVisible(bool(self._note.words()))
        self._acts.setVisible(bool(self._rows))

    def _note_words(self, found: RequestView | None, closable: bool) -> str:
        if found is None:
            return ""
        if closable and found.is_open:
            return say(
                "After closing, nobody can hand in a quote. Nothing is chosen by it, nobody is told, "
                "and it can be undone."
            )
        if found.is_open and found.asked > found.back:
            return say_count(
                "{count} provider still has to answer. Record its quote, or that it declined.",
                "{count} providers still have to answer. Record each quote, or that it declined.",
                found.asked - found.back,
            )
        return ""

    def _can_add(self) -> bool:
        asking, found = self._asking, self._request
        if asking is None or asking.project_state not in ("scoped", "sourcing"):
            return False
        return found is None or found.state in ("draft", "approved", "issued", "extended", "decided")

    # Acting ---------------------------------------------------------------------------------------

    def _to(self, rest: str) -> str:
        return f"project/{self.params['project']}/{rest}"

    def _act(self, verb: Callable[..., Any], label: str, *, done: str = "", **values: Any) -> Any:
        return self.context.operations.run(partial(verb, on=self.context.today(), **values), label, done=done)

    def _project(self) -> uuid.UUID:
        return uuid.UUID(self.params["project"])

    def _begin(self, provider: str, musts: object) -> None:
        start = self._start
        key = self._act(
            quote_start.start_from_quote, say("Start from the quote of {provider}", provider=provider),
            project_id=self._project(), provider_name=provider, musts=musts, person=self.context.person,
        )  # fmt: skip
        if key is not None:
            if start is not None:
                start.drafts.applied()
            self.context.go(self._to(f"quote/{key}"))

    def _ask(self, candidates: object, until: date, agrees: bool) -> None:
        self._act(
            quote_start.ask_for_quotes, say("Ask for quotes"),
            done=say("The request is on record as handed over."),
            project_id=self._project(), deadline=until, candidate_ids=candidates, owner_agrees=agrees,
            person=self.context.person,
        )  # fmt: skip

    def _add_quote(self, provider: str) -> None:
        key = self._act(
            quotes.record_existing_quote, say("Add the quote of {provider}", provider=provider),
            project_id=self._project(), provider_name=provider,
        )  # fmt: skip
        if key is not None:
            self._close_form()
            self.context.go(self._to(f"quote/{key}"))

    def _decline(self, key: uuid.UUID, provider: str, reason: str) -> None:
        self._close_form()
        self._act(
            quotes.record_declined, say("Record that {provider} declined", provider=provider),
            done=say("Recorded that {provider} declined.", provider=provider), quote_id=key, reason=reason,
        )  # fmt: skip

    def _more_time(self, until: date) -> None:
        self._close_form()
        self._act(
            quotes.extend_deadline, say("Give everybody more time"),
            done=say("Everybody has until {day}.", day=self.context.formats.weekday_day(until)),
            project_id=self._project(), deadline=until, person=self.context.person,
        )  # fmt: skip

    def _compare(self) -> None:
        if self._request is None:
            return
        if self._request.state == "decided":
            self.context.go(self._to("choose/decided"))
            return
        if self._request.state != "evaluated":
            label = say("Close the round and compare")
            self._act(quotes.make_comparable, label, project_id=self._project(), person=self.context.person)
            if self._request is None or self._request.state != "evaluated":
                return
        self.context.go(self._to("quotes/compare"))

    def _open_add(self) -> None:
        form = AddForm()
        form.added.connect(self._add_quote)
        self._open_form(form, form.provider.target())

    def _open_decline(self, key: uuid.UUID, provider: str) -> None:
        form = DeclineForm(provider)
        form.confirmed.connect(lambda reason: self._decline(key, provider, reason))
        self._open_form(form, form.reason.target())

    def _open_time(self) -> None:
        form = MoreTimeForm(self.context, self._request.deadline if self._request else None)
        form.confirmed.connect(self._more_time)
        self._open_form(form, form.until.target())

    def _open_form(self, form: Any, first: QWidget) -> None:
        clear(self._form_place)
        form.closed.connect(self._close_form)
        self._form_place.addWidget(form)
        self._form_place.addSpacing(14)
        form.show()
        first.setFocus()
        if self.scroller is not None:
            self.scroller.ensureWidgetVisible(form)

    def _close_form(self) -> None:
        clear(self._form_place)
