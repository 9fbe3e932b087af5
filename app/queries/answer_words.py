"""An answer as a person reads it: labels instead of keys, amounts and dates written out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from babel import Locale

from app.analysis.money import Money
from app.knowledge import Knowledge
from app.knowledge.answers import empty
from app.knowledge.questions import Column, Option, Question
from app.words import say, say_known
from app.words.formats import Formats

BETWEEN = " · "
MEASURE = {"what", "from", "to", "unit", "by"}
HOURS = {"days", "from", "to"}
"""The columns of a table in which something is counted."""


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """Puts answers into words for one reader and one project's currency."""

    knowledge: Knowledge
    formats: Formats
    currency: str

    def lines(self, question: Question, value: Any) -> tuple[str, ...]:
        """The answer in lines, one for each item or row; none where there is no answer."""
        if empty(value):
            return ()
        return tuple(line for line in _WORDS[question.type](self, question, value) if line)

    def text(self, question: Question, value: Any) -> str:
        """The answer in one piece."""
        return "\n".join(self.lines(question, value))

    def plain(self, question: Question, value: Any) -> Iterable[str]:
        """Text as it was typed."""
        return (str(value),)

    def items(self, question: Question, value: Any) -> Iterable[str]:
        """The lines of a list."""
        return (str(item) for item in value)

    def chosen(self, question: Question, value: Any) -> Iterable[str]:
        """The label of one option."""
        return (self.option(question, value),)

    def several(self, question: Question, value: Any) -> Iterable[str]:
        """The labels of the ticked options, in one line."""
        return (", ".join(self.option(question, key) for key in value),)

    def option(self, question: Question, key: Any) -> str:
        """The label of a key, wherever the question takes its options from."""
        if question.options and key in question.options:
            return say_known(question.options[key].label)
        return self._elsewhere(question.options_from or "", str(key))

    def _elsewhere(self, source: str, key: str) -> str:
        if source == "cards" and key in self.knowledge.cards.cards:
            return say_known(self.knowledge.cards.cards[key].label)
        if source in ("card_templates", "other_templates") and key in self.knowledge.templates.templates:
            return say_known(self.knowledge.templates.templates[key].name)
        if source == "countries":
            return str(Locale.parse(self.formats.locale).territories.get(key, key))
        return key

    def number(self, question: Question, value: Any) -> Iterable[str]:
        """A number in the reader's notation."""
        return (self._number(value),)

    def _number(self, value: Any) -> str:
        try:
            return self.formats.number(Decimal(str(value)))
        except InvalidOperation:
            return str(value)

    def amount(self, question: Question, value: Mapping[str, Any]) -> Iterable[str]:
        """A number and its unit."""
        unit = (question.options or {}).get(value.get("unit") or question.default or "")
        label = say_known(unit.label, currency=self.currency) if unit else ""
        return (" ".join(part for part in (self._number(value.get("amount")), label) if part),)

    def range(self, question: Question, value: Mapping[str, Any]) -> Iterable[str]:
        """A range of money, or its one end."""
        currency = value.get("currency") or self.currency
        low, high = value.get("low_minor"), value.get("high_minor")
        ends = [
            None if end is None else self.formats.money_short(Money(end, currency)) for end in (low, high)
        ]
        if ends[0] and ends[1]:
            return (say("{low} to {high}, excl. tax", low=ends[0], high=ends[1]),)
        if ends[1]:
            return (say("up to {high}, excl. tax", high=ends[1]),)
        return (say("from {low}, excl. tax", low=ends[0]),)

    def day(self, question: Question, value: Any) -> Iterable[str]:
        """A date."""
        return (self._day(value),)

    def _day(self, value: Any) -> str:
        try:
            return self.formats.day(date.fromisoformat(value))
        except (TypeError, ValueError):
            return str(value)

    def rows(self, question: Question, value: Sequence[Mapping[str, Any]]) -> Iterable[str]:
        """A table row by row, its cells in the order of the columns."""
        columns = question.columns or {}
        for row in value:
            cells = {key: self._cell(column, row.get(key)) for key, column in columns.items()}
            if cells.keys() == MEASURE:
                yield _measure(**cells)
            elif cells.keys() == HOURS and cells["from"] and cells["to"]:
                yield say(
                    "{days}, {start} to {end}", days=cells["days"], start=cells["from"], end=cells["to"]
                )
            else:
                yield BETWEEN.join(filter(None, cells.values()))

    def _cell(self, column: Column, value: Any) -> str:
        if empty(value):
            return ""
        match column.type:
            case "number":
                return self._number(value)
            case "date":
                return self._day(value)
            case "choice":
                return _label(column.options, value)
            case "choices":
                return _listed(column.options or {}, value)
        return str(value)

    def levels(self, question: Question, value: Mapping[str, Any]) -> Iterable[str]:
        """Each row of a table of levels with the level chosen."""
        for key, option in (question.options or {}).items():
            if key in value:
                level = _label(question.levels, value[key])
                yield say("{what}: {level}", what=say_known(option.label), level=level)

    def people(self, question: Question, value: Mapping[str, Any]) -> Iterable[str]:
        """Who decides, and who else sees the quotes."""
        yield str(value.get("decides") or "")
        others = [str(name) for name in value.get("see") or () if str(name).strip()]
        if others:
            yield say("Also sees the quotes: {names}", names=", ".join(others))

    def files(self, question: Question, value: Sequence[Mapping[str, Any]]) -> Iterable[str]:
        """The names of the files."""
        return (str(file["name"]) for file in value)


def _measure(*, what: str, to: str, unit: str, by: str, **start: str) -> str:
    """Something to be counted, from what to what, as a phrase; what is not known is left out."""
    span = " ".join(part for part in (to, unit) if part)
    if span and start["from"]:
        span = say("from {start} to {goal}", start=start["from"], goal=span)
    if span and by:
        span = say("{span}, by {day}", span=span, day=by)
    return say("{what}: {figures}", what=what, figures=span or by) if span or by else what


def _listed(options: Mapping[str, Option], chosen: Sequence[Any]) -> str:
    """What is chosen; three or more that follow one another, like days, by the first and the last."""
    places = [place for place, key in enumerate(options) if key in chosen]
    if len(places) == len(chosen) > 2 and places[-1] - places[0] == len(places) - 1:
        keys = tuple(options)
        first, last = (_label(options, keys[place]) for place in (places[0], places[-1]))
        return say("{first} to {last}", first=first, last=last)
    return ", ".join(_label(options, key) for key in chosen)


def _label(options: Mapping[str, Option] | None, key: Any) -> str:
    return say_known(options[key].label) if options and key in options else str(key)


_WORDS: Mapping[str, Callable[[AnswerWords, Question, Any], Iterable[str]]] = {
    "line": AnswerWords.plain,
    "text": AnswerWords.plain,
    "list": AnswerWords.items,
    "card": AnswerWords.chosen,
    "choice": AnswerWords.chosen,
    "choices": AnswerWords.several,
    "number": AnswerWords.number,
    "amount": AnswerWords.amount,
    "money_range": AnswerWords.range,
    "date": AnswerWords.day,
    "rows": AnswerWords.rows,
    "levels": AnswerWords.levels,
    "people": AnswerWords.people,
    "files": AnswerWords.files,
}
