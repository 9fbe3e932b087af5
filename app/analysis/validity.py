"""How long a credential holds: from what is printed on it, or from the rule of its type where nothing is.

The last day is worked out from what is on record alone, never from today's date, so it can be stored and asked
for by a hundred thousand rows at once; what it is worth today is `app/analysis/credentials.py`'s.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

ENDLESS_GRACE = 36_500
"""Days of grace of a credential that goes on counting half, such as an old reference."""


@dataclass(frozen=True, slots=True)
class Surveillance:
    """A yearly visit of the certifier; missed by so many months, the certificate no longer holds."""

    every_months: int
    missed_after_months: int


@dataclass(frozen=True, slots=True)
class KindRule:
    """One of several things an entry stands for; None months have no end. `counts` is the share it is worth."""

    months: int | None
    counts: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class NumberRule:
    """The form all numbers of a type have, and an example."""

    pattern: str
    like: str


@dataclass(frozen=True, slots=True)
class ValidityRule:
    """How long one type of credential holds; `kinds` are the things it stands for, the first where none is said.

    With `from_period_end` it runs from the end of the period it tells of, whatever is printed on it; with
    `from_check` the broker's own check is the whole of it, and checking again renews it.
    """

    months: int | None
    kinds: Mapping[str, KindRule] = field(default_factory=dict)
    surveillance: Surveillance | None = None
    from_period_end: bool = False
    from_check: bool = False
    half_after_end: bool = False
    again_for_awards_over: Decimal | None = None
    number: NumberRule | None = None
    person: bool = False

    def kind(self, key: str) -> KindRule:
        """The rule of one kind."""
        first = next(iter(self.kinds.values()), KindRule(self.months))
        return self.kinds.get(key, first)

    def takes_number(self, number: str) -> bool:
        """Whether a number can be one of this type; any can where its form is not known."""
        return not number or self.number is None or re.fullmatch(self.number.pattern, number) is not None


@dataclass(frozen=True, slots=True)
class Written:
    """What is written down of the dates of a credential: `issued` is the period's end where that counts."""

    kind: str = ""
    issued: date | None = None
    ends: date | None = None
    watched: date | None = None
    checked: date | None = None


def last_day(rule: ValidityRule, written: Written) -> date | None:
    """The last day on which it holds; None where it has no end or nobody knows.

    A check that nothing was issued for runs from the day of the check. A surveillance visit that nobody wrote
    down is not taken for a missed one: it is asked for.
    """
    days = [] if written.ends is None else [written.ends]
    months = rule.kind(written.kind).months
    start = written.issued if rule.from_period_end else written.issued or written.checked
    if months is not None and start is not None and (written.ends is None or rule.from_period_end):
        days.append(months_after(start, months))
    if rule.surveillance is not None and written.watched is not None:
        late = rule.surveillance.every_months + rule.surveillance.missed_after_months
        days.append(months_after(written.watched, late))
    return min(days, default=None)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def kept_id(credential: str, kind: str, rule: ValidityRule | None) -> str:
    """The name a credential is counted under: one that counts in part has a name of its own.

    So a SOC 2 report of Type I never stands in for one of Type II, and no rule has to ask which it was.
    """
    if rule is None or kind not in rule.kinds or rule.kinds[kind].counts == 1:
        return credential
    return f"{credential}.{kind}"
