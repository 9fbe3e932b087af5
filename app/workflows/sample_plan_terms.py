"""The terms of the case in its plan: measures, meetings by its class, topics, risks, and what is to be in hand."""

from decimal import Decimal

from app.knowledge import load_knowledge
from app.queries import row_ids
from app.services import plan_risks, terms
from app.workflows.sample_case import as_sentence, day
from app.workflows.sample_story import Replay


def agree_terms(story: Replay) -> None:
    """Draft what is usual, put the case's own figures in, and settle every topic."""
    case, tale, on = story.case.case, story.case.story, day(story.case.case["award"]["date"])
    deal, project = case["engagement"], story.project
    place, notice = as_sentence(deal["data_location"]), int(deal["termination_notice_days"])
    story.do(terms.set_data_place, project_id=project, place=place, notice_days=notice, on=on)
    story.do(terms.draft_terms, project_id=project, parts=("rhythm", "rules", "exit"), on=on)
    _service(story)
    for clause_id, topic, _ in story.runner.read(lambda s: row_ids.default_clauses(s, project_id=project)):
        words = str(tale["rules"][topic])
        story.do(terms.settle_clause, clause_id=clause_id, state="agreed", words=words, on=on)
    story.do(terms.settle_rest, project_id=project, on=on)
    for row in case["risks"]:
        _risk(story, row["risk"], row["mitigation_here"])
    items = story.runner.read(lambda s: row_ids.exit_items(s, project_id=project))
    for key, told in tale["way_out"].items():
        stage = story.stages[told["stage"]] if "stage" in told else None
        story.do(
            plan_risks.secure,
            item_id=items[key],
            state=told["state"],
            place=told["place"],
            stage_id=stage,
            on=on,
        )


def _risk(story: Replay, key: str, plan: str) -> None:
    """A risk of the case, with what the story says that it would cost in days and money."""
    told = story.case.story["risks"].get(key, {})
    story.do(
        plan_risks.add_risk,
        project_id=story.project,
        risk=key,
        plan=plan,
        days=Decimal(str(told["days"])) if "days" in told else None,
        cost=story.case.money(told["cost"]) if "cost" in told else None,
        stage_id=story.stages[told["stage"]] if "stage" in told else None,
        on=day(story.case.case["award"]["date"]),
    )


def _service(story: Replay) -> None:
    """The measures that the service of the case was held to from its first month, at its fee."""
    first = story.case.case["service_measures"][0]
    on = day(story.case.case["award"]["date"])
    pool = load_knowledge().service_levels.credit_scheme.pool_pct_of_monthly_fee / 100
    story.do(
        terms.set_service,
        project_id=story.project,
        service_fee=story.case.money(first["fee"]),
        credit_pool=pool,
        service_hours=str(story.case.story["service_hours"]),
        on=on,
    )
    for row in first["readings"]:
        level_id = story.do(terms.add_level, project_id=story.project, measure=row["sla"], on=on)
        story.do(terms.change_level, level_id=level_id, target=Decimal(str(row["target"])), on=on)
