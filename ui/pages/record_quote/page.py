"""S11: turn any provider's letter into figures that can be compared, with the letter beside the form."""

import uuid
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from app.queries import quote_asking, quotes
from app.queries.lens import Lens
from app.queries.price_sight import SEES_ALL, tells_price
from app.queries.quote_asking import Asking
from app.queries.quotes import QuoteForm
from app.services import quote_forms
from app.words import say
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.page import Page
from ui.pages.record_quote.form import QuoteFields
from ui.pages.record_quote.original import OriginalPane
from ui.price_gate import price_gate, sight_of
from ui.theme.current import theme
from ui.widgets.cards import Scroll
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.navigation import Segments, StepFooter
from ui.widgets.states import Banner, EmptyState, ErrorSummary
from ui.widgets.tab_order import controls, follow_layout
from ui.widgets.text import Heading

BESIDE = 1180
"""Effective width from which the letter stands beside the form; below it they take turns."""

PANE = 380


class RecordQuotePage(Page):
    """The form of one quote."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            *("quote", "quote_line", "coverage", "quote_request", "brief_item", "project"),
            *("evaluation", "price_look"),
        }
    )
    wide: ClassVar[bool] = True
    help_topic: ClassVar[str] = "quotes"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._form: QuoteForm | None = None
        self._asking: Asking | None = None
        self._sight = SEES_ALL
        self._gate: EmptyState | None = None
        self._fields: QuoteFields | None = None
        self._drafts: DraftKeeper | None = None
        self._lens: Lens | None = None
        self._keeping = False
        self._heading = Heading("")
        self._chip = StatusChip("", "neutral", filled=True)
        self._views = Segments((("form", say("Form")), ("letter", say("Letter"))), name=say("What to show"))
        self._views.chosen.connect(lambda _: self._place_panes())
        self._banner_place = column()
        self._summary = ErrorSummary()
        self._fields_place = column()
        self._pane = OriginalPane(context)
        self._pane.attached.connect(self._attach)
        self._foot = StepFooter(say("Record it as in"), say("Save and close"))
        self._foot.continued.connect(self._continue)
        self._foot.closed.connect(self._save_and_close)
        for keys, steps in (("F7", 1), ("Shift+F7", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._next_unfilled, steps))
        self._build()

    def _build(self) -> None:
        top = row((self._heading, 1), self._chip, self._views, gap=10)
        inside = column(framed(self._banner_place), self._summary, 10, framed(self._fields_place))
        inside.addStretch(1)
        inside.setContentsMargins(0, 0, theme().px(12), 0)
        self._left = Scroll(inside)
        self._pane.setMinimumWidth(theme().px(PANE))
        self._panes = framed(row((self._left, 1), self._pane, gap=20))
        self.set_body(column(top, 12, (self._panes, 1)), scrolls=False)
        self.set_footer(self._foot)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return self._form.provider if self._form is not None else say("Quote")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Quotes"), f"project/{self.params['project']}/quotes"),)

    def primary_focus(self) -> QWidget | None:
        """What can be typed first; where the quote stays as it is, what can be done first."""
        fields = self._fields
        if self._gate is not None:
            return self._gate.button
        if fields is None:
            return None
        open_ = (each for each in controls(fields) if not (isinstance(each, QLineEdit) and each.isReadOnly()))
        return next(open_, self._foot.other)

    def leave(self) -> None:
        if self._drafts is not None:
            self._drafts.flush()

    def refresh(self) -> None:
        """Read the quote again. What is being typed stays."""
        context = self.context
        read = context.operations.read
        project, key = uuid.UUID(self.params["project"]), _key(self.params["quote"])
        self._asking = read(partial(quote_asking.asking, lens=context.lens, project_id=project))
        self._sight = sight_of(context, project)
        waits = key is not None and self._sight.hides(key) and read(partial(tells_price, quote_id=key))
        form = (
            read(partial(quotes.form, lens=context.lens, quote_id=key, formats=context.formats))
            if key is not None and not waits
            else None
        )
        self._form = form
        self._panes.setVisible(form is not None)
        self._foot.setVisible(form is not None)
        clear(self._banner_place)
        if form is None or self._asking is None:
            self._show_gone(waits=waits)
            return
        self._show_fields(form)
        self._show_state(form, self._asking)
        self._place_panes()
        follow_layout(self)
        self.title_changed.emit()

    # Showing --------------------------------------------------------------------------------------

    def _show_gone(self, *, waits: bool) -> None:
        self._heading.setText("")
        self._chip.hide()
        project = uuid.UUID(self.params["project"])
        self._gate = price_gate(self.context, project, self._sight) if waits else None
        empty = self._gate or EmptyState(
            "scale", say("This quote is no longer here"), say("It may have been taken back.")
        )
        self._banner_place.addWidget(empty)
        self._panes.show()
        self._pane.hide()

    def _show_fields(self, form: QuoteForm) -> None:
        if self._fields is None or self._lens is not self.context.lens:
            self._lens = self.context.lens
            clear(self._fields_place)
            self._fields = QuoteFields(self.context, form, private=self.context.lens is Lens.BROKER)
            self._fields.currency_asked.connect(self._to_currency)
            self._fields_place.addWidget(self._fields)
            self._forget_drafts()
        if self._drafts is not None and self._drafts.pending and not self._keeping:
            return
        fresh = self._fields.show_form(form)
        if self._drafts is None or fresh:
            self._forget_drafts()
            self._watch(self._fields, form)
        else:
            self._drafts.applied()

    def _watch(self, fields: QuoteFields, form: QuoteForm) -> None:
        self._drafts = DraftKeeper(self.context.drafts, f"quote/{form.id}", self)
        for name, field in fields.inputs().items():
            self._drafts.keep(name, field)
        if form.editable and self._drafts.begin():
            fields.arrange()
            banner = Banner(
                say("This is what you typed earlier. It is not saved in the quote yet."), "info",
                action=say("Go back to what is saved"),
            )  # fmt: skip
            banner.acted.connect(self._drop_draft)
            self._banner_place.addWidget(banner)
            self._banner_place.addSpacing(12)

    def _forget_drafts(self) -> None:
        if self._drafts is not None:
            self._drafts.flush()
            self._drafts.deleteLater()
            self._drafts = None

    def _show_state(self, form: QuoteForm, asking: Asking) -> None:
        assert self._fields is not None
        editable = form.editable and not asking.blocked
        ours = asking.project_state == "sourcing" and not asking.blocked
        self._fields.set_editable(quote=editable, ours=ours, validity=ours and form.state == "scored")
        self._pane.show_original(form.facts.original, form.facts.original_name, editable=editable)
        self._gate = None
        self._chip.show()
        self._heading.setText(form.provider)
        self._chip.show_status(form.status, "info" if editable else "neutral")
        reason = asking.blocked or (
            "" if editable else say("This quote has been compared, so it stays as it is.")
        )
        if reason:
            self._banner_place.addWidget(Banner(reason, "warn" if asking.blocked else "info"))
            self._banner_place.addSpacing(12)
        self._foot.primary.set_words(self._primary_words(form, editable))
        self._foot.primary.setVisible(editable or ours)
        self._foot.other.set_words(say("Save and close") if editable else say("Back to quotes"))
        self._foot.set_note(
            say("{unsaid} · F7 goes to the next", unsaid=form.unfilled_text) if form.unfilled else ""
        )

    def _primary_words(self, form: QuoteForm, editable: bool) -> str:
        if not editable:
            return say("Save allowances and dates")
        return say("Record it as in") if form.state in ("invited", "draft") else say("Save changes")

    def _place_panes(self) -> None:
        beside = self.effective_width() >= BESIDE
        self._views.setVisible(not beside and self._form is not None)
        letter = self._views.value() == "letter"
        self._left.setVisible(beside or not letter)
        self._pane.setVisible(self._form is not None and (beside or letter))
        narrow = theme().px(PANE) if beside else 16777215
        self._pane.setMaximumWidth(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the letter beside the form where there is room."""
        super().resizeEvent(event)
        self._place_panes()

    # Acting ---------------------------------------------------------------------------------------

    def _next_unfilled(self, steps: int) -> None:
        if self._fields is None:
            return
        targets = self._fields.unfilled()
        if not targets:
            self.context.notices.toast(say("Everything is filled in."), tone="success")
            return
        focused = self.window().focusWidget()
        order = [each for each in self._fields.findChildren(QWidget) if each in targets or each is focused]
        at = order.index(focused) if focused in order else -1 if steps > 0 else 0
        wanted = order[(at + steps) % len(order)]
        wanted.setFocus(Qt.FocusReason.TabFocusReason)
        self._left.ensureWidgetVisible(wanted)

    def _continue(self) -> None:
        if self._keep(hand_in=True):
            self.context.go(f"project/{self.params['project']}/quotes")

    def _save_and_close(self) -> None:
        form = self._form
        clean = self._drafts is None or not self._drafts.pending
        readable = (
            form is not None and form.editable and self._asking is not None and not self._asking.blocked
        )
        if not readable or clean or self._keep(hand_in=False):
            self.context.go(f"project/{self.params['project']}/quotes")

    def _keep(self, *, hand_in: bool) -> bool:
        """Keep the form; True where it is on disk."""
        form, fields, asking = self._form, self._fields, self._asking
        if form is None or fields is None or asking is None:
            return False
        faults = fields.faults(handing_in=hand_in and form.editable)
        self._summary.show_problems(faults)
        if faults:
            self._left.ensureWidgetVisible(self._summary)
            return False
        verb = self._verb_for(form, fields, hand_in)
        kept: list[bool] = []

        def keep(session: object) -> None:
            verb(session)
            kept.append(True)

        label = say("Record the quote of {provider}", provider=form.provider)
        done = say("The quote of {provider} is saved.", provider=form.provider)
        self._keeping = True
        self.context.operations.run(keep, label, done=done)
        self._keeping = False
        return bool(kept)

    def _verb_for(self, form: QuoteForm, fields: QuoteFields, hand_in: bool) -> "partial[None]":
        recorded = {line.item_id: (line.allowance, line.basis) for line in form.coverage}
        included = {each.item_id for each in fields.coverage.facts() if each.answer == "included"}
        gaps = {
            key: gap
            for key, gap in fields.coverage.gaps().items()
            if gap != recorded.get(key) and key not in included
        }
        if not form.editable:
            facts = fields.facts(original="", original_name="")
            until: date | None = facts.valid_until
            return partial(
                quote_forms.keep_ours, quote_id=form.id, gaps=gaps, valid_until=until, on=self.context.today()
            )
        return partial(
            quote_forms.keep_form,
            quote_id=form.id,
            facts=fields.facts(original=form.facts.original, original_name=form.facts.original_name),
            lines=fields.lines.value(),
            coverage=fields.coverage.facts(),
            gaps=gaps,
            with_notes=self.context.lens is Lens.BROKER,
            hand_in=hand_in,
            person=self.context.person,
            on=self.context.today(),
            reader=self._sight.reader,
        )

    def _attach(self, sha256: str, name: str) -> None:
        if self._form is None:
            return
        label = say("Attach “{file}”", file=name) if sha256 else say("Take the letter off the quote")
        verb = partial(
            quote_forms.attach_original,
            quote_id=self._form.id,
            sha256=sha256,
            name=name,
            on=self.context.today(),
            reader=self._sight.reader,
        )
        done = "" if sha256 else say("The letter is taken off.")
        self.context.operations.run(verb, label, done=done)

    def _to_currency(self) -> None:
        """What is typed is kept first: its amounts are what is changed."""
        form = self._form
        if form is None or (form.editable and not self._keep(hand_in=False)):
            return
        self.context.go(f"project/{self.params['project']}/quote/{form.id}/currency")

    def _drop_draft(self) -> None:
        if self._form is not None and self._fields is not None and self._drafts is not None:
            self._fields.show_form(self._form)
            self._drafts.applied()
            self.refresh()


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
