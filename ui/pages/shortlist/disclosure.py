"""How the broker is paid and what ties there are: written by the broker, read by the owner before any name."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.queries.broker_words import fee_models
from app.queries.shortlist_rows import DisclosureRow
from app.queries.tie_words import tie_kinds, tie_line
from app.words import say
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.pages.shortlist.picker import ProviderPicker
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.cards import Card
from ui.widgets.fields import Choice, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.points import point
from ui.widgets.states import ErrorSummary
from ui.widgets.text import Heading, Label, Prose


@dataclass(frozen=True)
class Declared:
    """What the form holds: the words, the fee model, and by provider id (hex) the ties and what comes of them."""

    text: str
    fee_model: str
    ties: Mapping[str, str]
    benefits: Mapping[str, str]


@dataclass(frozen=True)
class _Tie:
    name: str
    kind: str
    benefit: str


class DisclosureForm(QFrame):
    """The broker's declaration: how they are paid, and every provider they have a tie to."""

    filed = Signal(object)
    """A `Declared`."""
    left = Signal()

    def __init__(self, context: Context, project: str, filed: DisclosureRow | None) -> None:
        super().__init__()
        self._context = context
        self._ties: dict[uuid.UUID, _Tie] = {}
        self.summary = ErrorSummary()
        self.text = GrowingText(filed.text if filed else "", lines=3)
        self._text_row = FormRow(
            say("How are you paid, and by whom?"), self.text,
            help=say("If nobody but the owner pays you, write just that. Your fee itself stays private."),
        )  # fmt: skip
        self.model = Choice(fee_models(), blank=say("Not said"))
        self.model.set_value(filed.fee_model if filed else "")
        model_row = FormRow(say("How does the owner pay you?"), self.model, optional=True)
        if filed is not None:
            self._ties = {tie.provider_ref: _Tie(tie.name, tie.kind, tie.benefit) for tie in filed.ties}
        self._list, self._adding = column(gap=4), column()
        self.add = LinkButton(say("Name a provider you have a tie to"), icon="plus")
        self.add.clicked.connect(self._open_picker)
        file = Button(say("File this"), "primary")
        file.clicked.connect(self._file)
        leave = Button(say("Leave it as it is"), "quiet")
        leave.clicked.connect(self._leave)
        if filed is None:
            leave.hide()
        told = Prose(
            say("The owner reads it before seeing any name. A change has to be read again."), "dense", "text3"
        )
        counted = Prose(
            say(
                "How often each provider was chosen in your other projects is counted from this workspace and "
                "told with it. You need not write it."
            ),
            "dense", "text3",
        )  # fmt: skip
        parts = column(
            Heading(say("First: how you are paid, and your ties"), "sub"), 4, told, 12, self.summary, self._text_row,
            14, model_row, 14, Label(say("Ties to providers"), "strong"), 4, framed(self._list),
            framed(self._adding), row(self.add, STRETCH), 14, Label(say("Earlier choices"), "strong"), 4, counted, 16,
            row(file, leave, STRETCH, gap=8),
        )  # fmt: skip
        self.setLayout(column(Card(parts, padding=20)))
        self._drafts = DraftKeeper(context.drafts, f"disclosure/{project}", self)
        self._drafts.keep("text", self.text)
        self._drafts.keep("model", self.model)
        self._drafts.begin()
        self._show_ties()

    def flush(self) -> None:
        """Keep what is being typed."""
        self._drafts.flush()

    def applied(self) -> None:
        """It was filed: nothing is left to keep."""
        self._drafts.applied()

    def _show_ties(self) -> None:
        clear(self._list)
        if not self._ties:
            self._list.addWidget(Label(say("None named: you declare that there are none."), "dense", "text3"))
        for ref, tie in self._ties.items():
            gone = IconButton("x", say("Remove the tie to {provider}", provider=tie.name), side=28)
            gone.clicked.connect(lambda _=False, key=ref: self._drop(key))
            said = tie_line(tie.name, tie.kind, tie.benefit)
            self._list.addLayout(row((Label(said, "dense", wrap=True), 1), gone, gap=8))

    def _open_picker(self) -> None:
        self.add.hide()
        picker = ProviderPicker(self._context)
        kind = Choice(tie_kinds(), blank=say("Choose the tie"))
        which = FormRow(say("Which provider?"), picker)
        what = FormRow(say("What is the tie?"), kind)
        benefit = TextField()
        gets = FormRow(
            say("What do you have from it?"), benefit, optional=True, help=say("Like “5 % of the first year”")
        )
        take = Button(say("Add this tie"), dense=True)

        def taken() -> None:
            ref = picker.value()
            which.set_problem("" if ref else say("Choose a provider"))
            what.set_problem("" if kind.value() else say("Choose the tie"))
            if ref is not None and kind.value():
                self._ties[ref] = _Tie(picker.chosen_name(), kind.value(), benefit.value().strip())
                self._close_picker()

        take.clicked.connect(taken)
        leave = Button(say("Close"), "quiet", dense=True)
        leave.setAccessibleName(say("Close without adding a tie"))
        leave.clicked.connect(self._close_picker)
        inside = column(which, 10, what, 10, gets, 10, row(take, leave, STRETCH, gap=8))
        self._adding.addSpacing(6)
        self._adding.addWidget(Card(inside, kind="well", padding=14))
        self._adding.addSpacing(6)
        picker.search.setFocus()

    def _close_picker(self) -> None:
        clear(self._adding)
        self._show_ties()
        self.add.show()
        self.add.setFocus()

    def _drop(self, ref: uuid.UUID) -> None:
        self._ties.pop(ref, None)
        self._show_ties()
        self.add.setFocus()

    def _file(self) -> None:
        fault = "" if self.text.value() else say("Say how you are paid")
        self._text_row.set_problem(fault)
        self.summary.show_problems([(fault, self.text.target())] if fault else [])
        if not fault:
            ties = {ref.hex: tie.kind for ref, tie in self._ties.items()}
            benefits = {ref.hex: tie.benefit for ref, tie in self._ties.items() if tie.benefit}
            self.filed.emit(Declared(self.text.value(), self.model.value(), ties, benefits))

    def _leave(self) -> None:
        self._drafts.applied()
        self.left.emit()


class DisclosureCard(QFrame):
    """The declaration as filed. The owner confirms having read it; the broker may change it."""

    acknowledged = Signal()
    change_asked = Signal()
    owner_asked = Signal()
    """The broker wants the owner's view, so that the owner can read and confirm."""

    def __init__(self, filed: DisclosureRow, *, owner: bool, broker: str, blocked: str) -> None:
        super().__init__()
        waiting = filed.acknowledged_on is None
        self.button: Button | None = None
        lines = [point("tie", tie.line) for tie in filed.ties]
        if not lines:
            lines = [framed(row(Label(say("No tie to any provider."), "dense", "text2")))]
        inside = column()
        if waiting:
            name = broker or (say("your broker") if owner else say("the broker"))
            title = say("Before any name: how {broker} is paid", broker=name)
            inside.addWidget(Heading(title, "sub15"))
            inside.addSpacing(6)
            inside.addWidget(Prose(filed.text, "body", "text2", max_width=720))
        else:
            said = (
                say("How your broker is paid: {text}", text=filed.text)
                if owner
                else say("How you are paid: {text}", text=filed.text)
            )
            inside.addWidget(Label(said, "dense", "text2", wrap=True))
        if filed.fee_words:
            inside.addSpacing(4)
            inside.addWidget(
                Label(say("Way of paying: {model}", model=filed.fee_words), "dense", "text2", wrap=True)
            )
        inside.addSpacing(6)
        for line in lines:
            inside.addWidget(line)
        for told in filed.awards:
            inside.addWidget(Label(told, "dense", "text2", wrap=True))
        read = Label(filed.words, "dense_medium", "warn_text" if waiting else "text3", wrap=True)
        acts = row(gap=8)
        if owner and waiting and not blocked:
            self.button = Button(say("I have read this"), "primary")
            self.button.clicked.connect(self.acknowledged)
            acts.addWidget(self.button)
        if not owner and not blocked:
            if waiting:
                self.button = Button(say("Let the owner read it"), dense=True)
                self.button.clicked.connect(self.owner_asked)
                acts.addWidget(self.button)
            change = LinkButton(say("Change"), icon="pencil")
            change.setAccessibleName(say("Change the declaration"))
            change.clicked.connect(self.change_asked)
            acts.addWidget(change)
        inside.addSpacing(8 if waiting else 2)
        if waiting:
            inside.addWidget(read)
            inside.addSpacing(10)
            acts.addStretch(1)
            inside.addLayout(acts)
        else:
            inside.addLayout(row((read, 1), acts, gap=8))
        self.setLayout(column(Card(inside, kind="plain", padding=18 if waiting else (18, 12, 14, 10))))
