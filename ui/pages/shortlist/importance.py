"""What matters to the owner, in four words for each of six things; it decides the order and nothing else."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.knowledge.pack import Knowledge
from app.queries.shortlist_rows import WeightRow
from app.words import say, say_known
from app.words.formats import Formats
from ui.theme.current import theme
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.choices import RadioList, options
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Heading, Label, Prose

QUESTION = "b12.matter"
"""The question of the brief that these words answer."""


class ImportanceCard(QFrame):
    """The six words as they stand; `changed` carries them by factor once they were set anew."""

    changed = Signal(dict)

    def __init__(self, knowledge: Knowledge, *, broker: bool = False) -> None:
        super().__init__()
        question = knowledge.questions.questions[QUESTION]
        self._factors = tuple((key, say_known(one.label)) for key, one in (question.options or {}).items())
        self._levels = tuple((key, say_known(one.label)) for key, one in (question.levels or {}).items())
        self._weights: Mapping[str, WeightRow] = {}
        self._inputs: dict[str, RadioList] = {}
        self.change = LinkButton(say("Change"), icon="sliders-horizontal")
        self.change.setAccessibleName(say("Change what matters"))
        self.change.clicked.connect(self.open)
        self._words = Label("", "dense", "text2", wrap=True)
        self._form = column()
        whose = say("What matters to the owner") if broker else say("What matters to you")
        head = row((Heading(whose, "dense_strong"), 1), self.change)
        self.setLayout(
            column(Card(column(head, 2, self._words, framed(self._form)), padding=(18, 12, 14, 14)))
        )

    def show_weights(self, weights: Sequence[WeightRow], formats: Formats, *, blocked: str) -> None:
        """Show the words that the ranking used, with what each makes of a hundred."""
        self._weights = {row.factor: row for row in weights}
        said = (
            say(
                "{factor}: {word} ({share})", factor=each.name, word=each.importance,
                share=formats.percent(each.weight / 100),
            )
            for each in weights
        )  # fmt: skip
        self._words.setText(" · ".join(said))
        self.change.setVisible(not blocked)

    def open(self) -> None:
        """Set the words anew."""
        if self._inputs:
            return
        self.change.setEnabled(False)
        by_word: Mapping[str, str] = {words: key for key, words in self._levels}
        lines = column(gap=6)
        for factor, name in self._factors:
            choice = RadioList(options(*self._levels), across=True, name=name)
            now = self._weights.get(factor)
            choice.set_value(by_word.get(now.importance, "important") if now else "important")
            self._inputs[factor] = choice
            label = Label(name, "dense_medium", wrap=True)
            label.setMinimumWidth(theme().px(170))
            lines.addLayout(row((label, Qt.AlignmentFlag.AlignVCenter), (choice, 1), gap=14))
        keep = Button(say("Keep and rank again"), "primary", dense=True)
        keep.clicked.connect(self._keep)
        leave = Button(say("Leave it as it is"), "quiet", dense=True)
        leave.clicked.connect(self.close_form)
        told = Prose(
            say("This changes the order alone. It rules nobody out, and your marks stay as they are."),
            "dense", "text3",
        )  # fmt: skip
        self._form.addSpacing(12)
        self._form.addLayout(lines)
        self._form.addSpacing(8)
        self._form.addWidget(told)
        self._form.addSpacing(8)
        self._form.addLayout(row(keep, leave, STRETCH, gap=8))
        next(iter(self._inputs.values())).target().setFocus()

    def close_form(self) -> None:
        """Put the form away."""
        self._inputs = {}
        clear(self._form)
        self.change.setEnabled(True)
        self.change.setFocus()

    def _keep(self) -> None:
        chosen = {factor: choice.value() for factor, choice in self._inputs.items()}
        self.close_form()
        self.changed.emit(chosen)
