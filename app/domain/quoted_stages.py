"""The stage payments a provider offered, as they are kept with its quote, and what they are of its price.

They may have come from elsewhere in an engagement file: what cannot be read of them is not said.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any, NamedTuple

from app.analysis.money import Money
from app.analysis.quote_facts import QuotedStage, sum_of_stages

HUNDRED = Decimal(100)
MOST_STAGES = 99
BEFORE = "before"
"""When a payment is due that does not wait for its stage to be accepted."""

FINEST = 12
"""Decimal places of a share that gives any amount back to its minor unit."""


class QuotedPart(NamedTuple):
    """A stage as the quote divides its price: `share` is a percentage."""

    title: str
    share: Decimal
    ready_on: date | None
    in_advance: bool = False


def write_stages(stages: Sequence[QuotedStage]) -> list[dict[str, str]]:
    """The stages as a quote keeps them; what says nothing is left out, and so is what one does not say."""
    return [told for stage in stages[:MOST_STAGES] if (told := dict(_told(stage)))]


def read_stages(kept: Any) -> tuple[QuotedStage, ...]:
    """The stages that `write_stages` wrote."""
    rows = kept[:MOST_STAGES] if isinstance(kept, list | tuple) else ()
    read = [_read(row) for row in rows if isinstance(row, Mapping)]
    return tuple(stage for stage in read if stage != QuotedStage())


def quoted_parts(stages: Sequence[QuotedStage], price: Money | None) -> tuple[QuotedPart, ...]:
    """What each stage is of the price that was quoted, so that its amount comes back to the minor unit.

    What adds up to the price adds up to 100; what does not stays as it was said, and the plan's checks tell. Empty
    where nobody said an amount, or one that no price of that size can be divided into.
    """
    said = [stage.amount for stage in stages if stage.amount is not None]
    whole = sum_of_stages(stages)
    if price is None or price.minor <= 0 or whole is None or whole.currency != price.currency:
        return ()
    if any(not 0 <= amount.minor <= price.minor for amount in said):
        return ()
    shares = [Decimal(0) if stage.amount is None else _share(stage.amount, price) for stage in stages]
    if whole == price:
        last = max(at for at, stage in enumerate(stages) if stage.amount)
        shares[last] += HUNDRED - sum(shares, Decimal(0))
    return tuple(
        QuotedPart(stage.title, share, stage.ready_on, stage.in_advance)
        for stage, share in zip(stages, shares, strict=True)
    )


def whole_parts(stages: Sequence[QuotedStage], price: Money | None) -> tuple[QuotedPart, ...]:
    """The stages of a quote where they add up to its price, which a paper can print; else none."""
    return quoted_parts(stages, price) if sum_of_stages(stages) == price else ()


def _share(amount: Money, price: Money) -> Decimal:
    """The shortest percentage that gives the amount back; rounded down, so that no sum of them passes 100."""
    exact = amount.decimal * HUNDRED / price.decimal
    shares = (exact.quantize(Decimal(1).scaleb(-places), ROUND_DOWN) for places in range(FINEST))
    return next((share for share in shares if price.times(share / HUNDRED) == amount), exact)


def _told(stage: QuotedStage) -> list[tuple[str, str]]:
    found = []
    if title := " ".join(stage.title.split()):
        found.append(("title", title))
    if stage.ready_on is not None:
        found.append(("ready_on", stage.ready_on.isoformat()))
    if stage.amount is not None:
        found.append(("amount", f"{stage.amount.minor} {stage.amount.currency}"))
    if stage.in_advance:
        found.append(("due", BEFORE))
    return found


def _read(row: Mapping[str, Any]) -> QuotedStage:
    title, day = row.get("title"), row.get("ready_on")
    name = title if isinstance(title, str) else ""
    return QuotedStage(name, _day(day), _amount(row.get("amount")), row.get("due") == BEFORE)


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def _amount(text: Any) -> Money | None:
    minor, _, currency = text.partition(" ") if isinstance(text, str) else ("", "", "")
    try:
        amount = Money(int(minor), currency)
    except (TypeError, ValueError):
        return None
    return amount if amount.minor >= 0 else None
