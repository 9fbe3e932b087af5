"""A reading of needs as JSON, stable by its version, and the schema of that."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.analysis.needs import Finding, Rate, Reading, Sum
from app.analysis.needs.words import Span
from app.knowledge import Knowledge, load_knowledge
from app.knowledge.vocabulary import SEAT
from app.words import say_known
from app.workflows.needs import Needs, place_name, skill_name, template_name

VERSION = 1
Tree = dict[str, Any]

_TEXT: Tree = {"type": "string"}
_WHOLE: Tree = {"type": "integer"}
_NUMBER: Tree = {"type": "number"}
_SHARE: Tree = {"type": "number", "minimum": 0, "maximum": 1}
_WHOLE_OR_NOTHING: Tree = {"type": ["integer", "null"]}
_NUMBER_OR_NOTHING: Tree = {"type": ["number", "null"]}
_NAMED: Tree = {"id": _TEXT, "name": _TEXT}
_SPOT: Tree = {"words": _TEXT, "start": _WHOLE, "end": _WHOLE}
_FOUND: Tree = {
    **_SPOT,
    "confidence": _SHARE,
    "polarity": {"enum": ["required", "nice", "excluded", "legacy", "in_place"]},
}
_MONEY: Tree = {
    "low": _NUMBER_OR_NOTHING,
    "high": _NUMBER,
    "currency": {"type": ["string", "null"]},
    **_FOUND,
}
_LISTS: Mapping[str, Tree] = {
    "templates": {**_NAMED, "likeness": _SHARE},
    "skills": {**_NAMED, "level": _WHOLE_OR_NOTHING, "years": _WHOLE_OR_NOTHING, **_FOUND},
    "mentions": {"id": _TEXT, **_FOUND},
    "implied": {"id": _TEXT, "because": {"type": "array", "items": _TEXT}, "reason": _TEXT, "confidence": _SHARE},
    "roles": {**_NAMED, "level": _WHOLE_OR_NOTHING, **_FOUND},
    "rates": {**_MONEY, "per": {"enum": ["hour", "day", "week", "month", "quarter", "year"]}},
    "sums": _MONEY,
    "burdens": {
        "amount": _NUMBER,
        "unit": {"enum": ["hours_week", "money_month"]},
        "currency": {"type": ["string", "null"]},
        **_FOUND,
    },
    "dates": {"first": _TEXT, "last": _TEXT, "sense": {"enum": ["by", "before", "from", "on", "past"]}, **_FOUND},
    "durations": {"low": _NUMBER_OR_NOTHING, "high": _NUMBER, "unit": _TEXT, **_FOUND},
    "places": {**_NAMED, "seat": {"type": "boolean"}, **_FOUND},
    "patterns": {"kind": _TEXT, "days": _NUMBER_OR_NOTHING, **_FOUND},
    "hints": {"kind": _TEXT, **_FOUND},
    "did_you_mean": {"id": _TEXT, "meant": _TEXT, **_SPOT},
    "unknown": _SPOT,
}  # fmt: skip


def needs_schema() -> Tree:
    """JSON Schema of what the verb reads and prints."""
    properties: Tree = {name: {"type": "array", "items": _object(row)} for name, row in _LISTS.items()}
    properties["version"] = {"const": VERSION}
    properties["budget"] = {"anyOf": [{"type": "null"}, _object(_MONEY)]}
    properties["missing"] = {"type": "array", "items": _TEXT}
    return {
        "input": {"type": "string", "description": "UTF-8 text, a description in plain words"},
        "output": _object(properties),
    }


def _object(properties: Tree) -> Tree:
    return {"type": "object", "required": sorted(properties), "properties": properties}


def needs_json(needs: Needs) -> Tree:
    """Everything that was understood. `start` and `end` count the characters of the text."""
    known, reading = load_knowledge(), needs.reading
    return {
        "version": VERSION,
        "templates": [
            {"id": kind.kind, "name": template_name(known, kind.kind), "likeness": kind.likeness}
            for kind in needs.kinds
        ],
        **_skills(known, reading),
        **_constraints(known, reading),
        "did_you_mean": [
            *({"id": one.skill, "meant": one.meant, **_spot(one.words, one.span)} for one in reading.typos),
            *(
                {"id": one.skill, "meant": skill_name(known, one.skill), **_spot(one.words, one.span)}
                for one in reading.unsure
            ),
        ],
        "unknown": [_spot(one.words, one.span) for one in reading.unknown],
        "missing": list(reading.absent()),
    }


def _skills(known: Knowledge, reading: Reading) -> Tree:
    return {
        "skills": [
            {"id": one.value, "name": skill_name(known, one.value), "level": one.level, "years": one.years}
            | _found(one)
            for one in reading.needs()
        ],
        "mentions": [{"id": one.value, **_found(one)} for one in reading.skills],
        "implied": [
            {
                "id": one.skill,
                "because": list(one.because),
                "reason": one.reason,
                "confidence": one.confidence,
            }
            for one in reading.implied
        ],
        "roles": [
            {"id": one.value, "name": say_known(known.roles.roles[one.value].name), "level": one.level}
            | _found(one)
            for one in reading.roles
        ],
    }


def _constraints(known: Knowledge, reading: Reading) -> Tree:
    return {
        "budget": None if reading.budget is None else _money(reading.budget),
        "rates": [_money(one) | {"per": one.value.per} for one in reading.rates],
        "sums": [_money(one) for one in reading.sums],
        "burdens": [
            {"amount": _number(one.value.amount), "unit": one.value.unit, "currency": one.value.currency}
            | _found(one)
            for one in reading.burdens
        ],
        "dates": [
            {"first": one.value.first.isoformat(), "last": one.value.last.isoformat()}
            | {"sense": one.value.sense, **_found(one)}
            for one in reading.dates
        ],
        "durations": [
            {"low": _number(one.value.low), "high": _number(one.value.high), "unit": one.value.unit}
            | _found(one)
            for one in reading.durations
        ],
        "places": [
            {"id": one.value.removeprefix(SEAT), "name": place_name(known, one.value)}
            | {"seat": one.value.startswith(SEAT), **_found(one)}
            for one in reading.places
        ],
        "patterns": [
            {"kind": one.value.kind, "days": _number(one.value.days)} | _found(one)
            for one in reading.patterns
        ],
        "hints": [{"kind": one.value} | _found(one) for one in reading.hints],
    }


def _found(one: Finding[Any]) -> Tree:
    return {**_spot(one.words, one.span), "confidence": one.confidence, "polarity": one.polarity}


def _spot(words: str, span: Span) -> Tree:
    return {"words": words, "start": span[0], "end": span[1]}


def _money(one: Finding[Any]) -> Tree:
    value: Sum | Rate = one.value
    return {"low": _number(value.low), "high": _number(value.high), "currency": value.currency} | _found(one)


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
