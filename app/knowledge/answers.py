"""Answers against the schema: which questions show, what is wrong with a value, what the rules read.

Everything here is pure: the day, the answers and the way a date is written are handed in.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from app.analysis.conditions import Condition, weigh
from app.knowledge.questions import Interview, Question, SourcingSource, Validation
from app.words import say_known

CONFIRMED = "needs.confirmed"
"""Beside the answers, and nobody's question: the skills that somebody confirmed as needed."""

MEGABYTE = 1_000_000

BUDGET, BUDGET_SHOWN, TOP_ONLY = "b10.budget", "b10.show", "top"
"""The range in mind, the question whether providers are told it, and the answer that only its top is."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an answer, said to the person who typed it, and where in it."""

    message: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """What a check may look at beside the value itself.

    `unknown`: "I don't know yet" is ticked, so a missing value is no problem but a malformed one is.
    """

    today: date
    answers: Mapping[str, Any] = field(default_factory=dict)
    unknown: bool = False
    show_day: Callable[[date], str] = date.isoformat


def visible(question: Question, answers: Mapping[str, Any]) -> bool:
    """Whether the question is asked, given the other answers.

    It shows unless `hide_if` is known to hold, and where it has a `show_if` only once that is.
    """
    shown = question.show_if is None or _known(question.show_if, answers)
    return shown and not _known(question.hide_if, answers)


def preset(question: Question, answers: Mapping[str, Any]) -> str | None:
    """The value to fill in before the first answer: by the answers so far, else the default."""
    return next((rule.value for rule in question.presets if _known(rule.when, answers)), question.default)


def required(question: Question, answers: Mapping[str, Any]) -> bool:
    """Whether an answer (or "I don't know yet") is needed to go on."""
    return question.required or _known(question.required_if, answers)


def problems(question: Question, value: Any, context: AnswerContext) -> tuple[Problem, ...]:
    """Every rule the value breaks, in the order of the schema; empty where it may be kept.

    An empty value breaks only `required`, and not even that with "I don't know yet" ticked.
    """
    if empty(value):
        if context.unknown or not required(question, context.answers):
            return ()
        rules = [rule for rule in question.validations if rule.rule in ("required", "every_level")]
        return tuple(_problem(rules[0], item=_first_option(question)) for rule in rules[:1])
    found: list[Problem] = []
    for rule in question.validations:
        if rule.rule == "column_required" and context.unknown:
            continue
        check = _CHECKS.get(rule.rule)
        if check is not None:
            found.extend(check(question, rule, value, context))
    return tuple(found)


def empty(value: Any) -> bool:
    """Nothing was typed: no text, no rows, no key, no amount."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(empty(part) for key, part in value.items() if key not in ("currency", "unit"))
    if isinstance(value, Sequence):
        return all(empty(part) for part in value)
    return value is None


def provider_sees(question: Question, answers: Mapping[str, Any]) -> bool:
    """Whether providers are told the answer: nothing private, and of the budget what the owner lets them see."""
    if question.id == BUDGET:
        return answers.get(BUDGET_SHOWN) in ("yes", TOP_ONLY)
    return not question.private


def told_to_provider(question: Question, value: Any, answers: Mapping[str, Any]) -> Any:
    """The part of an answer that providers are told; None where they are told nothing."""
    if not provider_sees(question, answers):
        return None
    if question.id == BUDGET and answers.get(BUDGET_SHOWN) == TOP_ONLY and isinstance(value, Mapping):
        return {**value, "low_minor": None}
    return value


def answered(question: Question, value: Any, unknown: bool) -> bool:
    """Done for the task list: a value, or "I don't know yet" where that is an answer."""
    return not empty(value) or (unknown and question.allow_unknown)


def sourcing_inputs(
    interview: Interview, answers: Mapping[str, Any]
) -> dict[str, bool | Decimal | str | None]:
    """What the answers say to the sourcing rules; an input nobody has answered is None (unknown).

    Inputs that the estimate, the readiness check and the budget give are not in it.
    """
    known: dict[str, bool | Decimal | str | None] = {}
    for name, source in interview.ready.inputs.items():
        if source.source == "asked" and source.question is not None:
            question = interview.ready.questions[source.question]
            known[name] = _input(question, answers.get(source.question, question.default), source)
        elif source.source == "derived":
            known[name] = _derived(source, answers.get(source.derived_from or ""))
    return known


def _input(question: Question, value: Any, source: SourcingSource) -> bool | Decimal | str | None:
    if not isinstance(value, str):
        return None
    if question.options is not None and set(question.options) == {"yes", "no"}:
        return value == "yes"
    number = _decimal(value)
    if number is None:
        return value or None
    return number / source.divide_by if source.divide_by else number


def _derived(source: SourcingSource, value: Any) -> Decimal | str | None:
    if empty(value):
        return None
    if source.count:
        return Decimal(sum(1 for row in value if not empty(row)))
    table = source.table or {}
    keys = [value] if isinstance(value, str) else list(value)
    told = [key for key in table if key in keys]
    return table[told[-1]] if told else None


def _known(condition: Condition | None, answers: Mapping[str, Any]) -> bool:
    """Most questions have no condition: what it would read is only worked out for the few that have."""
    return condition is not None and weigh(condition, inputs_of(answers)).holds


def inputs_of(answers: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    """Answers under the names that expressions use; only keys and lists of keys take part."""
    inputs: dict[str, str | tuple[str, ...]] = {}
    for id, value in answers.items():
        name = id.replace(".", "_").replace("-", "_")
        if isinstance(value, str):
            inputs[name] = value
        elif isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
            inputs[name] = tuple(value)
    return inputs


def _decimal(text: Any) -> Decimal | None:
    try:
        number = Decimal(text)
    except (InvalidOperation, TypeError, ValueError):
        return None
    return number if number.is_finite() else None


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def _ordered(text: Any) -> date | time | None:
    """A day or a time of day, so that two of them can be compared."""
    day = _day(text)
    if day is not None:
        return day
    try:
        return time.fromisoformat(text.zfill(5))
    except (AttributeError, ValueError):
        return None


def _problem(rule: Validation, row: int | None = None, **values: object) -> Problem:
    return Problem(say_known(rule.message, **values), row, rule.column)


def _first_option(question: Question) -> str:
    return say_known(next(iter(question.options.values())).label) if question.options else ""


def _words(text: str) -> int:
    return len(text.split())


def _short(text: str) -> str:
    words = text.split()
    return text.strip() if len(words) <= 6 else " ".join(words[:6]) + " …"


Check = Callable[[Question, Validation, Any, AnswerContext], Iterator[Problem]]


def _min_chars(question: Question, rule: Validation, value: Any, context: AnswerContext) -> Iterator[Problem]:
    limit = question.limits.min_chars or 0
    if len(value.strip()) < limit:
        yield _problem(rule, limit=limit)


def _max_chars(question: Question, rule: Validation, value: Any, context: AnswerContext) -> Iterator[Problem]:
    limit = question.limits.max_chars
    if limit is not None and len(value.strip()) > limit:
        yield _problem(rule, limit=limit)


def _max_words(question: Question, rule: Validation, value: Any, context: AnswerContext) -> Iterator[Problem]:
    limit = question.limits.max_words
    if limit is not None and _words(value) > limit:
        yield _problem(rule, limit=limit)


def _min_items(question: Question, rule: Validation, value: Any, context: AnswerContext) -> Iterator[Problem]:
    limit = question.limits.min_items or 0
    if sum(1 for item in value if not empty(item)) < limit:
        yield _problem(rule, limit=limit)


def _max_items(question: Question, rule: Validation, value: Any, context: AnswerContext) -> Iterator[Problem]:
    limit = question.limits.max_items
    if limit is not None and sum(1 for item in value if not empty(item)) > limit:
        yield _problem(rule, limit=limit)


def _item_words(
    question: Question, rule: Validation, value: Any, context: AnswerContext
) -> Iterator[Problem]:
    limit = question.limits.item_max_words
    for row, item in enumerate(value):
        if limit is not None and _words(item) > limit:
            yield _problem(rule, row, item=_short(item), limit=limit)


def _plain_number(value: Any) -> Any:
    return value.get("amount") if isinstance(value, Mapping) else value


def _is_number(question: Question, rule: Validation, value: Any, context: AnswerContext) -> Iterator[Problem]:
    if _decimal(_plain_number(value)) is None:
        yield _problem(rule, example=question.example or "6")


def _in_range(question: Question, rule: Validation, value: Any, context: AnswerContext) -> Iterator[Problem]:
    number, limits = _decimal(_plain_number(value)), question.limits
    if number is None:
        return
    low = limits.min is not None and number < limits.min
    high = limits.max is not None and number > limits.max
    if low or high:
        yield _problem(rule, least=limits.min, most=limits.max)


def _is_date(question: Question, rule: Validation, value: Any, context: AnswerContext) -> Iterator[Problem]:
    if _day(value) is None:
        yield _problem(rule)


def _after_today(
    question: Question, rule: Validation, value: Any, context: AnswerContext
) -> Iterator[Problem]:
    day = _day(value)
    if day is not None and day <= context.today:
        yield _problem(rule)


def _not_after(question: Question, rule: Validation, value: Any, context: AnswerContext) -> Iterator[Problem]:
    day, other = _day(value), _day(context.answers.get(rule.other or ""))
    if day is not None and other is not None and day >= other:
        yield _problem(rule, other=context.show_day(other))


def _is_amount(question: Question, rule: Validation, value: Any, context: AnswerContext) -> Iterator[Problem]:
    amounts = [value.get("low_minor"), value.get("high_minor")]
    given = [amount for amount in amounts if amount is not None]
    if any(type(amount) is not int or amount < 0 for amount in given) or not any(given):
        yield _problem(rule)


def _high_over_low(
    question: Question, rule: Validation, value: Any, context: AnswerContext
) -> Iterator[Problem]:
    low, high = value.get("low_minor"), value.get("high_minor")
    if type(low) is int and type(high) is int and high <= low:
        yield _problem(rule)


def _rows(value: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    return ((place, row) for place, row in enumerate(value) if not empty(row))


def _column_required(
    question: Question, rule: Validation, value: Any, context: AnswerContext
) -> Iterator[Problem]:
    for place, row in _rows(value):
        if empty(row.get(rule.column or "")):
            yield _problem(rule, place, item=_short(str(row.get(rule.other or "") or "")))


def _column_number(
    question: Question, rule: Validation, value: Any, context: AnswerContext
) -> Iterator[Problem]:
    for place, row in _rows(value):
        cell = row.get(rule.column or "")
        if not empty(cell) and _decimal(cell) is None:
            yield _problem(rule, place)


def _column_order(
    question: Question, rule: Validation, value: Any, context: AnswerContext
) -> Iterator[Problem]:
    for place, row in _rows(value):
        cell = row.get(rule.column or "")
        if empty(cell):
            continue
        end, start = _ordered(cell), _ordered(row.get(rule.other or ""))
        if end is None or (type(end) is type(start) and end < start):  # type: ignore[operator]
            yield _problem(rule, place)


def _column_after(
    question: Question, rule: Validation, value: Any, context: AnswerContext
) -> Iterator[Problem]:
    for place, row in _rows(value):
        end, start = _ordered(row.get(rule.column or "")), _ordered(row.get(rule.other or ""))
        if end is not None and type(end) is type(start) and end <= start:  # type: ignore[operator]
            yield _problem(rule, place)


def _levels(question: Question, rule: Validation, value: Any, context: AnswerContext) -> Iterator[Problem]:
    for place, (key, option) in enumerate((question.options or {}).items()):
        if value.get(key) not in (question.levels or {}) and not context.unknown:
            yield _problem(rule, place, item=say_known(option.label))


def _max_bytes(question: Question, rule: Validation, value: Any, context: AnswerContext) -> Iterator[Problem]:
    limit = question.limits.max_bytes or 0
    for place, file in enumerate(value):
        if file["size"] > limit:
            size = -(-file["size"] // MEGABYTE)
            yield _problem(rule, place, item=file["name"], size=size, limit=limit // MEGABYTE)


def _decider(question: Question, rule: Validation, value: Any, context: AnswerContext) -> Iterator[Problem]:
    """Of a people picker only the name of who decides is required, whoever else may see the quotes."""
    if question.type == "people" and empty(value.get("decides")) and not context.unknown:
        yield _problem(rule)


_CHECKS: dict[str, Check] = {
    "required": _decider,
    "min_chars": _min_chars,
    "max_chars": _max_chars,
    "max_words": _max_words,
    "min_items": _min_items,
    "max_items": _max_items,
    "item_max_words": _item_words,
    "is_number": _is_number,
    "in_range": _in_range,
    "is_date": _is_date,
    "after_today": _after_today,
    "not_after": _not_after,
    "high_over_low": _high_over_low,
    "is_amount": _is_amount,
    "column_required": _column_required,
    "column_is_number": _column_number,
    "column_in_order": _column_order,
    "column_after": _column_after,
    "every_level": _levels,
    "max_bytes": _max_bytes,
}
