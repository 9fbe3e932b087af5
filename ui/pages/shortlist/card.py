"""A provider on the shortlist as a card, always in the same order: who comes, what speaks for and against."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from app.analysis.gates import Answer
from app.queries.lapses import Lapsing
from app.queries.shortlist_rows import GateRow, ProviderCard
from app.words import say
from app.words.formats import Formats
from ui.pages.shortlist.moving import MoveForm
from ui.theme.current import theme
from ui.widgets.ask import ReasonCard
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.chips import PrivateMark, StatusChip
from ui.widgets.gate_list import GateList, gates_in_short
from ui.widgets.growing_text import GrowingText
from ui.widgets.lapse_line import LapseLine
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.points import point
from ui.widgets.text import Label

UNDER_MARKS = 25
"""Pixels at 100 % text by which lines without a mark stand in, to be in line with those that have one."""


class CandidateCard(QFrame):
    """One provider. What is pressed on it is told by signals that carry what the page needs."""

    ticked = Signal(bool)
    why = Signal()
    reasoned = Signal(str)
    noted = Signal(str)
    waived = Signal(str, str)
    """A gate and the reason to set it aside."""
    restored = Signal(object)
    moved = Signal(int, str)
    """The place it is to stand at (1 is the top), and the reason."""
    put_back = Signal()

    def __init__(
        self,
        shown: ProviderCard,
        formats: Formats,
        *,
        broker: bool,
        blocked: str,
        open_gates: bool,
        lapsing: Lapsing | None = None,
        others: Sequence[str] = (),
    ) -> None:
        """`others` are the names on the list in their order, without this one."""
        super().__init__()
        self.shown = shown
        self._others = tuple(others)
        self.lapsing = lapsing
        self.gates_open = open_gates
        self._broker = broker
        self._can_write = broker and not blocked
        self.tick = QCheckBox()
        self.tick.setAccessibleName(say("Ask {provider} for a quote", provider=shown.name))
        self.tick.setFixedWidth(
            self.tick.sizeHint().height()
        )  # no words: the ring of the focus goes round the box alone
        self.tick.setChecked(shown.ticked)
        self.tick.setEnabled(not blocked and shown.invited_on is None)
        self.tick.clicked.connect(self._tick)
        self.why_button = Button(say("Why this provider"), dense=True)
        self.why_button.setAccessibleName(say("Why {provider}", provider=shown.name))
        self.why_button.clicked.connect(self.why)
        self._forms, self._gates = column(), column()
        inside = column(
            self._head(formats), 8, self._body(), 6, self._acts(), framed(self._gates), framed(self._forms)
        )
        card = Card(inside, kind="chosen" if shown.ticked else "plain", padding=15 if shown.ticked else 16)
        self.setLayout(column(card))
        self.setAccessibleName(
            say(
                "{place}: {provider}, match {number}, {word}",
                place=shown.place_words,
                provider=shown.name,
                number=shown.shown,
                word=shown.strength_words,
            )
        )
        if open_gates:
            self._show_gates()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """W explains, wherever the focus is on the card."""
        if event.key() == Qt.Key.Key_W and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.why.emit()
        else:
            super().keyPressEvent(event)

    def target(self) -> QWidget:
        """What takes the focus."""
        return self.tick if self.tick.isEnabled() else self.why_button

    def ask_reason(self) -> None:
        """Open the form for a reason to ask although something was not checked, or not for a year."""
        unchecked = [gate.name for gate in self.shown.gates if gate.answer is Answer.NOT_CHECKED]
        words = say(
            "{stale}. With a written reason this provider may be asked all the same. The owner reads the reason.",
            stale=self.shown.stale_words,
        )
        if unchecked:
            words = say(
                "Nobody has checked: {rules}. With a written reason this provider may be asked, but it cannot be "
                "chosen before that is checked. The owner reads the reason.",
                rules="; ".join(unchecked),
            )
        title = say("Why ask {provider} all the same?", provider=self.shown.name)
        self._ask(title, words, say("Keep the reason and tick"), self.reasoned.emit)

    # The parts, in their fixed order --------------------------------------------------------------

    def _head(self, formats: Formats) -> QFrame:
        shown = self.shown
        name = Label(shown.name, "sub", wrap=True)
        number = Label(str(shown.shown), "figure", tabular=True)
        number.setAccessibleName(say("Match {number} of 100", number=shown.shown))
        match = column(
            Label(say("of 100"), "caption", "text3"), Label(shown.strength_words, "dense_medium"), gap=0
        )
        chips = FlowLayout(10)
        if shown.invited_on is not None:
            day = formats.short_day(shown.invited_on)
            chips.addWidget(StatusChip(say("Asked {day}", day=day), "info", filled=True))
        elif shown.suggested:
            chips.addWidget(StatusChip(say("Suggested for asking"), "success", filled=True))
        chips.addWidget(StatusChip(shown.tier_words, "neutral", icon="badge-check", filled=True))
        place = say("Place {place}", place=shown.place_words)
        if shown.first_words:
            place = say("{place}. {first}", place=place, first=shown.first_words)
        chips.addWidget(Label(place, "dense_medium", "text3"))
        middle = Qt.AlignmentFlag.AlignVCenter
        top = row(
            (self.tick, middle), (name, 1), (number, middle), match, 6, (self.why_button, middle), gap=10
        )
        return framed(column(top, 4, chips))

    def _body(self) -> QFrame:
        shown = self.shown
        lines = [
            point("person", shown.person_line, role="dense_medium", tone="text"),
            _under(Label(shown.team_line, "dense", "text2", wrap=True)),
            *(point("strength", words, tone="text") for words in shown.strengths),
            *(point("weakness", words, tone="text") for words in shown.weaknesses),
            *(point("unknown", words, tone="text") for words in shown.unknowns),
            point("check", shown.checks_line),
        ]
        if self.lapsing is not None:
            lines.append(LapseLine(self.lapsing))
        if shown.stale_words:
            lines.append(point("stale", shown.stale_words, role="dense_medium", tone="warn_text"))
        if shown.newcomer_words:
            lines.append(point("newcomer", shown.newcomer_words))
        if shown.moved_words:
            lines.append(point("moved", shown.moved_words, tone="text"))
        if shown.endorsed:
            lines.append(point("endorsed", shown.endorsed))
        if shown.tie:
            lines.append(point("tie", shown.tie, role="dense_medium", tone="warn_text"))
        if shown.reason:
            said = (
                say("Your reason: {reason}", reason=shown.reason)
                if self._broker
                else say("Your broker’s reason: {reason}", reason=shown.reason)
            )
            lines.append(_under(Label(said, "dense", "text2", wrap=True)))
        return framed(column(*lines, self._prices(), gap=3))

    def _prices(self) -> QFrame | None:
        shown = self.shown
        if not (shown.usual_words or shown.reply):
            return None
        parts = column(gap=3)
        if shown.usual_words:
            usual = Label(shown.usual_words, "dense", "text2", wrap=True)
            parts.addLayout(row((usual, 1), PrivateMark(say("Private")), gap=10))
        if shown.reply:
            promise = say("Its promise: {promise}", promise=shown.reply)
            parts.addWidget(Label(promise, "dense", "text3", wrap=True))
        frame = framed(parts)
        frame.setContentsMargins(theme().px(UNDER_MARKS), 0, 0, 0)
        return frame

    def _acts(self) -> QFrame:
        flow = FlowLayout(14)
        shown = self.shown
        if shown.gates:
            short = gates_in_short(shown.gates)
            more = LinkButton(short, trailing="chevron-down")
            words = say("{summary}. The rules for {provider}", summary=short, provider=shown.name)
            more.setAccessibleName(words)
            more.clicked.connect(self._toggle_gates)
            flow.addWidget(more)
        if self._can_write:
            if shown.stale_words or any(gate.answer is Answer.NOT_CHECKED for gate in shown.gates):
                words = say("Change the reason") if shown.reason else say("Write a reason to ask")
                self._link(flow, words, self.ask_reason, "pencil")
            if self._others:
                self._link(flow, say("Move up or down"), self._open_move, "grip-vertical")
            if shown.moved:
                self._link(flow, say("Back to its own place"), self.put_back.emit, "undo-2")
            words = say("Change the private note") if shown.note else say("Write a private note")
            self._link(flow, words, self._open_note, "lock-keyhole")
        inside = column(framed(flow))
        if shown.note:
            note = Label(shown.note, "dense", "private_text", wrap=True)
            inside.addLayout(row(PrivateMark(), (note, 1), gap=8, margins=(0, 4, 0, 0)))
        frame = framed(inside)
        frame.setContentsMargins(theme().px(UNDER_MARKS), 0, 0, 0)
        return frame

    def _link(self, flow: FlowLayout, words: str, act: Callable[[], None], icon: str) -> None:
        link = LinkButton(words, icon=icon)
        link.setAccessibleName(say("{act}: {provider}", act=words, provider=self.shown.name))
        link.clicked.connect(act)
        flow.addWidget(link)

    # Acting ---------------------------------------------------------------------------------------

    def _tick(self) -> None:
        wanted = self.tick.isChecked()
        self.tick.setChecked(self.shown.ticked)  # what is stored decides; a refusal leaves it so
        if wanted and self.shown.needs_reason and self._can_write:
            self.ask_reason()
        else:
            self.ticked.emit(wanted)

    def _toggle_gates(self) -> None:
        self.gates_open = not self.gates_open
        if self.gates_open:
            self._show_gates()
        else:
            clear(self._gates)

    def _show_gates(self) -> None:
        listed = GateList(self.shown.gates, can_write=self._can_write)
        listed.waive.connect(self._ask_waiver)
        listed.restore.connect(self.restored)
        self._gates.addSpacing(10)
        self._gates.addWidget(Card(row(listed), kind="well", padding=14))

    def _ask_waiver(self, gate: GateRow) -> None:
        title = say("Set “{rule}” aside for {provider}?", rule=gate.name, provider=self.shown.name)
        words = say("The owner reads your reason with the shortlist and in the proposal.")
        self._ask(title, words, say("Set it aside"), lambda reason: self.waived.emit(gate.gate, reason))

    def _ask(self, title: str, words: str, act: str, then: Callable[[str], None]) -> None:
        clear(self._forms)
        asked = ReasonCard(title, words, act)
        asked.confirmed.connect(lambda reason, _: then(reason))
        asked.left.connect(lambda: clear(self._forms))
        self._forms.addSpacing(10)
        self._forms.addWidget(asked)
        asked.reason.target().setFocus()

    def _open_move(self) -> None:
        clear(self._forms)
        form = MoveForm(self.shown.name, self._others)
        form.kept.connect(self.moved)
        form.left.connect(lambda: clear(self._forms))
        self._forms.addSpacing(10)
        self._forms.addWidget(form)
        form.where.target().setFocus()

    def _open_note(self) -> None:
        clear(self._forms)
        name = say("Private note on {provider}", provider=self.shown.name)
        note = GrowingText(self.shown.note, lines=2, name=name)
        keep = Button(say("Keep the note"), dense=True)
        keep.clicked.connect(lambda: self.noted.emit(note.value()))
        leave = Button(say("Leave it as it is"), "quiet", dense=True)
        leave.clicked.connect(lambda: clear(self._forms))
        inside = column(
            PrivateMark(say("Private: only you see this")), 6, note, 8, row(keep, leave, STRETCH, gap=8)
        )
        self._forms.addSpacing(10)
        self._forms.addWidget(Card(inside, kind="private", padding=12))
        note.target().setFocus()


def _under(label: Label) -> QFrame:
    frame = framed(column(label))
    frame.setContentsMargins(theme().px(UNDER_MARKS), 0, 0, 0)
    return frame
