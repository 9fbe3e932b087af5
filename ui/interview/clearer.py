"""A wording to take over in place of a must-have that nobody can check."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.queries.brief_scores import vague_in_must
from app.words import say, say_known
from ui.interview.sheet import QuestionSheet
from ui.interview.vague import MUST
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.layouts import FlowLayout, clear, column, framed, row
from ui.widgets.list_editor import ListEditor
from ui.widgets.text import Icon, Label, Prose


class Clearer(Card):
    """Asks about the first must-have that cannot be checked, and offers a wording that can. It never insists."""

    changed = Signal()

    def __init__(self) -> None:
        self._place = column()
        super().__init__(framed(self._place), padding=16)
        self._left: set[str] = set()
        self._list: ListEditor | None = None
        self._statement = self._wording = ""
        self._shown: tuple[str, str] | None = None
        self.hide()

    def show_sheet(self, sheet: QuestionSheet) -> None:
        """Look at the must-haves of a page; hide where there is nothing to ask."""
        block = sheet.blocks.get(MUST)
        field = block.input.field if block is not None and block.isEnabled() else None
        self._list = field if isinstance(field, ListEditor) else None
        statements = self._list.value() if self._list is not None else ()
        asked = next((text for text in statements if text not in self._left and vague_in_must(text)), "")
        self.setVisible(bool(asked))
        if not asked:
            self._shown = None
            return
        found = vague_in_must(asked)[0]
        self._statement, self._wording = asked, say_known(found.suggestion)
        if self._shown == (asked, found.word):
            return
        self._shown = (asked, found.word)
        clear(self._place)
        told = say(
            "“{word}” is hard to check. {question} For example:",
            word=found.word,
            question=say_known(found.ask),
        )
        use = Button(say("Use this wording"), dense=True)
        use.clicked.connect(self._use)
        leave = Button(say("Not now"), "quiet", dense=True)
        leave.clicked.connect(self._leave)
        buttons = FlowLayout(4)
        buttons.addWidget(use)
        buttons.addWidget(leave)
        self._place.addLayout(
            column(
                row(
                    Icon("lightbulb", "warn", 18),
                    (Label(say("A bit clearer?"), "sub15", wrap=True), 1),
                    gap=9,
                ),
                6,
                Prose(told, "dense", "text2"),
                10,
                _well(self._wording),
                10,
                framed(buttons),
            )
        )

    def _use(self) -> None:
        if self._list is None:
            return
        field = self._list
        value = [self._wording if text == self._statement else text for text in field.value()]
        at = value.index(self._wording) if self._wording in value else 0
        field.restore(value)
        field.edited.emit()
        field.boxes()[at].setFocus()
        self.changed.emit()

    def _leave(self) -> None:
        self._left.add(self._statement)
        field = self._list
        if field is not None:
            boxes = field.boxes()
            at = next((n for n, box in enumerate(boxes) if box.toPlainText().strip() == self._statement), 0)
            boxes[at].setFocus()
        self.changed.emit()


def _well(words: str) -> QFrame:
    return Card(column(Label(words, "dense_medium", wrap=True)), kind="well", padding=12)
