"""What other providers do in a plan, in words: under whom, how much of it, and what that means for the price."""

from collections.abc import Iterator, Sequence

from app.analysis.work import ZERO
from app.domain.engagements import Engagement
from app.domain.team import WorkPackage
from app.words import say
from app.words.formats import Formats


def others_at_work(parts: Sequence[WorkPackage], chosen: str, formats: Formats) -> tuple[str, ...]:
    """One sentence for each other provider, as papers say it: the provider of the plan answers for its work, too."""
    said = []
    for name, theirs in _by_provider(parts):
        days = formats.effort(sum((part.effort for part in theirs), ZERO))
        titles = ", ".join(dict.fromkeys(part.title for part in theirs))
        said.append(
            say(
                "{provider} does {days} of it ({work}) under {chosen}, who answers for all of it.",
                provider=name,
                days=days,
                work=titles,
                chosen=chosen,
            )
        )
    return tuple(said)


def others_and_the_price(parts: Sequence[WorkPackage], engagement: Engagement, formats: Formats) -> str:
    """What the price that was chosen means once other providers take part; "" where none does."""
    named = [name for name, _ in _by_provider(parts)]
    price = engagement.price
    if not named or price is None:
        return ""
    return say(
        "The price stays {price}, as {chosen} quoted for all of the work: they answer for what {others} does and "
        "pay it out of that. Ask them before you agree.",
        price=formats.money_short(price), chosen=engagement.provider_name, others=", ".join(named),
    )  # fmt: skip


def _by_provider(parts: Sequence[WorkPackage]) -> Iterator[tuple[str, list[WorkPackage]]]:
    found: dict[str, list[WorkPackage]] = {}
    for part in parts:
        if part.provider_name:
            found.setdefault(part.provider_name, []).append(part)
    yield from found.items()
