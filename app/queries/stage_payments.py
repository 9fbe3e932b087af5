"""The stage payments of quotes beside one another: how many, and what of them calls for a question."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.analysis.payments import Guard, PaymentTerms, StageTerms, check_guards
from app.analysis.quote_facts import QuotedStage, sum_of_stages
from app.domain.plan_checks import guard_text, shows_result
from app.domain.plan_drafts import draft_stages
from app.domain.projects import Project
from app.domain.quoted_stages import quoted_parts, read_stages
from app.queries.comparison_rows import ComparisonCell, ComparisonRow, not_said
from app.queries.quote_offers import Offer
from app.words import say, say_count
from app.words.formats import Formats

OF_STAGES = (Guard.ADVANCE, Guard.SINGLE_STAGE, Guard.BEFORE_RESULT)
"""The payment guards that what is paid when decides."""


def stage_rows(
    project: Project, offers: Sequence[Offer], formats: Formats, *, prices: bool = True
) -> tuple[ComparisonRow, ...]:
    """The row of the stages; none where no quote names any. Without `prices` it counts them and no more."""
    said = [read_stages(offer.quote.stages) for offer in offers]
    if not any(said):
        return ()
    cells = tuple(
        _cell(project, offer, stages, formats)
        if prices
        else ComparisonCell(_count(stages))
        if stages
        else not_said()
        for offer, stages in zip(offers, said, strict=True)
    )
    return (ComparisonRow("stages", say("Stages and payments"), cells, len(set(said)) > 1),)


def _cell(project: Project, offer: Offer, stages: Sequence[QuotedStage], formats: Formats) -> ComparisonCell:
    if not stages:
        return not_said()
    asked = tuple(_to_ask(project, offer, stages, formats))
    told = [_stage_words(number, stage, formats) for number, stage in enumerate(stages, start=1)]
    text = _count(stages)
    tone, icon = ("warn", "triangle-alert") if asked else ("plain", "")
    return ComparisonCell(text, tone, icon, detail="\n".join((*asked, *told)))


def _count(stages: Sequence[QuotedStage]) -> str:
    return say_count("{count} stage", "{count} stages", len(stages))


def _to_ask(project: Project, offer: Offer, stages: Sequence[QuotedStage], formats: Formats) -> Iterator[str]:
    """What does not add up, and the guards that the stages would not keep in a plan."""
    quote, total = offer.quote, sum_of_stages(stages)
    if total is not None and quote.price is not None and total != quote.price:
        yield say(
            "Stages add up to {total}. The price says {price}.",
            total=formats.money(total),
            price=formats.money(quote.price),
        )
    parts = quoted_parts(stages, quote.price)
    if quote.price is None or not parts or not project.templates:
        return
    drafts = draft_stages(project.templates, offer.lines, quote.price, quoted=parts)
    terms = PaymentTerms(
        price=quote.price,
        stages=tuple(
            StageTerms(str(number), draft.share, draft.in_advance, shows_result(draft.packages))
            for number, draft in enumerate(drafts, start=1)
        ),
        retention=quote.retention_share or Decimal(0),
        warranty_days=quote.warranty_days or 0,
    )
    for result in check_guards(terms):
        if result.guard in OF_STAGES and not result.holds:
            yield guard_text(result, formats)


def _stage_words(number: int, stage: QuotedStage, formats: Formats) -> str:
    title = stage.title or say("Stage {number}", number=number)
    amount = say("not said") if stage.amount is None else formats.money(stage.amount)
    if stage.in_advance:
        amount = say("{amount}, before its work begins", amount=amount)
    if stage.ready_on is None:
        return say("{stage}: {amount}", stage=title, amount=amount)
    return say("{stage}, {day}: {amount}", stage=title, day=formats.day(stage.ready_on), amount=amount)
