"""What a quote must be before it is kept: one currency, rates and days that can be meant, sums that agree."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from app.analysis.money import Money
from app.analysis.quote_facts import LineFacts, QuoteFacts, add_up, unsettled
from app.analysis.tax_rates import is_rate
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.words import say
from app.words.formats import Formats


def require_settled(project: Project, lines: tuple[LineFacts, ...], price: Money | None, reason: str) -> None:
    """Refuse where price and lines differ and nobody has said why."""
    check = add_up(lines, price)
    if check is None or not unsettled(check, reason):
        return
    formats = Formats(currency=project.currency)
    raise DomainError(
        say(
            "Lines add up to {total}. The price says {price}. Use the sum, or keep both and say why.",
            total=formats.money(check.sum_of_lines),
            price=formats.money(price),
        )
    )


def check_facts(project: Project, facts: QuoteFacts, lines: Sequence[LineFacts]) -> None:
    """Refuse what no quote can say."""
    rates = [line.rate for line in lines if line.rate is not None]
    require_currency(project, [*facts.amounts, *rates])
    if any(amount.minor < 0 for amount in (*facts.amounts, *rates)):
        raise DomainError(say("An amount of a quote can't be less than nothing."))
    if any(line.effort < 0 for line in lines):
        raise DomainError(say("The days of a line can't be less than nothing."))
    _check_taxes(facts, lines)
    if facts.retention_share is not None and not 0 <= facts.retention_share <= 1:
        raise DomainError(say("Held back to the end must be from 0 to 100%."))
    if facts.shared_hours is not None and not 0 <= facts.shared_hours <= 24:
        raise DomainError(say("Shared hours a day must be from 0 to 24."))
    if any(n is not None and n < 0 for n in (facts.weeks, facts.warranty_days, facts.owner_days)):
        raise DomainError(say("Weeks and days can't be less than nothing."))


def require_currency(project: Project, amounts: Iterable[Money]) -> None:
    """Refuse an amount in another currency than the project's."""
    other = next((amount.currency for amount in amounts if amount.currency != project.currency), None)
    if other is not None:
        raise DomainError(
            say(
                "This amount is in {other} and the project is in {currency}. Enter it in {currency}, at the "
                "rate of the day.",
                other=other,
                currency=project.currency,
            )
        )


def _check_taxes(facts: QuoteFacts, lines: Sequence[LineFacts]) -> None:
    if facts.tax == "excluded" and not is_rate(facts.tax_rate):
        raise DomainError(
            say("Enter the tax rate as a percentage from 0 to 99, or say that it is not stated.")
        )
    of_lines = [(number, line) for number, line in enumerate(lines, start=1) if line.tax_rate is not None]
    own: list[Decimal | None] = [*facts.own_rates, *(line.tax_rate for _, line in of_lines)]
    if facts.tax != "excluded" and (facts.tax_rate is not None or own):
        raise DomainError(say("A tax rate only goes with a price that tax comes on top of."))
    if not all(map(is_rate, own)):
        raise DomainError(
            say("Enter each tax rate that differs as a percentage from 0 to 99, or leave it empty.")
        )
    bare = next((number for number, line in of_lines if line.amount is None), None)
    if bare is not None:
        raise DomainError(
            say(
                "Line {number} has a tax rate of its own and no day rate, so its tax can't be reckoned. Enter "
                "the day rate, or take the tax rate away.",
                number=bare,
            )
        )
