"""The questions of the chosen templates, put into the brief without asking anything twice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Literal

from app.analysis.said import Said
from app.analysis.work import Driver
from app.knowledge.cards import Suggestions
from app.knowledge.pack import Knowledge
from app.knowledge.questions import Feed, Limits, Option, Question, TemplateStep, Validation
from app.knowledge.templates import Template, TemplateQuestion


def template_questions(
    knowledge: Knowledge, templates: Sequence[str], *, only_first: bool = False
) -> tuple[Question, ...]:
    """The questions of `templates` (main one first) for step 7.

    What each template wants asked first comes before everything else, template by template; then
    the rest. A fact that several of them ask is asked once and feeds them all. With `only_first`
    the rest is left out: it is what the owner is asked, and the broker asks the whole.
    """
    rules, step = knowledge.questions.template_step, _step(knowledge)
    keys = [(id, key) for id in templates for key in knowledge.suggestions(id).ask_first]
    if not only_first:
        every = [(id, key) for id in templates for key in _keys(knowledge.template(id))]
        keys = list(dict.fromkeys(keys + every))
    asked: dict[str, Question] = {}
    for id, key in keys:
        question = _question(rules, step, knowledge.template(id), key)
        if question.id in asked:
            first = asked[question.id]
            asked[question.id] = replace(
                first, feeds=(*first.feeds, *question.feeds), limits=_wider(first, question)
            )
        else:
            asked[question.id] = question
    return tuple(asked.values())


def question_of_any(knowledge: Knowledge, id: str) -> tuple[Question, tuple[str, ...]] | None:
    """The question of step 7 with this id and the templates that ask it, whatever is chosen; None for no such."""
    rules, step = knowledge.questions.template_step, _step(knowledge)
    prefix, _, name = id.partition(".")
    home, _, key = name.rpartition(".")
    shared = next((fact.templates for fact in rules.shared if not home and fact.key == key), ())
    templates = (f"TPL-{home}",) if home else shared
    known = [one for one in templates if one in knowledge.templates.templates]
    if prefix != rules.id_prefix or not known or key not in _keys(knowledge.template(known[0])):
        return None
    return _question(rules, step, knowledge.template(known[0]), key), tuple(known)


def driver_values(
    questions: Sequence[Question], answers: Mapping[str, object]
) -> dict[str, dict[str, Decimal]]:
    """The drivers that have been answered, by template and key, for the estimate's jobs.

    An answer that is missing or is no number is left out: the driver then takes its default.
    """
    values: dict[str, dict[str, Decimal]] = {}
    for question in questions:
        number = _number(answers.get(question.id))
        if number is None:
            continue
        for feed in question.feeds:
            if feed.driver:
                values.setdefault(feed.template, {})[feed.key] = number
    return values


def suggested(
    knowledge: Knowledge, templates: Sequence[str], what: Literal["must", "nice", "out"]
) -> tuple[Said, ...]:
    """Must-haves, nice-to-haves or exclusions offered for `templates`, the main one's first, each once."""
    lists = {"must": _must, "nice": _nice, "out": _out}
    return tuple(dict.fromkeys(text for id in templates for text in lists[what](knowledge.suggestions(id))))


def _must(book: Suggestions) -> tuple[Said, ...]:
    return book.must


def _nice(book: Suggestions) -> tuple[Said, ...]:
    return book.nice


def _out(book: Suggestions) -> tuple[Said, ...]:
    return book.out


def _step(knowledge: Knowledge) -> int:
    return next(step.number for step in knowledge.questions.steps if step.template_questions)


def _keys(template: Template) -> tuple[str, ...]:
    return (*template.questions, *template.drivers)


def _question(rules: TemplateStep, step: int, template: Template, key: str) -> Question:
    driver = template.drivers.get(key)
    made = _from_driver(rules, step, driver) if driver else _from_question(step, template.questions[key])
    shared = next((fact for fact in rules.shared if fact.key == key and template.id in fact.templates), None)
    name = key if shared else f"{template.id.removeprefix('TPL-')}.{key}"
    label = shared.question if shared else made.label
    return replace(
        made,
        id=f"{rules.id_prefix}.{name}",
        label=label,
        summary_label=label,
        feeds=(Feed(template.id, key, driver is not None),),
        quality_checks=("K10",),
        remember=shared is not None and shared.remember,
    )


def _from_driver(rules: TemplateStep, step: int, driver: Driver) -> Question:
    plain = Question("", step, driver.question, "choice", driver.question)
    if driver.input == "yes_no":
        options = {"1": Option("1", rules.yes_label), "0": Option("0", rules.no_label)}
        return replace(plain, options=options)
    if driver.input == "scale":
        steps = [str(driver.min + place) for place in range(len(driver.labels))]
        options = {key: Option(key, label) for key, label in zip(steps, driver.labels, strict=True)}
        return replace(plain, options=options)
    return replace(
        plain,
        type="number",
        example=f"{driver.default:f}",
        limits=Limits(min=driver.min, max=driver.max),
        validations=(
            Validation("is_number", rules.number_message),
            Validation("in_range", rules.range_message),
        ),
    )


def _from_question(step: int, source: TemplateQuestion) -> Question:
    labels = source.labels or source.options
    options = {key: Option(key, label) for key, label in zip(source.options, labels, strict=True)}
    return Question(
        id="",
        step=step,
        label=source.question,
        summary_label=source.question,
        type="choice" if options else "text",
        options=options or None,
        private=source.private,
    )


def _wider(one: Question, other: Question) -> Limits:
    """Limits that let through what either template takes; the estimate clamps to each one's own."""
    lows = [question.limits.min for question in (one, other) if question.limits.min is not None]
    highs = [question.limits.max for question in (one, other) if question.limits.max is not None]
    return replace(one.limits, min=min(lows, default=None), max=max(highs, default=None))


def _number(value: object) -> Decimal | None:
    if not isinstance(value, str):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
