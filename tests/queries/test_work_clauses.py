"""Clauses of a statement of work read from the plan: no code of ours in them, and money in advance said where it is."""

import re
import uuid
from decimal import Decimal

import pytest

from app.analysis.money import Money
from app.domain.engagements import Engagement, Stage
from app.domain.projects import Project
from app.knowledge import load_knowledge
from app.queries.paper_parts import Firm
from app.queries.work_clauses import WorkFacts, work_clauses
from app.words.formats import Formats

TEMPLATES = tuple(load_knowledge().templates.templates)


def facts(template: str, *stages: Stage) -> WorkFacts:
    """A plan of one template with these stages and nothing else."""
    project = Project(
        title="Work",
        main_template=template,
        further_templates=[],
        owner_name="M. Okafor",
        country="GB",
    )
    engagement = Engagement(
        project_id=uuid.uuid4(), review_days=5, payable_days=14, warranty_days=60, notice_days=30,
        pricing_model="", retention_share=Decimal(0), data_place="", shared_hours=None,
    )  # fmt: skip
    return WorkFacts(project, engagement, Firm("Firm Ltd", "Firm"), stages, (), "", (), None, (), None, None)


def lines(of: WorkFacts, clause: int) -> tuple[str, ...]:
    return work_clauses(of, Formats(currency="GBP"))[clause - 1].lines


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_code_of_a_template_stands_in_what_the_owner_provides(template: str) -> None:
    said = " ".join(lines(facts(template), 5))
    assert not re.search(r"\bWP\d|\bM\d\b", said)


def test_what_the_owner_provides_is_due_by_the_stage_that_holds_the_work() -> None:
    stage = Stage(number=2, title="Live", packages=["TPL-ERP.WP3", "TPL-ERP.WP6", "TPL-ERP.WP7"], way_out="")
    said = lines(facts("TPL-ERP", stage), 5)
    assert "Clean customer and item lists: before stage 2." in said
    assert "Ask accountant to sign reconciliation: stage 2." in said


def test_what_is_paid_before_its_work_is_named_with_its_sum() -> None:
    first = Stage(
        number=1, title="On signing", packages=[], in_advance=True, amount=Money(489000, "GBP"), way_out=""
    )
    second = Stage(number=2, title="Live", packages=[], in_advance=False, way_out="")
    said = lines(facts("TPL-ERP", first, second), 9)
    assert said[0] == (
        "Stage 1, £4,890.00 excl. tax, is paid before its work begins. It is checked by its tests all the same."
    )
    assert said[1] == "Every other stage is invoiced after you have signed it and is due 14 days later."
