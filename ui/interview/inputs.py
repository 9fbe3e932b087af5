"""The input of every type of question, generated from the schema and from nothing else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from babel import Locale
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from app.knowledge.answers import Problem
from app.knowledge.pack import Knowledge
from app.knowledge.questions import Column, Option, Question, QuestionType
from app.knowledge.told import READ_FROM
from app.words import say, say_known
from app.words.formats import Formats
from ui.interview.answer_input import AnswerInput, plain
from ui.interview.levels import LevelsField
from ui.interview.people import PeopleField
from ui.interview.several import PickSeveral
from ui.interview.sums import AmountField, RangeField
from ui.interview.times import DaysField, TimeField, read_time
from ui.interview.vague import MUST
from ui.interview.word_marks import WordMarks
from ui.widgets.choices import CheckList, RadioList
from ui.widgets.choices import Option as Choosable
from ui.widgets.field import Field
from ui.widgets.fields import DateField, NumberEdit, TextField
from ui.widgets.growing_text import GrowingText
from ui.widgets.kind_cards import kind_cards, other_templates, template_options
from ui.widgets.list_editor import ListEditor
from ui.widgets.rows_editor import Cell, RowsColumn, RowsEditor

ACROSS_LETTERS = 44
"""Options that take no more letters than this together stand side by side."""

ALONE = "none"
"""The key of "None of these" among options that can be ticked together."""

SHARES: Mapping[str, int] = {"line": 3, "choice": 3, "choices": 4, "number": 1, "date": 1, "time": 1}
"""How wide the columns of a table of answers are against one another."""

SUBJECT = 2
"""How much more the first column gets where others hold numbers: it says what is counted."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What inputs need beside their question: formats, the day, and the project's currency and kind."""

    knowledge: Knowledge
    formats: Formats
    today: Callable[[], date]
    currency: str
    card: str
    templates: tuple[str, ...]

    @property
    def main_template(self) -> str:
        """The template the project mainly follows; empty for "something else"."""
        return self.templates[0] if self.templates else ""


def make_input(question: Question, setting: Setting) -> AnswerInput:
    """The input of `question`, showing no answer yet."""
    made = _MAKERS[question.type](question, setting)
    made.field.setObjectName(question.id)
    return made


def options_of(question: Question, setting: Setting) -> tuple[Choosable, ...]:
    """What may be chosen, wherever the question takes it from."""
    if question.options is not None:
        return _choosable(question.options, setting.currency)
    cards = setting.knowledge.cards.cards
    if question.options_from == "card_templates":
        return template_options(setting.knowledge, cards.get(setting.card))
    return ()


def _choosable(options: Mapping[str, Option], currency: str) -> tuple[Choosable, ...]:
    return tuple(
        Choosable(key, say_known(option.label, currency=currency), say_known(option.hint or ""))
        for key, option in options.items()
    )


def _pairs(options: Mapping[str, Option] | None, currency: str) -> tuple[tuple[str, str], ...]:
    return tuple((each.key, each.words) for each in _choosable(options or {}, currency))


def _whole(field: Field) -> Callable[[Problem], QWidget]:
    """Problems of a single input are at the input itself."""
    return lambda _: field.target()


def _line(question: Question, setting: Setting) -> AnswerInput:
    line = TextField(placeholder=_example(question))
    return AnswerInput(
        line, lambda: line.value() or None, lambda text: line.set_value(text or ""), _whole(line)
    )


def _example(question: Question) -> str:
    return say("For example “{example}”", example=say_known(question.example)) if question.example else ""


def _text(question: Question, setting: Setting) -> AnswerInput:
    text = GrowingText(lines=5 if question.limits.max_words else 2, decorate=_marks(question))
    return AnswerInput(
        text, lambda: text.value() or None, lambda told: text.set_value(told or ""), _whole(text)
    )


def _marks(question: Question) -> Callable[[QTextDocument], WordMarks] | None:
    """What marks the words of an answer that are read."""
    return partial(WordMarks, vague=question.id == MUST) if question.id in READ_FROM else None


def _list(question: Question, setting: Setting) -> AnswerInput:
    editor = ListEditor(decorate=_marks(question))

    def place(problem: Problem) -> QWidget:
        filled = [box for box in editor.boxes() if box.toPlainText().strip()]
        at = problem.row or 0
        return filled[at] if at < len(filled) else editor.target()

    return AnswerInput(
        editor, lambda: list(editor.value()) or None, lambda v: editor.set_value(v or ()), place
    )


def _card(question: Question, setting: Setting) -> AnswerInput:
    cards = kind_cards(setting.knowledge, name=say_known(question.label))
    return AnswerInput(
        cards, lambda: cards.value() or None, lambda key: cards.set_value(key or ""), _whole(cards)
    )


def _choice(question: Question, setting: Setting) -> AnswerInput:
    options = options_of(question, setting)
    letters = sum(len(option.words) for option in options)
    hinted = any(option.help for option in options)
    radio = RadioList(options, across=letters <= ACROSS_LETTERS and not hinted)
    return AnswerInput(
        radio, lambda: radio.value() or None, lambda key: radio.set_value(key or ""), _whole(radio)
    )


def _choices(question: Question, setting: Setting) -> AnswerInput:
    if question.options_from is not None:
        several = PickSeveral(_long_list(question, setting), blank=say("Choose"))
        return AnswerInput(several, lambda: list(several.value()) or None, several.set_value, _whole(several))
    ticks = CheckList(options_of(question, setting), alone=ALONE)
    return AnswerInput(
        ticks, lambda: list(ticks.value()) or None, lambda v: ticks.set_value(v or ()), _whole(ticks)
    )


def _long_list(question: Question, setting: Setting) -> Sequence[tuple[str, str]]:
    if question.options_from == "countries":
        names = Locale.parse(setting.formats.locale).territories
        countries = [(key, str(name)) for key, name in names.items() if len(key) == 2 and key.isalpha()]
        return sorted(countries, key=lambda pair: pair[1].casefold())
    card = setting.knowledge.cards.cards.get(setting.card)
    return other_templates(setting.knowledge, card, setting.main_template)


def _number(question: Question, setting: Setting) -> AnswerInput:
    number = NumberEdit(setting.formats)
    return AnswerInput(
        number, lambda: _typed(number), lambda text: number.set_value(_decimal(text)), _whole(number)
    )


def _date(question: Question, setting: Setting) -> AnswerInput:
    day = DateField(setting.today, setting.formats)
    return AnswerInput(day, lambda: _typed(day), lambda text: day.set_value(_day(text)), _whole(day))


def _amount(question: Question, setting: Setting) -> AnswerInput:
    field = AmountField(_pairs(question.options, setting.currency), question.default or "", setting.formats)
    return AnswerInput(field, field.answer, field.show_answer, _whole(field))


def _range(question: Question, setting: Setting) -> AnswerInput:
    field = RangeField(setting.currency, setting.formats)
    return AnswerInput(field, field.answer, field.show_answer, _whole(field))


def _levels(question: Question, setting: Setting) -> AnswerInput:
    field = LevelsField(
        dict(_pairs(question.options, setting.currency)), dict(_pairs(question.levels, setting.currency))
    )
    return AnswerInput(field, lambda: field.value() or None, field.set_value, _whole(field))


def _people(question: Question, setting: Setting) -> AnswerInput:
    field = PeopleField()
    return AnswerInput(field, field.answer, field.show_answer, _whole(field))


def _rows(question: Question, setting: Setting) -> AnswerInput:
    columns = question.columns or {}
    extra = SUBJECT if any(column.type == "number" for column in columns.values()) else 0
    editor = RowsEditor(
        tuple(
            _column(column, setting, extra=0 if at else extra) for at, column in enumerate(columns.values())
        ),
        setting.formats,
        name=say_known(question.label),
        add_words=say("Add another"),
    )

    def read() -> list[dict[str, Any]] | None:
        rows = [
            {key: _typed(field) for key, field in cells.items() if _typed(field) is not None}
            for cells in editor.cells()
        ]
        return rows if any(rows) else None

    def show(rows: Any) -> None:
        editor.set_value([_cells(columns, row) for row in rows or ()])

    def place(problem: Problem) -> QWidget:
        cells = editor.cells()[problem.row or 0]
        return cells[problem.column or next(iter(columns))].target()

    return AnswerInput(editor, read, show, place)


def _column(column: Column, setting: Setting, *, extra: int) -> RowsColumn:
    example = say_known(column.example) if column.example else ""
    if not example and column.chips:
        example = say_known(column.chips[0])
    options = _choosable(column.options or {}, setting.currency)
    makers: dict[str, Callable[[], Field]] = {
        "date": lambda: DateField(setting.today, setting.formats, chars=11),
        "time": TimeField,
        "choices": lambda: DaysField(options, across=True),
    }
    kinds = {"number": Cell.NUMBER, "choice": Cell.CHOICE}
    return RowsColumn(
        key=column.key,
        title=say_known(column.label),
        cell=kinds.get(column.type, Cell.TEXT),
        share=SHARES[column.type] + extra,
        options=tuple((option.key, option.words) for option in options),
        example=example,
        make=makers.get(column.type),
    )


def _cells(columns: Mapping[str, Column], row: Mapping[str, Any]) -> dict[str, Any]:
    """A kept row as the inputs of its cells take it."""
    from_plain: dict[str, Callable[[Any], Any]] = {"number": _decimal, "date": _day, "time": _time}
    return {
        key: from_plain.get(columns[key].type, lambda value: value)(value)
        for key, value in row.items()
        if key in columns
    }


def _typed(field: Any) -> Any:
    """The value of an input as plain JSON; text it could not read as it was typed; None for nothing."""
    value = field.value()
    if value is None:
        return str(field.draft()).strip() or None
    return plain(value) or None if isinstance(value, str | tuple) else plain(value)


def _decimal(text: Any) -> Decimal | None:
    try:
        return Decimal(text)
    except (InvalidOperation, TypeError, ValueError):
        return None


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def _time(text: Any) -> time | None:
    return read_time(text).value if isinstance(text, str) else None


Maker = Callable[[Question, Setting], AnswerInput]

_MAKERS: Mapping[QuestionType, Maker] = {
    "line": _line,
    "text": _text,
    "list": _list,
    "card": _card,
    "choice": _choice,
    "choices": _choices,
    "number": _number,
    "amount": _amount,
    "money_range": _range,
    "date": _date,
    "rows": _rows,
    "levels": _levels,
    "people": _people,
}
"""Every type but "files", which are kept the moment they are given (`ui.interview.files`)."""
