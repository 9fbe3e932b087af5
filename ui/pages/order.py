"""The order of a small job: its few terms, what is still missing, and the way to its one page."""

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.order_paper import OrderView, order_view
from app.services import choices, orders
from app.words import say
from app.words.formats import Formats
from ui.context import Context
from ui.page import Page
from ui.widgets.answer_rows import asked_row
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.choices import Option, RadioList
from ui.widgets.field import Field
from ui.widgets.fields import DateField, MoneyEdit, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.owner_name import OwnerName
from ui.widgets.points import bullets
from ui.widgets.protects_link import ProtectsLink
from ui.widgets.states import Banner, EmptyState
from ui.widgets.text import Heading, Icon, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop
FIXED, HOURLY = "fixed", "hourly"
PAPER = "ORD"


class OrderForm(QFrame):
    """The terms beside the brief. Each is kept as it is left."""

    changed = Signal()

    def __init__(self, context: Context, currency: str) -> None:
        super().__init__()
        self.currency = currency
        self.provider = TextField(longest=choices.LONGEST_TERM)
        self.kind = RadioList(
            (
                Option(FIXED, say("A fixed price")),
                Option(HOURLY, say("By the hour, up to a ceiling")),
            )
        )
        self.price = MoneyEdit(currency, context.formats)
        self.rate = MoneyEdit(currency, context.formats)
        self.ready_by = DateField(context.today, context.formats)
        self.access = TextField(longest=choices.LONGEST_TERM)
        self.backup = TextField(longest=choices.LONGEST_TERM)
        self._price_row = FormRow(say("The price, excl. tax"), self.price)
        self._rate_row = FormRow(say("What an hour costs, excl. tax"), self.rate)
        rows = (
            FormRow(say("Who does it?"), self.provider, help=say("The firm, as it signs")),
            FormRow(say("How is it paid?"), self.kind),
            self._price_row,
            self._rate_row,
            FormRow(say("When is it ready?"), self.ready_by, help=say("Like “fri”, “in 2 weeks” or 30/11")),
            FormRow(
                say("Who gets access, and to what?"),
                self.access,
                help=say("Names, and until when. It is taken back before payment."),
            ),
            FormRow(
                say("Who makes the copy beforehand?"),
                self.backup,
                help=say("Nothing is changed before it can be put back"),
            ),
        )
        self.setLayout(column(Card(column(*rows, gap=18), padding=20)))
        for field in self.fields():
            field.committed.connect(self._left)

    def fields(self) -> Sequence[Field]:
        """Every input, in their order."""
        return (
            self.provider, self.kind, self.price, self.rate, self.ready_by, self.access, self.backup,
        )  # fmt: skip

    def terms(self) -> dict[str, Any]:
        """The terms as the service takes them."""
        return {
            "provider": self.provider.value(),
            "hourly": self.kind.value() == HOURLY,
            "price": self.price.value(),
            "rate": self.rate.value(),
            "ready_by": self.ready_by.value(),
            "access": self.access.value(),
            "backup": self.backup.value(),
        }

    def show_terms(self, view: OrderView) -> None:
        """Show what is kept; the input one is in is left alone."""
        kept = (
            view.provider, HOURLY if view.hourly else FIXED, view.price, view.rate, view.ready_by, view.access,
            view.backup,
        )  # fmt: skip
        for field, value in zip(self.fields(), kept, strict=True):
            if not field.target().hasFocus() or isinstance(field, RadioList):
                field.set_value(value)  # type: ignore[attr-defined]
        self._show_kind(view.hourly)

    def _show_kind(self, hourly: bool) -> None:
        self._rate_row.setVisible(hourly)
        self._price_row.set_label(say("The ceiling, excl. tax") if hourly else say("The price, excl. tax"))

    def _left(self) -> None:
        self._show_kind(self.kind.value() == HOURLY)
        self.changed.emit()


class TakeUpCard(Card):
    """Once both have signed the issued order: make it the choice and the plan, in the owner's name."""

    taken = Signal(str)

    def __init__(self, view: OrderView, context: Context) -> None:
        self.name = OwnerName()
        act = Button(say("Take it up"), "primary", dense=True)
        words = Prose(
            say(
                "Have both signed {number}? Then it becomes the choice and a plan of one stage, with its tests and "
                "its payment. Only a provider that was checked can be taken up.",
                number=view.issued,
            ),
            "dense",
        )
        super().__init__(
            column(
                Label(say("Begin the work"), "sub15", wrap=True),
                6,
                words,
                10,
                self.name,
                12,
                row(act, STRETCH),
                8 if view.stale else None,
                Label(view.stale, "dense_medium", "warn_text", wrap=True) if view.stale else None,
            ),
            kind="accent",
            padding=18,
        )
        self.name.show_owner(view.owner_name, context.person, context.lens)
        if view.stale:
            self.name.hide()
            act.setEnabled(False)
            act.setAccessibleDescription(view.stale)
        act.clicked.connect(self._take)

    def _take(self) -> None:
        if not self.name.show_fault():
            self.taken.emit(self.name.name())


class OrderPage(Page):
    """The form at the left, what is missing beside it."""

    interests: ClassVar[frozenset[str]] = frozenset({"answer", "brief_item", "project", "document"})
    help_topic: ClassVar[str] = "order"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._view: OrderView | None = None
        self._form: OrderForm | None = None
        self._heading = Heading(say("Order on one page"), "h1")
        self._lead = Label("", "lead", "text2", wrap=True)
        self._see = Button(say("See the page"), "primary")
        self._see.clicked.connect(self._open_paper)
        self._protects = ProtectsLink(context.lens)
        self._protects.clicked.connect(lambda: context.go(f"{self._base}/protects"))
        self._banner = column()
        self._place = column()
        self._beside = column(gap=14)
        self._missing = framed(self._beside)
        head = row((column(self._heading, 2, self._lead), 1), (self._see, TOP), gap=16)
        self.set_body(
            column(
                head, 6, row(self._protects, STRETCH), 12, framed(self._banner), framed(self._place), STRETCH
            ),
            aside=self._missing,
            body_width=680,
        )  # fmt: skip

    @property
    def _base(self) -> str:
        return f"project/{self.params['project']}"

    @property
    def project_id(self) -> uuid.UUID:
        """The project of the address."""
        return uuid.UUID(self.params["project"])

    def title(self) -> str:
        return say("Order on one page")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Overview"), f"{self._base}/overview"),)

    def primary_focus(self) -> QWidget | None:
        return self._form.provider.target() if self._form is not None else self._see

    def refresh(self) -> None:
        """Read the terms again. What is being typed stays."""
        context = self.context
        view = context.operations.read(
            partial(order_view, project_id=self.project_id, formats=context.formats, today=context.today())
        )
        self._view = view
        self._protects.show_lens(context.lens)
        clear(self._banner)
        clear(self._beside)
        for part in (self._heading, self._lead, self._see, self._protects, self._missing):
            part.setVisible(view is not None)
        if view is None:
            clear(self._place)
            self._form = None
            empty = EmptyState("file-text", say("This project is no longer here"), "", say("Go to Home"))
            empty.chosen.connect(lambda: context.go("home"))
            self._place.addWidget(empty)
            return
        self._lead.setText(view.limit_words)
        self._show_banner(view)
        self._show_terms(view)
        if view.can_take_up:
            card = TakeUpCard(view, context)
            card.taken.connect(self._take_up)
            self._beside.addWidget(card)
        else:
            self._beside.addWidget(_missing(view, lambda: self.context.go(f"{self._base}/brief")))
        self._beside.addStretch(1)

    def _show_terms(self, view: OrderView) -> None:
        """Inputs while they may be changed; afterwards the terms to read."""
        if not view.changeable:
            clear(self._place)
            self._form = None
            self._place.addWidget(_to_read(view, self.context.formats))
            return
        if self._form is None or self._form.currency != view.currency:
            clear(self._place)
            self._form = OrderForm(self.context, view.currency)
            self._form.changed.connect(self._keep)
            self._place.addWidget(self._form)
        self._form.show_terms(view)

    def _show_banner(self, view: OrderView) -> None:
        words = view.blocked or view.over
        if not words and not view.light:
            words = say("This job is larger than one page is enough for. Its first step may be ordered so.")
        if words:
            self._banner.addWidget(Banner(words, "info" if view.blocked else "warn"))
            self._banner.addSpacing(12)

    def _open_paper(self) -> None:
        """The order that was issued, else the draft."""
        issued = self._view.issued if self._view is not None else ""
        self.context.go("/".join(filter(None, (self._base, "documents", PAPER, issued))))

    def _keep(self) -> None:
        form = self._form
        if form is None or self._view is None or not self._view.changeable:
            return
        verb = partial(
            choices.keep_order,
            project_id=self.project_id,
            on=self.context.today(),
            by=self.context.lens.value,
            **form.terms(),
        )
        self.context.operations.run(verb, say("Write the order"))

    def _take_up(self, name: str) -> None:
        verb = partial(orders.take_up, project_id=self.project_id, typed_name=name, on=self.context.today())
        done = say("Taken up. Name the people and agree the plan.")
        if self.context.operations.succeeded(verb, say("Take up the order"), done=done):
            self.context.go(f"{self._base}/plan")


def _to_read(view: OrderView, formats: Formats) -> Card:
    """The terms as they stand in the order; what nobody said says so."""
    price = formats.money(view.price) if view.price is not None else ""
    rate = formats.money(view.rate) if view.rate is not None else ""
    hourly = (
        (say("How is it paid?"), say("By the hour, up to a ceiling")),
        (say("The ceiling, excl. tax"), price),
        (say("What an hour costs, excl. tax"), rate),
    )
    fixed = ((say("How is it paid?"), say("A fixed price")), (say("The price, excl. tax"), price))
    lines = (
        (say("Who does it?"), view.provider),
        *(hourly if view.hourly else fixed),
        (say("When is it ready?"), formats.day(view.promised) if view.promised else say("As agreed by mail")),
        (say("Who gets access, and to what?"), view.access),
        (say("Who makes the copy beforehand?"), view.backup),
    )
    held = [asked_row(asked, [Prose(told or say("Not said"), "body", "text")]) for asked, told in lines]
    return Card(column(*held, gap=8), padding=20)


def _missing(view: OrderView, tell: Callable[[], object]) -> Card:
    """What has to be there before the order can be issued."""
    if not view.missing:
        done = row(
            Icon("circle-check", "success", 16),
            (Label(say("Nothing is missing"), "sub15", wrap=True), 1),
            gap=8,
        )
        told = Label(say("Look at the page, then issue it there."), "dense", "text2", wrap=True)
        return Card(column(done, 6, told), padding=18)
    brief = LinkButton(say("Say in the brief what is to be done"), icon="file-text", wrap=True)
    brief.clicked.connect(lambda: tell())
    return Card(
        column(
            Label(say("Still missing"), "sub15", wrap=True),
            6,
            *bullets(view.missing, "circle-dashed", "text3"),
            8 if view.in_brief else None,
            brief if view.in_brief else None,
        ),
        padding=18,
    )


PAGES = (("project/{project}/order", OrderPage, "Order on one page"),)
