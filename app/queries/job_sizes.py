"""What a job is made of: its packages, roles and places in three points, and how sure the whole is.

For the owner and the broker alone: the reserve and the likely cost are never told to a provider.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy.orm import Session

from app.analysis.estimate import P90_DEVIATIONS, Estimate, rounded_cost, rounded_effort
from app.analysis.money import Money
from app.analysis.work import NOTHING, ZERO, Effort
from app.queries.estimates import reading
from app.queries.provider_words import role_name, template_name
from app.words import say, say_known
from app.words.formats import Formats

SMALL = Decimal(5)
"""Person-days up to which parts are told to the tenth: half days would make nothing of most of them."""


@dataclass(frozen=True, slots=True)
class SizeLine:
    """One package, role or place in person-days, to the half day, of a small job to the tenth.

    `share` is of the likely whole (0-1).
    """

    key: str
    name: str
    note: str
    low: Decimal
    likely: Decimal
    high: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class JobSize:
    """A job in its parts. Costs exclude tax, are rounded to ten, and None where no rates are known.

    `cost_p10`, `cost_p50` and `cost_p90` are the should-cost band: one job in ten costs less than the first,
    one in ten more than the last.
    """

    packages: tuple[SizeLine, ...]
    roles: tuple[SizeLine, ...]
    places: tuple[SizeLine, ...]
    total: SizeLine
    p50: Decimal
    p80: Decimal
    cost_p10: Money | None
    cost_p50: Money | None
    cost_p90: Money | None
    reserve: Money | None
    reserve_words: str
    band_words: str
    basis: str


def job_size(
    session: Session, *, project_id: uuid.UUID, formats: Formats, on: date | None = None
) -> JobSize | None:
    """The job in its parts, or None where no kind of project is chosen yet; `on` as for the reading."""
    read = reading(session, project_id=project_id, on=on)
    done = read.estimate
    if not read.sized:
        return None
    whole = done.total.likely
    band: tuple[Money | None, ...] = (None, None, None)
    reserve = None
    if read.cost is not None and done.mean:
        steps = (done.mean - P90_DEVIATIONS * done.sd, done.mean, done.mean + P90_DEVIATIONS * done.sd)
        band = tuple(rounded_cost(read.cost.mean.times(max(ZERO, days) / done.mean)) for days in steps)
        reserve = rounded_cost(read.cost.p80) - rounded_cost(read.cost.mean)
    several = len(done.templates) > 1
    return JobSize(
        packages=tuple(
            _line(
                each.key,
                say_known(each.package.name),
                _note(each.template, str(each.package.location), several=several),
                each.effort,
                whole,
            )
            for each in done.packages
        ),
        roles=_largest_first(
            _line(role, role_name(role), "", effort, whole) for role, effort in done.effort_by_role().items()
        ),
        places=_places(done),
        total=_line("total", say("All together"), "", done.total, whole),
        p50=rounded_effort(done.p50),
        p80=rounded_effort(done.p80),
        cost_p10=band[0],
        cost_p50=band[1],
        cost_p90=band[2],
        reserve=reserve,
        reserve_words=_reserve_words(reserve, formats),
        band_words=_band_words(band, formats),
        basis=say(
            "Packages go wrong together, because the same people and the same decisions hold them up: they are "
            "reckoned as related by 0.3. Effort at the middle of the day rates for people near you, excl. tax."
        ),
    )


def _line(key: str, name: str, note: str, effort: Effort, whole: Decimal) -> SizeLine:
    rounded = rounded_effort if whole > SMALL else _tenths
    low, likely, high = (rounded(days) for days in (effort.low, effort.likely, effort.high))
    return SizeLine(key, name, note, low, likely, high, effort.likely / whole if whole else ZERO)


def _tenths(days: Decimal) -> Decimal:
    return days.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _largest_first(lines: Iterable[SizeLine]) -> tuple[SizeLine, ...]:
    return tuple(sorted(lines, key=lambda line: -line.share))


def _note(template: str, location: str, *, several: bool) -> str:
    where = _place_words()[place_of(location)]
    return say("{kind} · {where}", kind=template_name(template), where=where) if several else where


def place_of(location: str) -> str:
    """Where the work of a package is done: "onsite", "remote" or "mixed"."""
    return location.partition(" ")[0]


def _place_words() -> Mapping[str, str]:
    return {
        "onsite": say("at your place"),
        "remote": say("can be done elsewhere"),
        "mixed": say("partly at your place"),
    }


def _places(done: Estimate) -> tuple[SizeLine, ...]:
    """Effort by where it is done."""
    efforts: dict[str, Effort] = {}
    for package in done.packages:
        place = place_of(str(package.package.location))
        efforts[place] = efforts.get(place, NOTHING) + package.effort
    names = {
        "onsite": say("At your place"),
        "mixed": say("Partly at your place"),
        "remote": say("Can be done elsewhere"),
    }
    return tuple(
        _line(place, name, "", efforts[place], done.total.likely)
        for place, name in names.items()
        if place in efforts
    )


def _reserve_words(reserve: Money | None, formats: Formats) -> str:
    if reserve is None:
        return ""
    return say(
        "The reserve: {money}. Keep it back, and do not tell anyone who quotes: it is on no paper they get.",
        money=formats.money_short(reserve),
    )


def _band_words(band: tuple[Money | None, ...], formats: Formats) -> str:
    low, half, high = band
    if low is None or half is None or high is None:
        return ""
    return say(
        "Should cost about {half} excl. tax. One job in ten costs less than {low}, one in ten more than {high}.",
        half=formats.money_short(half),
        low=formats.money_short(low),
        high=formats.money_short(high),
    )
