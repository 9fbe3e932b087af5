"""What a day or an hour of a role should cost, from what somebody asks: for the verb, one line or many."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, NamedTuple, get_args

from app.analysis.money import Money
from app.analysis.public_rates import Asked, Education, education_of, hourly_rate
from app.analysis.rates import DayRate, public_day_rate
from app.analysis.titles import Rank
from app.domain.errors import DomainError
from app.knowledge import load_knowledge
from app.knowledge.fitted import SENIOR_ROLES, public_rates, role_named, role_of_title
from app.knowledge.role_rates import PUBLIC_TIER, Wanted, day_rate, public_hourly
from app.knowledge.roles import Tier
from app.queries.rate_words import degree_words, public_rates_label
from app.words import say, say_count, say_known
from app.words.formats import Formats

VERSION = 1
TIERS: tuple[Tier, ...] = get_args(Tier)
UNITS = ("day", "hour")
EDUCATIONS: tuple[Education, ...] = get_args(Education)
KNOWN_KEYS = {"title", "education", "years", "price"}


class Question(NamedTuple):
    """What is asked. `known` are hourly prices in dollars of other lines of the same vendor, for on-site US only."""

    tier: Tier
    role: str | None = None
    title: str | None = None
    years: Decimal | None = None
    education: Education | None = None
    unit: Literal["day", "hour"] = "day"
    known: tuple[tuple[Asked, Decimal], ...] = ()


class Answer(NamedTuple):
    """The band in the unit that was asked for, and what it rests on."""

    question: Question
    role: str | None
    level: Rank | None
    rate: DayRate
    reckoned: Asked | None
    """What a public rate was reckoned with."""

    def amounts(self) -> tuple[Decimal, Decimal, Decimal]:
        """P10, P50 and P90, excluding tax."""
        rate = self.rate
        ends = rate.hourly() if self.question.unit == "hour" else (rate.p10, rate.p50, rate.p90)
        p10, p50, p90 = (money.decimal for money in ends)
        return p10, p50, p90


def answer(question: Question) -> Answer:
    """The band; raises DomainError where the role is not known or not to be had there."""
    role, level = _role(question)
    knowledge = load_knowledge()
    if question.tier == PUBLIC_TIER:
        wanted = Wanted(role, question.title, question.years, question.education)
        known_role = knowledge.roles.roles.get(role or "")
        hourly, asked = public_hourly(known_role, wanted)
        if question.known:
            hourly = hourly_rate(asked, public_rates(), question.known)
        return Answer(question, role, level, public_day_rate(hourly), asked)
    rate = day_rate(knowledge, Wanted(role, None, question.years, None, level), question.tier)
    if rate is None:
        name = say_known(knowledge.roles.roles[role or ""].name)
        raise DomainError(say("{role} is not to be had in {tier}.", role=name, tier=question.tier))
    return Answer(question, role, level, rate, None)


def _role(question: Question) -> tuple[str | None, Rank | None]:
    """The role that is meant, and the level that its title says; on site in the US a title is enough by itself."""
    if question.role is not None:
        role = role_named(question.role)
        if role is None:
            raise DomainError(
                say(
                    "There is no role {role}. The ids and names of roles are known, like ROLE-DEV.",
                    role=question.role,
                )
            )
        return role, None
    guess = role_of_title(question.title or "")
    if guess.role is None and question.tier != PUBLIC_TIER:
        raise DomainError(say("It is unsure which role “{title}” is. Name the role.", title=question.title))
    spent = guess.role in SENIOR_ROLES.values()  # its name says "senior" already
    return guess.role, None if spent else guess.rank


def rate_words(told: Answer) -> str:
    """The band and its basis as two sentences."""
    formats = Formats()
    currency = told.rate.p50.currency
    p10, p50, p90 = (formats.money_short(Money.of(amount, currency)) for amount in told.amounts())
    if told.question.unit == "hour":
        band = say(
            "{p50} an hour excl. tax; one in ten is below {p10}, one in ten above {p90}.",
            p10=p10,
            p50=p50,
            p90=p90,
        )
    else:
        band = say(
            "{p50} a day excl. tax; one in ten is below {p10}, one in ten above {p90}.",
            p10=p10,
            p50=p50,
            p90=p90,
        )
    return f"{band}\n{basis_words(told)}"


def basis_words(told: Answer) -> str:
    """What the band rests on."""
    formats = Formats()
    if told.reckoned is None:
        as_of = date.fromisoformat(f"{load_knowledge().roles.rate_basis.as_of}-01")
        return say(
            "Our own indicative band of {month}, no survey; its ends are read as what one in five passes.",
            month=formats.month_year(as_of),
        )
    years, known = formats.number(told.reckoned.years), len(told.question.known)
    degree = degree_words(told.reckoned.education or "bachelor")
    if known:
        return say_count(
            "{label}: {years} years, {degree}, moved by {count} known line of the same vendor.",
            "{label}: {years} years, {degree}, moved by {count} known lines of the same vendor.",
            known,
            label=public_rates_label(),
            years=years,
            degree=degree,
        )
    return say("{label}: {years} years, {degree}.", label=public_rates_label(), years=years, degree=degree)


def rate_json(told: Answer) -> dict[str, Any]:
    """One answer as the verb prints it; amounts have at most the currency's decimal places."""
    p10, p50, p90 = (_number(amount) for amount in told.amounts())
    question, reckoned = told.question, told.reckoned
    return {
        "version": VERSION,
        "role": told.role,
        "title": question.title,
        "tier": question.tier,
        "level": told.level,
        "unit": question.unit,
        "currency": told.rate.p50.currency,
        "p10": p10,
        "p50": p50,
        "p90": p90,
        "basis": told.rate.basis,
        "basis_words": basis_words(told),
        "years": None if reckoned is None or reckoned.years is None else _number(reckoned.years),
        "education": reckoned.education if reckoned else None,
        "known_lines": len(question.known),
    }


def questions_of(text: str) -> list[Question]:
    """One question a line, as JSON; raises DomainError naming the first line that is at fault."""
    questions = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                questions.append(_question(json.loads(line, parse_float=Decimal, parse_constant=_no_number)))
            except (ValueError, ArithmeticError, TypeError, RecursionError) as wrong:
                raise DomainError(
                    say("Line {number} cannot be read: {why}", number=number, why=str(wrong))
                ) from wrong
            except DomainError as wrong:
                raise DomainError(say("Line {number}: {why}", number=number, why=str(wrong))) from wrong
    return questions


def answers_to(questions: list[Question]) -> list[Answer]:
    """All answers, or DomainError for the first question that has none, with its number."""
    answers = []
    for number, question in enumerate(questions, start=1):
        try:
            answers.append(answer(question))
        except DomainError as wrong:
            raise DomainError(say("Line {number}: {why}", number=number, why=str(wrong))) from wrong
    return answers


def education_named(words: str) -> Education:
    """The degree that `words` name; raises DomainError where they name none."""
    named = education_of(words.replace("_", " "))
    if named is None:
        raise DomainError(
            say(
                "There is no degree “{words}” here. Choose one of {names}.",
                words=words,
                names=", ".join(EDUCATIONS),
            )
        )
    return named


def years_named(words: str) -> Decimal:
    """A number of years from 0 to 99; raises ValueError otherwise."""
    try:
        years = Decimal(words)
    except InvalidOperation as wrong:
        raise ValueError(words) from wrong
    if not (years.is_finite() and 0 <= years < 100):
        raise ValueError(words)
    return years


def _question(tree: Any) -> Question:
    if not isinstance(tree, dict) or tree.keys() - Question._fields:
        raise DomainError(say("a line has some of the keys {keys}", keys=", ".join(Question._fields)))
    role, title, tier, unit = (tree.get(key) for key in ("role", "title", "tier", "unit"))
    if tier not in TIERS:
        raise DomainError(say("tier is one of {tiers}", tiers=", ".join(TIERS)))
    if unit not in (None, *UNITS):
        raise DomainError(say("unit is day or hour"))
    if not all(isinstance(one, str) for one in (role, title) if one is not None) or (role is None) == (
        title is None
    ):
        raise DomainError(say("either role or title is given, as text"))
    known = tree.get("known") or []
    if known and tier != PUBLIC_TIER:
        raise DomainError(say("known lines are for {tier} only", tier=PUBLIC_TIER))
    line = _asked({**tree, "title": title or ""})
    return Question(tier, role, title, line.years, line.education, unit or "day", tuple(map(_known, known)))


def _asked(tree: Mapping[str, Any]) -> Asked:
    years, education = tree.get("years"), tree.get("education")
    return Asked(
        str(tree["title"]),
        None if education is None else education_named(str(education)),
        None if years is None else years_named(str(years)),
    )


def _known(tree: Any) -> tuple[Asked, Decimal]:
    if not isinstance(tree, dict) or tree.keys() - KNOWN_KEYS or not {"title", "price"} <= tree.keys():
        raise DomainError(say("a known line has title and price, and may have education and years"))
    price = Decimal(str(tree["price"]))
    if not (price.is_finite() and price > 0):
        raise DomainError(say("a known price is above nothing"))
    return _asked(tree), price


def _no_number(words: str) -> None:
    raise ValueError(words)


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def rates_schema() -> Mapping[str, Any]:
    """JSON Schema of one line in and one line out."""
    amount = {"type": "number", "minimum": 0}
    words = {"type": "string"}
    line = {
        "title": words,
        "education": {"enum": list(EDUCATIONS)},
        "years": amount,
        "price": {"type": "number", "exclusiveMinimum": 0},
    }
    asked = {
        "type": "object",
        "required": ["tier"],
        "oneOf": [{"required": ["role"]}, {"required": ["title"]}],
        "additionalProperties": False,
        "properties": {
            "role": words,
            "title": words,
            "tier": {"enum": list(TIERS)},
            "years": amount,
            "education": {"enum": list(EDUCATIONS)},
            "unit": {"enum": list(UNITS)},
            "known": {
                "type": "array",
                "items": {"type": "object", "required": ["title", "price"], "properties": line},
            },
        },
    }
    nothing = {"type": ["string", "null"]}
    told = {
        "type": "object",
        "required": ["version", "tier", "unit", "currency", "p10", "p50", "p90", "basis", "basis_words"],
        "properties": {
            "version": {"const": VERSION},
            "role": nothing,
            "title": nothing,
            "tier": {"enum": list(TIERS)},
            "level": {"enum": ["junior", "mid", "senior", None]},
            "unit": {"enum": list(UNITS)},
            "currency": words,
            "p10": amount,
            "p50": amount,
            "p90": amount,
            "basis": {"enum": ["indicative", "observed", "public"]},
            "basis_words": words,
            "years": {"type": ["number", "null"]},
            "education": {"enum": [*EDUCATIONS, None]},
            "known_lines": {"type": "integer", "minimum": 0},
        },
    }
    return {"input": asked, "output": told}
