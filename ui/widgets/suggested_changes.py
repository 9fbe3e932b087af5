"""What the broker would change of the owner's words: the owner takes it or keeps their own, the broker waits."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.lens import Lens
from app.queries.suggested_changes import SuggestionRow
from app.services import briefs
from app.words import say
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.changed_words import ChangedWords
from ui.widgets.chips import StatusChip
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.tab_order import first_control
from ui.widgets.text import Icon, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop


class SuggestedChanges(QFrame):
    """The suggestions for one question. What is done with them is handed over as a verb, for the page to run."""

    acted = Signal(object, str, str)
    """A verb, what it is called for undo, and what is said when it is done."""

    def __init__(self, lens: Lens, across: str, today: date) -> None:
        """`across` is the name of the other one at the table; empty where it is not known."""
        super().__init__()
        self._lens, self._across, self._today = lens, across, today
        self._shown: tuple[SuggestionRow, ...] = ()
        self._column = column(gap=8, margins=(0, 6, 0, 0))
        self.setLayout(self._column)
        self.hide()

    def show_suggestions(self, rows: Sequence[SuggestionRow], *, changeable: bool = True) -> None:
        """Show `rows`; nothing where there are none."""
        inside = False
        if tuple(rows) != self._shown:
            self._shown = tuple(rows)
            focused = self.window().focusWidget()
            inside = focused is not None and self.isAncestorOf(focused)
            clear(self._column)
            show = self._for_owner if self._lens is Lens.OWNER else self._for_broker
            for each in rows:
                card = show(each)
                self._column.addWidget(card)
                card.setVisible(True)  # else it could not take the focus yet
        self.setEnabled(changeable)
        self.setVisible(bool(rows))
        following = first_control(self) if inside else None
        if (
            following is not None
        ):  # else the focus, and the page with it, would go wherever Tab goes from here
            following.setFocus(Qt.FocusReason.OtherFocusReason)

    # The two sides of the table -------------------------------------------------------------------

    def _for_owner(self, each: SuggestionRow) -> QWidget:
        take = Button(say("Accept"), dense=True)
        take.setAccessibleName(say("Accept: {question}", question=each.label))
        take.clicked.connect(
            partial(
                self._act, briefs.accept_suggestion, each,
                say("Accept a change to “{question}”", question=each.label), say("Accepted. These are your words now."),
            )
        )  # fmt: skip
        keep = Button(say("Keep mine"), "quiet", dense=True)
        keep.setAccessibleName(say("Keep mine: {question}", question=each.label))
        keep.clicked.connect(
            partial(
                self._act, briefs.decline_suggestion, each,
                say("Keep your own words for “{question}”", question=each.label), say("Your words stay."),
            )
        )  # fmt: skip
        acts = FlowLayout(4)
        for button in (take, keep):
            acts.addWidget(button)
        return self._card(each, _owner_title(each.kind, self._across), framed(acts))

    def _for_broker(self, each: SuggestionRow) -> QWidget:
        if not each.open:
            return self._settled(each)
        waits = say("Waiting for {name}", name=self._across) if self._across else say("Waiting for the owner")
        back = LinkButton(say("Withdraw"), icon="undo-2")
        back.setAccessibleName(say("Withdraw your suggestion for: {question}", question=each.label))
        back.clicked.connect(
            partial(
                self._act, briefs.withdraw_suggestion, each,
                say("Withdraw a suggestion for “{question}”", question=each.label), say("Withdrawn."),
            )
        )  # fmt: skip
        why = ReasonForm(each)
        why.given.connect(
            lambda reason: self._act(
                partial(briefs.give_reason, reason=reason), each,
                say("Say why for “{question}”", question=each.label), say("Saved"),
            )
        )  # fmt: skip
        acts = FlowLayout(12)
        acts.addWidget(StatusChip(waits, "info", icon="hourglass", filled=True))
        acts.addWidget(why.open)
        acts.addWidget(back)
        return self._card(each, _broker_title(each.kind), framed(column(framed(acts), why)))

    def _card(self, each: SuggestionRow, title: str, acts: QWidget) -> Card:
        head = row((Icon("pencil", "info"), TOP), (Label(title, "dense_strong", wrap=True), 1), gap=8)
        why = say("Why: {reason}", reason=each.reason) if each.reason else ""
        reason = Prose(why, "dense", "text2") if why else None
        words = ChangedWords(each.pieces)
        card = Card(
            column(framed(head), 4, words, 6 if why else 0, reason, 8, acts),
            kind="info",
            padding=(14, 10, 14, 10),
        )
        card.setAccessibleName(title)
        return card

    def _settled(self, each: SuggestionRow) -> QWidget:
        name = self._across or say("The owner")
        told, tone, icon = {
            "accepted": (say("{name} accepted your wording", name=name), "success", "circle-check"),
            "declined": (say("{name} kept the words as they are", name=name), "neutral", "circle-x"),
            "overtaken": (say("{name} has changed the words since", name=name), "neutral", "history"),
        }[each.state]
        line = StatusChip(told, tone, icon=icon)
        words = Label(say("You suggested: {words}", words=each.after), "caption", "text3", wrap=True)
        return framed(column(row(line, STRETCH), words if each.after else None, gap=2))

    def _act(self, verb: object, each: SuggestionRow, label: str, done: str) -> None:
        assert callable(verb)
        self.acted.emit(partial(verb, suggestion_id=each.id, on=self._today), label, done)


class ReasonForm(QFrame):
    """Where a broker says why they suggest it, folded until `open` is pressed."""

    given = Signal(str)

    def __init__(self, each: SuggestionRow) -> None:
        super().__init__()
        words = say("Change the reason") if each.reason else say("Say why")
        self.open = LinkButton(words, icon="message-square")
        self.open.setAccessibleName(say("{act}: {question}", act=words, question=each.label))
        self.reason = TextField()
        self.reason.set_value(each.reason)
        keep = Button(say("Keep the reason"), dense=True)
        keep.setAccessibleName(say("Keep the reason: {question}", question=each.label))
        asked = FormRow(say("Why?"), self.reason, help=say("The owner reads it here."), role="dense_medium")
        self.setLayout(column(10, asked, 8, row(keep, STRETCH)))
        self.hide()
        self.open.clicked.connect(self._unfold)
        keep.clicked.connect(self._give)
        self.reason.entered.connect(self._give)

    def _unfold(self) -> None:
        self.open.hide()
        self.show()
        self.reason.setFocus()

    def _give(self) -> None:
        self.given.emit(self.reason.value())


def _owner_title(kind: str, broker: str) -> str:
    if broker:
        return {
            "change": say("{broker} suggests", broker=broker),
            "add": say("{broker} suggests adding this", broker=broker),
            "remove": say("{broker} suggests taking this out", broker=broker),
            "ask": say("{broker} suggests leaving this for the visit", broker=broker),
        }[kind]
    return {
        "change": say("Your broker suggests"),
        "add": say("Your broker suggests adding this"),
        "remove": say("Your broker suggests taking this out"),
        "ask": say("Your broker suggests leaving this for the visit"),
    }[kind]


def _broker_title(kind: str) -> str:
    return {
        "change": say("You suggest"),
        "add": say("You suggest adding this"),
        "remove": say("You suggest taking this out"),
        "ask": say("You suggest leaving this for the visit"),
    }[kind]
