"""What a day of each role should cost: our bands, public rates in the US, and accepted quotes once there are ten."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.quotes import Decision, Quote, QuoteLine
from app.persistence.workspace import Workspace
from app.queries import estimates
from app.queries.brief_paper import brief
from app.queries.first_steps import first_step_view
from app.queries.job_sizes import job_size
from app.queries.observed_rates import observed_bands
from app.queries.protections import protections
from app.queries.role_day_rates import DayRates, role_day_rates
from app.queries.ways_to_pay import ways_to_pay
from app.services import projects
from app.words.formats import Formats
from app.workflows.estimates import fix_should_cost

ON = date(2026, 2, 28)
LABEL = "US federal ceiling rates, 2014–2017, not indexed"


def started(workspace: Workspace, currency: str, template: str | None = "TPL-ERP") -> uuid.UUID:
    verb = partial(
        projects.start,
        title="Clinic",
        card="CARD-SYSTEM",
        main_template=template,
        currency=currency,
        on=ON,
    )
    return workspace.write(verb, "Start")[0]


def accepted(workspace: Workspace, project: uuid.UUID, rates: list[int], decided: date, **facts: str) -> None:
    """A quote for each rate, chosen on `decided`, with two lines of a project manager around it."""

    def write(session: Session) -> None:
        for rate in rates:
            quote = Quote(project_id=project, provider_name="A provider", state="awarded")
            session.add(quote)
            session.flush()
            for place, spread in enumerate((-20, 20)):
                line = {"role": "ROLE-PM", "tier": "onsite_uk", **facts}
                price = Money((rate + spread) * 100, "GBP")
                session.add(
                    QuoteLine(
                        project_id=project,
                        quote_id=quote.id,
                        place=place,
                        effort=Decimal(2),
                        rate=price,
                        **line,
                    )
                )
            session.add(
                Decision(project_id=project, quote_id=quote.id, typed_name="Ellis", decided_on=decided)
            )

    workspace.write(write, "Quotes")


def shown(workspace: Workspace, project: uuid.UUID) -> DayRates | None:
    return workspace.read(partial(role_day_rates, project_id=project, on=ON, formats=Formats()))


def test_a_project_in_pounds_shows_our_indicative_bands_most_work_first(workspace: Workspace) -> None:
    project = started(workspace, "GBP")
    view = shown(workspace, project)
    assert view is not None
    first = view.rows[0]
    assert (first.key, first.p50, first.note) == ("ROLE-APPC", Money(60000, "GBP"), "")
    assert all(row.p10.minor < row.p50.minor < row.p90.minor for row in view.rows)
    assert "indicative" in view.basis


def test_a_project_in_dollars_shows_public_rates_labelled_as_what_they_are(workspace: Workspace) -> None:
    project = started(workspace, "USD")
    view = shown(workspace, project)
    assert view is not None
    assert view.basis.startswith(LABEL)
    assert {row.p50.currency for row in view.rows} == {"USD"}
    size = workspace.read(partial(estimates.estimate, project_id=project, formats=Formats()))
    assert LABEL in size.basis
    fix_should_cost(workspace, project_id=project, person="Dev", on=ON)
    fixed = workspace.read(partial(estimates.should_cost, project_id=project, formats=Formats()))
    assert fixed is not None
    assert LABEL in fixed.basis


@pytest.mark.parametrize(("currency", "template"), [("SEK", "TPL-ERP"), ("GBP", None)])
def test_where_there_is_nothing_to_reckon_with_nothing_is_shown(
    workspace: Workspace, currency: str, template: str | None
) -> None:
    assert shown(workspace, started(workspace, currency, template)) is None


def test_ten_accepted_quotes_take_the_place_of_our_band_in_rates_and_estimate(workspace: Workspace) -> None:
    project = started(workspace, "GBP")
    before = workspace.read(partial(estimates.estimate, project_id=project, formats=Formats(), on=ON))
    accepted(workspace, project, [900, 910, 920, 930, 940, 950, 960, 970, 980], ON)
    assert workspace.read(partial(observed_bands, on=ON)) == {}
    accepted(workspace, project, [990], ON)
    view = shown(workspace, project)
    assert view is not None
    manager = next(row for row in view.rows if row.key == "ROLE-PM")
    assert (manager.note, manager.p50) == ("from 10 accepted quotes", Money(94500, "GBP"))
    after = workspace.read(partial(estimates.estimate, project_id=project, formats=Formats(), on=ON))
    assert before.build is not None
    assert after.build is not None
    assert after.build.minor > before.build.minor


def test_what_was_accepted_prices_every_page_and_paper_alike_and_changes_no_advice(
    workspace: Workspace,
) -> None:
    project = started(workspace, "GBP")

    def told(query: Any) -> Any:
        return workspace.read(partial(query, project_id=project, formats=Formats(), on=ON))

    def class_and_way() -> Any:
        view = workspace.read(partial(estimates.readiness, project_id=project, formats=Formats()))
        return view.engagement_class, view.pricing_model

    advised, step, other = class_and_way(), told(first_step_view), started(workspace, "GBP")
    assert "accepted" not in told(estimates.estimate).basis
    for role in ("ROLE-PM", "ROLE-APPC"):
        accepted(workspace, other, [1900 + each for each in range(10)], ON, role=role)
    size = told(estimates.estimate)
    assert "accepted" in size.basis
    assert told(job_size).cost_p50 == size.build
    ways = told(ways_to_pay)
    assert size.build in [way.expected for way in (ways.advised, *ways.others)]
    price = next(row for row in told(protections).rows if row.key == "price")
    assert Formats().money_short(size.cost_p80) in price.figure
    assert told(first_step_view).price.minor > step.price.minor
    paper = workspace.read(partial(brief, project_id=project, audience="owner", formats=Formats(), today=ON))
    assert (paper.estimate.cost_p80, paper.estimate.basis) == (size.cost_p80, size.basis)
    fix_should_cost(workspace, project_id=project, person="Dev", on=ON)
    fixed: Any = workspace.read(partial(estimates.should_cost, project_id=project, formats=Formats()))
    assert (fixed.build, fixed.basis) == (size.build, size.basis)
    assert class_and_way() == advised


@pytest.mark.parametrize(
    ("decided", "counts"),
    [
        (date(2024, 8, 28), False),
        (date(2024, 8, 29), True),
        (ON, True),
        (ON + timedelta(days=1), False),
    ],
)
def test_only_the_last_eighteen_months_count(workspace: Workspace, decided: date, counts: bool) -> None:
    accepted(workspace, started(workspace, "GBP"), [500] * 10, decided)
    assert bool(workspace.read(partial(observed_bands, on=ON))) is counts


def test_quotes_in_another_currency_than_the_tiers_do_not_count(workspace: Workspace) -> None:
    accepted(workspace, started(workspace, "GBP"), [500] * 10, ON, tier="nearshore")
    assert workspace.read(partial(observed_bands, on=ON)) == {}
