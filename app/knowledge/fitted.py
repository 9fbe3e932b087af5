"""The fitted tables in `resources/knowledge/fitted`: numbers learned from openly licensed data, checked and kept.

Each table has a card beside it (`titles_roles.json` beside `titles_roles.npz`) that says what it was made from,
under which licence, when, how and from how much, and the hash of its bytes. `fitting/` makes both; nothing here learns.
numpy is imported with the first table, so that a start does not wait for it.
"""

import hashlib
import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from app.analysis import title_features
from app.analysis.public_rates import PublicRates, Spread
from app.analysis.titles import Rank, RoleGuess, TitleNames, TitleTable, folded, role_of
from app.knowledge.broken import BrokenKnowledge
from app.knowledge.pack import load_knowledge
from app.knowledge.resources import resource
from app.knowledge.roles import Roles

FOLDER = ("knowledge", "fitted")
SENIOR_ROLES = {"ROLE-DEV": "ROLE-DEVS"}
"""`title_rules.rank.effect`: a senior with a developer's title is another role."""
Card = Mapping[str, Any]


def read_card(path: Path) -> Card:
    """The card of a table; raises BrokenKnowledge where it cannot be read."""
    try:
        card: Card = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as wrong:
        raise BrokenKnowledge("the card cannot be read", file=str(path)) from wrong
    return card


def fitted_card(name: str) -> Card:
    """The card of a table that ships."""
    return read_card(resource(*FOLDER, f"{name}.json"))


def load_title_table(name: str, folder: Path | None = None) -> TitleTable:
    """The table `titles_<name>`; raises BrokenKnowledge where it is missing, altered or of another version."""
    import numpy as np  # noqa: PLC0415

    path = (folder or resource(*FOLDER)) / f"titles_{name}.npz"
    card = read_card(path.with_suffix(".json"))
    try:
        content = path.read_bytes()
    except OSError as wrong:
        raise BrokenKnowledge("the table cannot be read", file=str(path)) from wrong
    if hashlib.sha256(content).hexdigest() != card["sha256"]:
        raise BrokenKnowledge("the table is not what its card describes", file=str(path))
    if card["features"] != title_features.VERSION:
        raise BrokenKnowledge("the table was fitted on other features", file=str(path))
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return TitleTable(
            reads=card["reads"],
            labels=tuple(card["labels"]),
            weights=arrays["weights"],
            scale=arrays["scale"],
            bias=arrays["bias"],
            rarity=arrays["rarity"],
            words=frozenset(map(int, arrays["words"])),
            threshold=card["threshold"],
        )


@cache
def load_role_table() -> TitleTable:
    """Titles to the seventeen roles of a public marketplace."""
    return load_title_table("roles")


@cache
def load_group_table() -> TitleTable:
    """Titles to the groups of a public crosswalk of labour categories."""
    return load_title_table("groups")


@cache
def marketplace_roles() -> Mapping[str, str]:
    """From the marketplace's roles to ours."""
    roles: Mapping[str, str] = fitted_card("marketplace_roles")["roles"]
    return roles


@cache
def skill_use() -> Mapping[str, float]:
    """How widely a skill is used: share of the occupations that list it plus share of the briefs that ask for it."""
    return {skill: float(share) for skill, share in fitted_card("skill_use")["share"].items()}


@cache
def public_rates() -> PublicRates:
    """What public contracts paid by title, education and experience."""
    return rates_of(fitted_card("rates_us"))


def rates_of(card: Card) -> PublicRates:
    """Rates from their card."""
    return PublicRates(
        intercept=card["intercept"],
        coefficients=card["coefficients"],
        spread={int(count): Spread(**ends) for count, ends in card["spread"].items()},
        own_lines=card["own_lines"],
        label=card["label"],
    )


def title_names(roles: Roles) -> TitleNames:
    """The names of roles as titles are compared; of a name with a stroke, also each part of two words or more."""
    rules = roles.title_rules
    by_name: dict[str, str] = {}
    for role in roles.roles.values():
        parts = (part for part in map(folded, role.name.split("/")) if " " in part)
        for name in (folded(role.name), *parts, *map(folded, role.titles)):
            by_name.setdefault(name, role.id)
    ranks: tuple[tuple[Rank, tuple[str, ...]], ...] = (
        ("junior", rules.rank.junior),
        ("mid", rules.rank.mid),
        ("senior", rules.rank.senior),
    )
    return TitleNames(
        roles=by_name,
        ranks={folded(word): rank for rank, words in ranks for word in words},
        bare=frozenset(map(folded, rules.bare)),
        not_it=tuple(map(folded, rules.not_it)),
        seniors=SENIOR_ROLES,
    )


@cache
def _names() -> TitleNames:
    return title_names(load_knowledge().roles)


def role_of_title(title: str) -> RoleGuess:
    """The standard role of a job title, or unsure; never raises for any text."""
    return role_of(title, _names(), load_role_table, marketplace_roles())


def role_named(words: str) -> str | None:
    """The id of the role that goes by an id ("ROLE-DEV", "dev") or a name; None where there is none."""
    roles = load_knowledge().roles.roles
    ids = (words.strip().upper(), f"ROLE-{words.strip().upper()}")
    return next((id for id in ids if id in roles), _names().roles.get(folded(words)))
