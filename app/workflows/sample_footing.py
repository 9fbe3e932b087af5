"""What the quotes of a case are reckoned with beside their prices, as its story tells it."""

from decimal import Decimal

from app.analysis.cost_facts import CostFacts, RiskFacts
from app.analysis.money import Money
from app.services import cost_bases
from app.workflows.sample_case import as_sentence, day
from app.workflows.sample_story import Replay


def settle_footing(story: Replay) -> None:
    """Settled with our own estimate, before anybody was asked."""
    told, money = story.case.story["footing"], story.case.money
    nothing = Money(0, story.case.case["currency"])
    facts = CostFacts(
        source=as_sentence(told["source"]),
        owner_day=money(told["owner_day"]),
        coordination_hours=Decimal(told["coordination_hours"]),
        coordination_hour=money(told["coordination_hour"]),
        transition=money(told["transition"]),
        travel=money(told["travel"]),
        changes_share=Decimal(told["changes_share"]),
        money_share=Decimal(told["money_share"]),
        home_tax_rate=Decimal(told["home_tax_rate"]),
        tax_lost_share=Decimal(told["tax_lost_share"]),
        risks=tuple(
            RiskFacts(
                as_sentence(risk["what"]),
                Decimal(risk["chance"]),
                money(risk["cost"]) or nothing,
                bool(risk.get("remote", False)),
            )
            for risk in told["risks"]
        ),
    )
    story.do(
        cost_bases.settle_cost_basis,
        project_id=story.project,
        facts=facts,
        person=story.broker,
        on=day(story.case.case["should_cost"]["fixed_on"]),
    )
