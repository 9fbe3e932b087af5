"""One question on the page: its input, an example, suggestions, and "I don't know yet"."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.knowledge.answers import Problem, empty
from app.knowledge.questions import Question
from app.knowledge.template_questions import suggested
from app.queries.lens import Lens
from app.queries.remembered import Remembered
from app.words import say, say_known
from ui.interview.answer_input import AnswerInput
from ui.interview.inputs import Setting, make_input
from ui.interview.remembered import RememberedAnswer
from ui.interview.suggestions import SuggestionChips
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card
from ui.widgets.field import Field
from ui.widgets.fields import Tick
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.list_editor import ListEditor
from ui.widgets.rows_editor import RowsEditor
from ui.widgets.text import Label, Prose

DECIDES = "b12.who"
"""Who decides is usually the owner, whose name is known."""


class QuestionBlock(QFrame):
    """The question `question` of the schema. `edited` follows every keystroke in it."""

    edited = Signal()

    def __init__(
        self,
        question: Question,
        setting: Setting,
        *,
        headed: bool = False,
        across: str = "",
        owner: str = "",
        lens: Lens = Lens.OWNER,
        last: Remembered | None = None,
    ) -> None:
        """`last` is what the business answered to the same question in its last brief."""
        super().__init__()
        self.question = question
        self._setting = setting
        self._owner = owner
        self.input: AnswerInput = make_input(question, setting)
        label, help = _wording(question, setting)
        self.form = FormRow(label, self.input.field, help=help, headed=headed)
        self._unknown = Tick(say_known(setting.knowledge.questions.unknown(broker=lens is Lens.BROKER)))
        self._unknown.box.setAccessibleDescription(label)
        self._note = Label(_note(across), "caption", "text3", wrap=True)
        self._note.hide()
        self._chips = self._suggestions()
        parts: list[QWidget | int] = [self.form]
        self._filled: Any = None
        self._last = RememberedAnswer(last, question=label, owner=owner, lens=lens) if last else None
        if self._last is not None:
            self._last.used.connect(self._use_last)
        for extra in (self._last, self._example(), self._chips):
            if extra is not None:
                parts += [8, extra]
        if question.allow_unknown:
            parts += [6, self._unknown, self._note]
        self.beneath = column()
        """Where advice about the question stands while there is no room beside it."""
        self.setLayout(column(*parts, self.beneath))
        self.input.field.edited.connect(self._edited)
        self._unknown.edited.connect(self._edited)

    # What it holds --------------------------------------------------------------------------------

    @property
    def value(self) -> Any:
        """The answer as plain JSON; None where there is none."""
        held = self.input.read()
        return (
            [row for row in held if not empty(row)]
            if isinstance(self.input.field, RowsEditor) and held
            else held
        )

    @property
    def unknown(self) -> bool:
        """Whether "I don't know yet" is ticked."""
        return self.question.allow_unknown and self._unknown.value()

    def take(self, value: Any) -> QWidget:
        """Put an answer in as if it had been typed; returns where it now stands."""
        field = self.input.field
        if isinstance(field, ListEditor):
            return field.boxes()[field.take(value)]
        self.input.show(value)
        field.edited.emit()
        return field.target()

    def put_back(self, draft: Any) -> None:
        """Put back what the input held before, as its `draft` gave it."""
        self.input.field.restore(draft)
        self.input.field.edited.emit()

    def show_answer(self, value: Any, unknown: bool, usual: str | None) -> None:
        """Show what is kept; where nothing is, what is usual (`usual`, of the schema) or known elsewhere."""
        shown = self._prefill(usual) if empty(value) and not unknown else value
        self.input.show(shown)
        self._unknown.set_value(unknown)
        self._note.setVisible(unknown)
        self._filled = self.value if empty(value) else None
        self.follow_input()

    def fields(self) -> Mapping[str, Field]:
        """Its inputs, by the names under which their drafts are kept."""
        named: dict[str, Field] = {self.question.id: self.input.field}
        if self.question.allow_unknown:
            named[f"{self.question.id}?"] = self._unknown
        return named

    def set_problems(self, found: tuple[Problem, ...]) -> list[tuple[str, QWidget]]:
        """Say what is wrong beside the input; returned as the summary at the top lists it."""
        self.form.set_problem(str(found[0]) if found else "")
        return [(str(each), self.input.place(each)) for each in found]

    def _prefill(self, usual: str | None) -> Any:
        question = self.question
        if question.id == DECIDES and self._owner:
            return {"decides": self._owner, "see": []}
        if question.type == "levels" and usual:
            return dict.fromkeys(question.options or {}, usual)
        return usual if question.type in ("choice", "number") else None

    def _use_last(self, value: Any) -> None:
        self.input.show(value)
        self.input.field.edited.emit()
        self.input.field.target().setFocus()

    def _edited(self) -> None:
        self._note.setVisible(self.unknown)
        self.follow_input()
        self.edited.emit()

    # Example and suggestions ----------------------------------------------------------------------

    def _example(self) -> QWidget | None:
        template = self._setting.main_template
        if self.question.suggest not in ("problem", "outcome") or not template:
            return None
        book = self._setting.knowledge.suggestions(template)
        words = book.problem if self.question.suggest == "problem" else book.outcome
        shown = Card(column(Prose(say_known(words), "dense", "text2")), kind="well", padding=12)
        shown.hide()
        link = LinkButton(say("See an example"), icon="lightbulb")

        def toggle() -> None:
            shown.setVisible(shown.isHidden())
            link.set_words(say("See an example") if shown.isHidden() else say("Hide the example"))

        link.clicked.connect(toggle)
        frame = QFrame()
        frame.setLayout(column(row(link, STRETCH), shown, gap=6))
        return frame

    def _suggestions(self) -> SuggestionChips | None:
        self._offers = _offers(self.question, self._setting)
        if not self._offers:
            return None
        chips = SuggestionChips(
            say("Often listed for projects like this"), [words for words, _ in self._offers]
        )
        chips.chosen.connect(self._take)
        return chips

    def _take(self, place: int) -> None:
        _, offer = self._offers[place]
        field = self.input.field
        if isinstance(field, ListEditor):
            field.add(offer)
            field.edited.emit()
        elif isinstance(field, RowsEditor):
            field.add(offer)

    def follow_input(self) -> None:
        """Offer only what the input does not hold already; a draft that is put back does not say so itself."""
        if self._last is not None:
            self._last.follow(self.value, offered=self.value == self._filled)
        if self._chips is None:
            return
        held = self.value or []
        told = {str(each) if isinstance(each, str) else str(next(iter(each.values()), "")) for each in held}
        used = [
            at
            for at, (words, offer) in enumerate(self._offers)
            if (offer if isinstance(offer, str) else next(iter(offer.values()))) in told
        ]
        self._chips.mark_used(used)


def _wording(question: Question, setting: Setting) -> tuple[str, str]:
    """Label and help in the words of the project's main template."""
    other = (question.wordings or {}).get(setting.main_template)
    label = other.label if other and other.label else question.label
    help = other.help if other and other.help else question.help
    return say_known(label), say_known(help or "")


def _note(across: str) -> str:
    if across:
        return say("This goes on the list for the next visit with {name}. Notes are welcome.", name=across)
    return say("This goes on the list for the next visit. Notes are welcome.")


def _offers(question: Question, setting: Setting) -> list[tuple[str, Any]]:
    """What can be added with one press: its words, and the line or the row that it adds."""
    knowledge, template = setting.knowledge, setting.main_template
    if question.suggest in ("must", "nice", "out"):
        lines = suggested(knowledge, setting.templates, question.suggest)
        return [(say_known(line), say_known(line)) for line in lines]
    if question.suggest == "measures" and template:
        return [
            (
                say(
                    "{what}: from {start} to {end} {unit}",
                    what=say_known(each.what),
                    start=setting.formats.number(each.from_),
                    end=setting.formats.number(each.to),
                    unit=say_known(each.unit),
                ),
                {
                    "what": say_known(each.what),
                    "from": each.from_,
                    "to": each.to,
                    "unit": say_known(each.unit),
                },
            )
            for each in knowledge.suggestions(template).measures
        ]
    first = next(iter((question.columns or {}).values()), None)
    return [(say_known(chip), {first.key: say_known(chip)}) for chip in first.chips] if first else []
