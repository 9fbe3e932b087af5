"""What is known of replies before they are opened, the label each gets for it, and what is found on opening.

A reply is labelled and never dropped: whoever sent it can be told what became of it.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple


class Label(StrEnum):
    """What a reply is to the round, in the order in which it is asked."""

    DUPLICATE = "duplicate"
    """The same file came before."""

    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"
    """It carries no token of this workspace, or one that somebody changed."""

    OTHER_REQUEST = "other_request"
    OTHER_VERSION = "other_version"
    """It answers what was asked before a correction, or says that it answers something else."""

    LATE = "late"
    REPLACED = "replaced"
    """The same provider handed in a later one in time."""

    OK = "ok"


class Arrived(NamedTuple):
    """A reply as it lies there, sealed or opened."""

    id: uuid.UUID
    sha256: str
    arrived_on: date
    trouble: str
    quote: uuid.UUID | None
    """Whose it is, by its token or by whoever said so; None also where it belongs to another project."""

    request: uuid.UUID | None
    answers: str
    """Hash of what the token was given out for."""

    claims: str
    """Hash of what the file says it answers; empty where somebody said whose it is."""


class Round(NamedTuple):
    """The round that replies are wanted for."""

    request: uuid.UUID
    scope_hash: str
    deadline: date | None


def label_replies(replies: Sequence[Arrived], wanted: Round | None) -> dict[uuid.UUID, Label]:
    """Each reply's label; `replies` in the order they came."""
    found: dict[uuid.UUID, Label] = {}
    seen: set[str] = set()
    newest: dict[uuid.UUID, uuid.UUID] = {}
    for each in replies:
        label = _label(each, wanted, seen)
        seen.add(each.sha256)
        found[each.id] = label
        if label is Label.OK and each.quote is not None:
            if each.quote in newest:
                found[newest[each.quote]] = Label.REPLACED
            newest[each.quote] = each.id
    return found


def _label(each: Arrived, wanted: Round | None, seen: set[str]) -> Label:
    if each.sha256 in seen:
        return Label.DUPLICATE
    if each.trouble:
        return Label.UNREADABLE
    if each.quote is None:
        return Label.OTHER_REQUEST if each.answers else Label.UNKNOWN
    if wanted is None or each.request != wanted.request:
        return Label.OTHER_REQUEST
    if each.answers != wanted.scope_hash or each.claims not in ("", each.answers):
        return Label.OTHER_VERSION
    if wanted.deadline is not None and each.arrived_on > wanted.deadline:
        return Label.LATE
    return Label.OK


class Found(StrEnum):
    """What may be found when a reply is opened."""

    FORMULA = "formula"
    DRAWN = "drawn"
    TWICE = "twice"
    COVERED = "covered"
    CHANGED = "changed"
    MISREAD = "misread"
    AMBIGUOUS = "ambiguous"
    NOT_OFFERED = "not_offered"
    NEGATIVE = "negative"
    CURRENCY = "currency"
    CHANGED_MONEY = "changed_money"
    SUM_LINES = "sum_lines"
    SUM_STAGES = "sum_stages"
    SUM_TAX = "sum_tax"
    ACTIVE = "active"
    REFUSED = "refused"


class Finding(NamedTuple):
    """One thing found: which field or text, what the file says there, and what it should say or shows instead."""

    kind: Found
    key: str = ""
    said: str = ""
    other: str = ""

    def as_json(self) -> dict[str, str]:
        """As it is kept."""
        return {"kind": self.kind.value, "key": self.key, "said": self.said, "other": self.other}


def findings_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """What `as_json` gave; kinds that this version does not know are passed over."""
    known = {each.value for each in Found}
    return tuple(
        Finding(Found(str(each["kind"])), str(each["key"]), str(each["said"]), str(each["other"]))
        for each in kept
        if each.get("kind") in known
    )
