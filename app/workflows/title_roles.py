"""Job titles, one a line, to roles: for the verb, and for whoever reads a rate card."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from app.analysis.titles import RoleGuess, Why, scored, shares
from app.knowledge import load_knowledge
from app.knowledge.fitted import load_group_table, load_role_table, role_of_title
from app.words import say, say_known
from app.words.formats import Formats

VERSION = 1
NUMBER = {"type": "number", "minimum": 0, "maximum": 1}
TEXT_OR_NOTHING = {"type": ["string", "null"]}


class TitleRow(NamedTuple):
    """A title as it was written, and what it was taken for."""

    title: str
    guess: RoleGuess


def told_titles(text: str) -> list[TitleRow]:
    """Every line of `text` with its role; a blank line is an unsure one, so that lines keep their places."""
    lines = text.split("\n")
    lines = lines[:-1] if lines[-1] == "" else lines
    return [TitleRow(line.strip(), role_of_title(line)) for line in lines]


def title_words(row: TitleRow) -> str:
    """One row as a sentence."""
    guess = row.guess
    if guess.role is not None:
        return say(
            "{title}: {role} ({share} sure)", title=row.title, role=_name(guess.role), share=_share(guess)
        )
    if guess.first is not None and guess.second is not None:
        return say(
            "{title}: unsure; perhaps {first} or {second}",
            title=row.title,
            first=_name(guess.first),
            second=_name(guess.second),
        )
    return say("{title}: unsure; {why}", title=row.title, why=_why(guess.why))


def titles_json(rows: list[TitleRow]) -> dict[str, Any]:
    """All rows as the verb prints them; `marketplace` and `group` are what the fitted tables say by themselves."""
    return {"version": VERSION, "titles": [_as_json(row) for row in rows]}


def _as_json(row: TitleRow) -> dict[str, Any]:
    guess = row.guess
    by_label = shares(row.title, load_role_table())
    (label, share), (_, next_share), *_ = by_label.items()
    return {
        "title": row.title,
        "role": guess.role,
        "name": None if guess.role is None else _name(guess.role),
        "confidence": guess.confidence,
        "unsure": guess.role is None,
        "why": guess.why or None,
        "first": guess.first,
        "second": guess.second,
        "rank": guess.rank,
        "found_by": guess.found_by,
        "marketplace": {
            "role": label,
            "share": round(share, 3),
            "unsure": share - next_share < load_role_table().threshold,
        },
        "group": next(iter(scored(row.title, load_group_table()))),
    }


def titles_schema() -> Mapping[str, Any]:
    """JSON Schema of what the verb prints; what it reads is text."""
    row = {
        "type": "object",
        "required": ["title", "role", "confidence", "unsure"],
        "properties": {
            "title": {"type": "string"},
            "role": TEXT_OR_NOTHING,
            "name": TEXT_OR_NOTHING,
            "confidence": NUMBER,
            "unsure": {"type": "boolean"},
            "why": {"enum": [*WHY, None]},
            "first": TEXT_OR_NOTHING,
            "second": TEXT_OR_NOTHING,
            "rank": {"enum": ["junior", "mid", "senior", None]},
            "found_by": {"enum": ["name", "table", "none"]},
            "marketplace": {
                "type": "object",
                "properties": {"role": {"type": "string"}, "share": NUMBER, "unsure": {"type": "boolean"}},
            },
            "group": {"type": "string"},
        },
    }
    return {
        "input": {"type": "string", "description": "UTF-8 text, one job title a line"},
        "output": {
            "type": "object",
            "required": ["version", "titles"],
            "properties": {"version": {"const": VERSION}, "titles": {"type": "array", "items": row}},
        },
    }


WHY: tuple[Why, ...] = ("empty", "rank_only", "two_roles", "no_role", "unknown_words", "close")


def _why(why: Why) -> str:
    told = {
        "empty": say("nothing is written there"),
        "rank_only": say("it says how senior somebody is, not what they do"),
        "no_role": say("it is no role of ours"),
        "unknown_words": say("none of its words is known"),
    }
    return told.get(why, say("several roles fit"))


def _name(role: str) -> str:
    return say_known(load_knowledge().roles.roles[role].name)


def _share(guess: RoleGuess) -> str:
    return Formats().percent(Decimal(str(guess.confidence)))
