"""The rules that protect a payment, what the provider buys in, and changed bank details, each where it is put right."""

import uuid
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from app.queries.plan_guards import BROKEN, HOLDS, BankRow, BoughtInRow, GuardRow, GuardsView
from app.services import pricing
from app.words import say
from ui.pages.plan.acts import Acts
from ui.pages.plan.live import LiveForm, pair
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.fields import MoneyEdit, NumberEdit, TextField, Tick
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Heading, Icon, Label

TOP = Qt.AlignmentFlag.AlignTop
HUNDRED = Decimal(100)
SHARES = ("advance", "markup")
MARKS = {HOLDS: ("circle-check", "success"), BROKEN: ("triangle-alert", "warn")}


class GuardsCard(Card):
    """The seven rules, each with how the plan stands."""

    def __init__(self) -> None:
        self._title = Heading("", "sub")
        self._lines = column(gap=9)
        super().__init__(column(self._title, 10, framed(self._lines)), padding=18)

    def show_guards(self, view: GuardsView) -> None:
        """Show how the payments stand."""
        self.setVisible(bool(view.guards))
        self._title.setText(view.title)
        clear(self._lines)
        for guard in view.guards:
            self._lines.addWidget(_guard(guard))


def _guard(guard: GuardRow) -> QFrame:
    icon, tone = MARKS.get(guard.standing, ("circle-dashed", "text3"))
    mark = Icon(icon, tone)
    mark.setAccessibleName(
        {HOLDS: say("Kept"), BROKEN: say("Not kept")}.get(guard.standing, say("Nothing here to look at"))
    )
    found = [Label(each, "dense_medium", "warn_text", wrap=True) for each in guard.findings]
    words = column(Label(guard.rule, "dense", wrap=True), *found, gap=2)
    code = Label(guard.code, "caption", "text3")
    return framed(row((mark, TOP), (words, 1), (code, TOP), gap=9))


class BoughtInLine(QFrame):
    """One thing bought in; opens into a form."""

    def __init__(self, acts: Acts, item: BoughtInRow, currency: str) -> None:
        super().__init__()
        self._acts = acts
        self._item = item
        self._currency = currency
        self.form: LiveForm | None = None
        self._name, self._words = Label("", "dense_strong", wrap=True), Label("", "dense", "text2", wrap=True)
        self._edit = LinkButton(say("Change"))
        self._edit.clicked.connect(self.toggle)
        self._place = column()
        self.setLayout(
            column(
                row((column(self._name, self._words, gap=2), 1), (self._edit, TOP), gap=10, margins=(0, 8, 0, 8)),
                framed(self._place),
            )
        )  # fmt: skip

    def show_item(self, item: BoughtInRow, *, editable: bool) -> None:
        """Show what is bought in."""
        self._item = item
        self._name.setText(item.item)
        self._words.setText(item.words)
        self._edit.setVisible(editable)
        self._edit.setAccessibleName(say("Change {item}", item=item.item))
        if self.form is not None:
            self.form.show_values(self._values())
            self.form.set_editable(editable)

    def toggle(self) -> None:
        """Open the form, or close it."""
        if self.form is not None:
            self.form.flush()
            self.form = None
            clear(self._place)
        else:
            self.form = self._make_form()
            remove = LinkButton(say("Take {item} out of the plan", item=self._item.item), kind="fix")
            remove.clicked.connect(self._remove)
            self._place.addWidget(Card(column(self.form, 12, row(remove, STRETCH)), kind="well", padding=14))
            self.form.show_values(self._values())
            self.form.focus("item")
        self._edit.set_words(say("Close") if self.form else say("Change"))

    def _make_form(self) -> LiveForm:
        formats = self._acts.context.formats

        def share() -> NumberEdit:
            return NumberEdit(formats, unit=say("%"), least=Decimal(0), most=HUNDRED, chars=5)

        rows = {
            "item": FormRow(say("What is bought"), TextField(longest=120), role="medium"),
            "amount": FormRow(say("Its price, excl. tax"), MoneyEdit(self._currency, formats), role="medium"),
            "advance": FormRow(say("Paid before it arrives"), share(), role="medium"),
            "order_shown": FormRow(say("Proof of the order"), Tick(say("You have seen the order")), role="medium"),
            "in_owners_name": FormRow(say("Whose it is"), Tick(say("Bought in your name")), role="medium"),
            "markup": FormRow(say("What the provider adds"), share(), role="medium", optional=True),
        }  # fmt: skip
        form = LiveForm(self._acts.context, f"plan-bought/{self._item.id}", rows, self._apply)
        form.lay_out(
            column(
                pair(rows["item"], rows["amount"]), pair(rows["advance"], rows["order_shown"]),
                pair(rows["in_owners_name"], rows["markup"]), gap=12,
            )
        )  # fmt: skip
        return form

    def _values(self) -> dict[str, Any]:
        item = self._item
        markup = None if item.markup is None else (item.markup * HUNDRED).normalize() + 0
        return {
            "item": item.item, "amount": item.amount, "advance": (item.advance * HUNDRED).normalize() + 0,
            "order_shown": item.order_shown, "in_owners_name": item.in_owners_name, "markup": markup,
        }  # fmt: skip

    def _apply(self, key: str, value: Any) -> bool:
        if key == "advance" and value is None:
            return False
        value = value / HUNDRED if key in SHARES and value is not None else value
        label = say("Change {item}", item=self._item.item)
        return self._acts.do(pricing.change_bought_in, label, item_id=self._item.id, **{key: value})

    def _remove(self) -> None:
        name = self._item.item
        self._acts.do(
            pricing.remove_bought_in, say("Take {item} out of the plan", item=name),
            done=say("{item} is out of the plan.", item=name), item_id=self._item.id,
        )  # fmt: skip


class BoughtInCard(Card):
    """Equipment and licences that the provider buys for the owner."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._lines: dict[uuid.UUID, BoughtInLine] = {}
        self._place = column()
        self._empty = Label(
            say("Nothing is bought through the provider. Equipment and licences in your own name stay yours."),
            "dense", "text2", wrap=True,
        )  # fmt: skip
        self._add = Button(say("Add something bought in"), icon="plus", dense=True)
        self._add.clicked.connect(self._new)
        head = row((Heading(say("What the provider buys for you"), "sub"), 1), self._add, gap=10)
        super().__init__(column(head, 6, self._empty, framed(self._place)), padding=18)

    def show_items(self, view: GuardsView, *, editable: bool) -> None:
        """Show each thing, sparing what is being typed."""
        wanted = [item.id for item in view.bought_in]
        if wanted != list(self._lines):
            kept = {item.id: self._lines.get(item.id) for item in view.bought_in}
            for line in filter(None, kept.values()):
                self._place.removeWidget(line)
            clear(self._place)
            self._lines = {}
            for item in view.bought_in:
                line = kept[item.id] or BoughtInLine(self._acts, item, view.currency)
                if self._lines:
                    self._place.addWidget(Line())
                self._place.addWidget(line)
                self._lines[item.id] = line
        for item in view.bought_in:
            self._lines[item.id].show_item(item, editable=editable)
        self._empty.setVisible(not view.bought_in)
        self._add.setVisible(editable)

    def flush(self) -> None:
        """Keep what is being typed."""
        for line in self._lines.values():
            if line.form is not None:
                line.form.flush()

    def _new(self) -> None:
        made = self._acts.make(
            pricing.add_bought_in, say("Add something bought in"), project_id=self._acts.project,
            item=say("Equipment"),
        )  # fmt: skip
        if made is not None and made in self._lines:
            self._lines[made].toggle()


class BankCard(Card):
    """Word that bank details changed, and the two people who asked by telephone."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._place = column(gap=10)
        self._told = TextField(longest=200)
        self._told_row = FormRow(
            say("Where did the new bank details stand?"), self._told, role="medium",
            help=say("A mail, a letter, a new invoice. Until two people have telephoned, nothing is paid."),
        )  # fmt: skip
        note = Button(say("Write it down"), dense=True)
        note.clicked.connect(self._note)
        self._told.entered.connect(self._note)
        self._new = framed(column(self._told_row, 8, row(note, STRETCH)))
        super().__init__(
            column(Heading(say("Changed bank details"), "sub"), 8, framed(self._place), 8, self._new),
            padding=18,
        )

    def show_changes(self, view: GuardsView, blocked: str) -> None:
        """Show every change; `blocked` where the project is closed."""
        clear(self._place)
        self._new.setVisible(not blocked)
        for change in view.bank:
            self._place.addWidget(self._change(change, can_act=not blocked))

    def _change(self, change: BankRow, *, can_act: bool) -> QFrame:
        icon, tone = ("triangle-alert", "warn") if change.open else ("circle-check", "success")
        words = column(
            Label(change.words, "dense_strong", wrap=True),
            Label(change.confirmed, "dense", "text2", wrap=True),
            gap=2,
        )
        parts: list[Any] = [row((Icon(icon, tone), TOP), (words, 1), gap=9)]
        if change.open and can_act:
            name = TextField(longest=120)
            line = FormRow(say("Who telephoned a number they know?"), name, role="medium")
            confirm = Button(say("They confirmed it"), dense=True)
            drop = LinkButton(say("The new details are false"), kind="fix")
            give = partial(self._confirm, change.id, name)
            confirm.clicked.connect(give)
            name.entered.connect(give)
            drop.clicked.connect(partial(self._drop, change.id))
            parts += [line, row(confirm, drop, STRETCH, gap=12)]
        return framed(column(*parts, gap=8))

    def _note(self) -> None:
        if not self._told.value():
            self._told_row.set_problem(say("Say which message or letter the new bank details stood in."))
            return
        self._told_row.set_problem("")
        made = self._acts.make(
            pricing.note_bank_change, say("Write down changed bank details"), project_id=self._acts.project,
            told_in=self._told.value(),
        )  # fmt: skip
        if made is not None:
            self._told.set_value("")

    def _confirm(self, change: uuid.UUID, name: TextField) -> None:
        label = say("Confirm changed bank details")
        self._acts.do(pricing.confirm_bank_change, label, change_id=change, person=name.value())

    def _drop(self, change: uuid.UUID) -> None:
        label = say("Drop changed bank details")
        self._acts.do(
            pricing.drop_bank_change, label, done=say("What was known before still counts."), change_id=change
        )
