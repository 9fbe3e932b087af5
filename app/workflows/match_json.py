"""A ranking as JSON, stable by its version, and the schema of that and of the two files it may be made from."""

from typing import Any

from app.analysis.acceptability import Sureness
from app.analysis.agreement import agreement
from app.analysis.confidence import Confidence
from app.analysis.contrast import Bound, single_changes
from app.analysis.findings import Kind, findings
from app.analysis.gates import Answer
from app.analysis.jobs import Candidate
from app.analysis.kept_trees import schema_of, tree_of
from app.analysis.matching import Match, Strength
from app.queries.match_facts import kept_facts
from app.workflows.matches import Told, Wanted

VERSION = 1
Tree = Any

_TEXT: Tree = {"type": "string"}
_TEXT_OR_NOTHING: Tree = {"type": ["string", "null"]}
_WHOLE: Tree = {"type": "integer"}
_NUMBER: Tree = {"type": "string", "description": "a number as text"}
_LIST: Tree = {"type": "array", "items": _TEXT}


def _object(properties: Tree) -> Tree:
    return {"type": "object", "required": sorted(properties), "properties": properties}


def _listed(properties: Tree) -> Tree:
    return {"type": "array", "items": _object(properties)}


def _words(kind: Any) -> Tree:
    return {"enum": [each.value for each in kind]}


_MATCH: Tree = {
    "provider": _TEXT,
    "name": _TEXT,
    "total": _NUMBER,
    "strength": _words(Strength),
    "confidence": _words(Confidence),
    "gates": _listed(
        {
            "gate": _TEXT,
            "answer": _words(Answer),
            "code": _TEXT,
            "facts": {"type": "object"},
            "waiver": _TEXT_OR_NOTHING,
        }
    ),
    "factors": _listed(
        {"factor": _TEXT, "points": _NUMBER, "weight": _NUMBER, "adds": _NUMBER, "not_known": _LIST}
    ),
    "reasons": _listed(
        {"kind": _words(Kind), "factor": _TEXT_OR_NOTHING, "part": _TEXT_OR_NOTHING, "code": _TEXT}
    ),
}
_STANDING: Tree = {
    "place": _WHOLE,
    "about_equal": {"type": "boolean"},
    "first": _object({"share": {"type": "number"}, "word": _words(Sureness)}),
    "changes": _listed({"factor": _TEXT, "part": _TEXT, "bound": _words(Bound), "value": _TEXT}),
}


def match_schema() -> Tree:
    """JSON Schema of the two files the verb reads and of what it prints."""
    return {
        "input": {
            "brief": schema_of(Wanted),
            "providers": {
                "description": "a JSON list, or one provider a line",
                "type": "array",
                "items": schema_of(Candidate),
            },
        },
        "output": _object(
            {
                "version": {"const": VERSION},
                "engine": _TEXT,
                "on": _TEXT,
                "weights": {"type": "object"},
                "seed": _WHOLE,
                "draws": _WHOLE,
                "considered": _WHOLE,
                "stopped_by": {"type": "object"},
                "agreement": {"anyOf": [{"type": "null"}, _object({"methods": _WHOLE, "agreeing": _WHOLE})]},
                "listed": _listed({**_MATCH, **_STANDING}),
                "ruled_out": _listed({**_MATCH, "only_on": _TEXT_OR_NOTHING}),
            }
        ),
    }


def match_json(told: Told) -> Tree:
    """Everything the ranking says, stable by its version. Nothing in it tells what somebody would charge."""
    leader = told.ranking.ranked[0].match if told.ranking.ranked else None
    together = agreement([item.match for item in told.ranking.ranked])
    return {
        "version": VERSION,
        "engine": told.run.engine,
        "on": told.run.job.on.isoformat(),
        "weights": tree_of(told.run.weights),
        "seed": told.run.seed,
        "draws": told.run.draws,
        "considered": told.considered,
        "stopped_by": dict(told.stopped_by),
        "agreement": None
        if together is None
        else {"methods": together.methods, "agreeing": together.agreeing},
        "listed": [
            {
                **_match(told, item.match),
                "place": item.place,
                "about_equal": item.about_equal,
                "first": _first(told, item.match),
                "changes": _changes(told, item.match, leader),
            }
            for item in told.ranking.ranked
        ],
        "ruled_out": [
            {**_match(told, match), "only_on": match.assessment.eligibility.only_on}
            for match in told.ranking.ruled_out
        ],
    }


def _match(told: Told, match: Match) -> Tree:
    return {
        "provider": str(match.provider),
        "name": told.names.get(str(match.provider), ""),
        "total": format(match.total, "f"),
        "strength": match.strength.value,
        "confidence": match.confidence.value,
        "gates": [
            {
                "gate": one.gate,
                "answer": one.answer.value,
                "code": one.code,
                "facts": kept_facts(one.facts),
                "waiver": one.waiver,
            }
            for one in match.assessment.gates
        ],
        "factors": [
            {
                "factor": item.factor.factor,
                "points": format(item.factor.points, "f"),
                "weight": format(item.weight, "f"),
                "adds": format(item.adds, "f"),
                "not_known": [part.part for part in item.factor.parts if part.missing],
            }
            for item in match.contributions
        ],
        "reasons": [
            {"kind": one.kind.value, "factor": one.factor, "part": one.part, "code": one.code}
            for one in findings(match)
        ],
    }


def _first(told: Told, match: Match) -> Tree:
    assert told.sure is not None, "whoever is listed took part in the draws"
    share, word = told.sure.first[match.provider], told.sure.sureness(match.provider)
    return {"share": round(share, 4), "word": word.value}


def _changes(told: Told, match: Match, leader: Match | None) -> Tree:
    """What single change would put it first; a charge only as a part of its own rates, which tells nobody's price."""
    if leader is None or match is leader:
        return []
    found = single_changes(match, leader, told.run.rules.factors)
    return [
        {
            "factor": one.factor,
            "part": one.part,
            "bound": one.bound.value,
            "value": str(tree_of(one.share if one.part == "price_ratio" else one.value)),
        }
        for one in found
        if one.part != "price_ratio" or one.share is not None
    ]
