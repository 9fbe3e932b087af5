"""The rules a provider has to pass: their three answers in words, and what a broker may do about one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.analysis.gates import Answer
from app.queries.shortlist_rows import GateRow
from app.words import say, say_count
from ui.theme.current import theme
from ui.widgets.buttons import LinkButton
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Label

CHIP_WIDTH = 128


class GateList(QFrame):
    """Every rule with its answer and a sentence; a broker may set one aside, or take that back."""

    waive = Signal(object)
    """A `GateRow` to be set aside in writing."""
    restore = Signal(object)
    """The id of a waiver to be taken back."""

    def __init__(self, gates: Sequence[GateRow], *, can_write: bool) -> None:
        super().__init__()
        self.setAccessibleName(say("What was checked"))
        self.setLayout(column(*(self._gate(each, can_write) for each in gates), gap=6))

    def _gate(self, gate: GateRow, can_write: bool) -> QFrame:
        chip = framed(row(StatusChip(gate.answer_words, gate.tone), STRETCH, gap=0))
        chip.setMinimumWidth(theme().px(CHIP_WIDTH))
        words = column(
            Label(gate.name, "dense_medium", wrap=True), Label(gate.sentence, "dense", "text2", wrap=True)
        )
        button: LinkButton | None = None
        if gate.waiver:
            told = say("Set aside in writing: {reason}", reason=gate.waiver)
            words.addWidget(Label(told, "dense", "warn_text", wrap=True))
            if can_write:
                button = LinkButton(say("Let the rule stand again"))
                button.setAccessibleName(say("Let the rule “{rule}” stand again", rule=gate.name))
                button.clicked.connect(lambda: self.restore.emit(gate.waiver_id))
        elif can_write and gate.stops and gate.waivable:
            button = LinkButton(say("Set this aside in writing…"))
            button.setAccessibleName(say("Set the rule “{rule}” aside in writing", rule=gate.name))
            button.clicked.connect(lambda: self.waive.emit(gate))
        if button is not None:
            words.addLayout(row(button, STRETCH))
        top = Qt.AlignmentFlag.AlignTop
        return framed(row((chip, top), (words, 1), gap=10))


def gates_in_short(gates: Sequence[GateRow]) -> str:
    """How many rules are passed, and how many are open."""
    passed = sum(gate.answer is Answer.PASS for gate in gates)
    waived = sum(bool(gate.waiver) for gate in gates)
    unchecked = sum(gate.answer is Answer.NOT_CHECKED for gate in gates)
    said = [
        say_count(
            "{passed} of {count} rule passed", "{passed} of {count} rules passed", len(gates), passed=passed
        )
    ]
    if unchecked:
        said.append(say_count("{count} not checked", "{count} not checked", unchecked))
    if waived:
        said.append(say_count("{count} set aside", "{count} set aside", waived))
    return " · ".join(said)
