"""A gap is priced by the template's roles at the provider's own day rates, else at ours, and by no other quote."""

from decimal import Decimal

import pytest

from app.analysis.quote_facts import LineFacts
from app.domain.briefs import ShouldCost
from app.knowledge import load_knowledge
from app.persistence.workspace import Workspace
from app.services.quotes import should_rates
from app.workflows.gap_allowances import package_days, propose_gap
from tests.clinic import Clinic, gbp

PACKAGE = "TPL-ERP.WP1"
DAYS = Decimal(10)


def shares() -> dict[str, Decimal]:
    package = load_knowledge().template("TPL-ERP").work_packages["WP1"]
    return {share.role: share.share for share in package.roles}


def at(rate: object, *roles: str) -> tuple[LineFacts, ...]:
    return tuple(LineFacts(None, PACKAGE, role, "onsite_uk", Decimal(1), gbp(rate)) for role in roles)


def test_at_the_providers_own_rates() -> None:
    found = propose_gap(
        PACKAGE, DAYS, answer="not_included", lines=at(500, *shares()), provider="Larchfield", currency="GBP"
    )
    assert found is not None
    assert found.amount == gbp(5000)
    assert found.basis.endswith("at Larchfield's own day rates")


def test_where_it_names_no_rate_at_our_own_estimates() -> None:
    found = propose_gap(PACKAGE, DAYS, answer="not_said", lines=(), provider="Larchfield", currency="GBP")
    assert found is not None
    assert found.amount is not None
    ours = sum((should_rates("GBP")[role].times(DAYS * share).minor for role, share in shares().items()))
    assert found.amount.minor == ours
    assert found.basis.endswith("at the day rates of our own estimate")


def test_partly_is_half_and_included_is_nothing() -> None:
    lines = at(500, *shares())
    half = propose_gap(PACKAGE, DAYS, answer="partly", lines=lines, provider="L", currency="GBP")
    assert half is not None
    assert half.amount == gbp(2500)
    assert propose_gap(PACKAGE, DAYS, answer="included", lines=lines, provider="L", currency="GBP") is None


@pytest.mark.parametrize("package", ["", "TPL-ERP", "TPL-ERP.WP99", "TPL-NONE.WP1"])
def test_what_is_no_part_of_the_work_has_no_price(package: str) -> None:
    assert propose_gap(package, DAYS, answer="partly", lines=(), provider="L", currency="GBP") is None


def test_the_days_of_a_part_are_those_our_own_estimate_expects(workspace: Workspace) -> None:
    clinic = Clinic(workspace).scoped()

    def keep(session: object) -> None:
        row = session.query(ShouldCost).one()  # type: ignore[attr-defined]
        row.estimate = {"packages": {PACKAGE: ["4", "6", "11"]}}

    clinic.do(keep)
    assert clinic.see(package_days, project_id=clinic.project) == {PACKAGE: Decimal("6.5")}
