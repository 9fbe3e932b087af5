"""How sure the order is, on both cases: their winners, and sentences that say why they stay."""

import uuid
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.analysis.best_value import straight_anchors
from app.analysis.judging_weights import PRICE
from app.analysis.order_stability import Change, Judged, Rules, sureness
from app.domain.evaluations import RedFlag
from app.knowledge import load_knowledge
from app.persistence.workspace import Workspace
from app.queries import quotes as queries
from app.queries.lens import Lens
from app.queries.order_sureness import SurenessView, order_sureness
from app.services import evaluations, quotes
from app.words.formats import Formats
from app.workflows.sample_case import CLINIC, WHOLESALER, load_case
from tests.clinic import Clinic, day, gbp
from tests.sample import Told, a_copy, played

CASES = {"VET": CLINIC, "GAR": WHOLESALER}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Workspace, Told]]]:
    with a_copy(tmp_path_factory.mktemp("sample")) as workspace:
        yield {case: (workspace, each) for case, each in played().cases.items()}


def see(found: tuple[Workspace, Told], query: Any, **more: Any) -> Any:
    workspace, story = found
    return workspace.read(
        lambda session: query(
            session,
            lens=Lens.OWNER,
            project_id=story.project,
            formats=Formats(currency=load_case(CASES[story.case]).case["currency"]),
            today=date(2026, 11, 30),
            **more,
        )
    )


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Any:
    return load_case(CASES[request.param]).case


@pytest.fixture
def view(told: dict[str, tuple[Workspace, Told]], case: Any) -> SurenessView:
    found: SurenessView = see(told[case["case"]], order_sureness)
    return found


def providers(case: Any) -> dict[str, str]:
    names = {row["id"]: row["name"] for row in load_case().providers}
    return {row["id"]: names[row["provider"]] for row in case["quotes"]}


def test_order_and_points_are_the_cases(view: SurenessView, case: Any) -> None:
    ranked = sorted(case["evaluation"]["results"], key=lambda row: -float(row["total"]))
    names = providers(case)
    assert view.order == tuple((names[row["quote"]], f"{float(row['total']):.1f}") for row in ranked)
    assert names[case["award"]["quote"]] == view.order[0][0]


def test_the_page_explains_why_the_winner_stays(view: SurenessView, case: Any) -> None:
    winner = providers(case)[case["award"]["quote"]]
    assert view.refusal == ""
    assert view.holds
    assert view.verdict.startswith(f"{winner} is first by ")
    words = [sentence.text for sentence in view.sentences]
    assert any(f"{winner} stays first each time" in text for text in words)
    assert any("the cheapest, withdraw" in text and "hang on another quote" in text for text in words)
    assert any(text.startswith("Double the ") or "none to double" in text for text in words)
    assert all(sentence.holds for sentence in view.sentences)
    assert not any(bar.overturns for bar in view.bars)
    for bar in view.bars:
        assert bar.low <= view.lead <= bar.high
        assert winner in bar.said
    swings = [max(view.lead - bar.low, bar.high - view.lead) for bar in view.bars]
    assert swings == sorted(swings, reverse=True)


def test_prices_and_three_year_costs_are_the_cases(
    told: dict[str, tuple[Workspace, Told]], case: Any
) -> None:
    shown = see(told[case["case"]], queries.comparison)
    rows = {row.key: row for group in shown.groups for row in group.rows}
    names = providers(case)
    at = {column.provider: place for place, column in enumerate(shown.columns)}
    for row in case["quotes"]:
        place = at[names[row["id"]]]
        assert float(rows["quoted"].cells[place].value) == float(row["price"])
        assert float(rows["three_years"].cells[place].value) == float(row["three_year_cost"])
        assert rows["expected"].cells[place].value > rows["three_years"].cells[place].value


CLOSE = {
    "PRV-01": ("2.5", "5", "2", "4.5"),
    "PRV-02": ("3", "4", "3", "4"),
    "PRV-03": ("2", "2", "3", "1"),
}
"""Marks of three providers, given in turn to the criteria: two lie close together, and one is behind."""


def judge_close(clinic: Clinic) -> None:
    """The three quotes in, closed, and marked as above."""
    criteria = [key for key in load_knowledge().matching.criteria if key != PRICE]
    with clinic.together():
        for provider in CLOSE:
            clinic.save(provider)
            received = clinic.facts(provider)["facts"].received_on
            clinic.do(quotes.submit, quote_id=clinic.quotes[provider], on=received)
        clinic.do(quotes.close_request, project_id=clinic.project, on=day("2026-02-20"))
        for provider, cycle in CLOSE.items():
            for at, criterion in enumerate(criteria):
                clinic.do(
                    evaluations.score,
                    quote_id=clinic.quotes[provider],
                    criterion=criterion,
                    mark=Decimal(cycle[at % 4]),
                    sentence="As the letter shows.",
                    scorer="E. Thornaby",
                    on=day("2026-02-21"),
                )
        clinic.do(
            evaluations.finish_quality, project_id=clinic.project, person="E. Thornaby", on=day("2026-02-22")
        )


def raise_flag(session: Session, *, project: uuid.UUID, quote: uuid.UUID) -> None:
    """A warning that keeps a quote from being chosen."""
    session.add(
        RedFlag(
            project_id=project,
            quote_id=quote,
            sign="RF-01",
            severity=5,
            evidence="Asks for most of it in advance.",
            raised_on=day("2026-02-22"),
            raised_by="E. Thornaby",
        )
    )


def sureness_of(clinic: Clinic) -> SurenessView:
    """What the owner reads of it on the day it was judged."""
    found: SurenessView = clinic.see(
        order_sureness,
        lens=Lens.OWNER,
        project_id=clinic.project,
        formats=Formats(),
        today=day("2026-02-22"),
    )
    return found


def test_a_close_order_is_told_as_equal_with_the_first_few_things_that_turn_it(workspace: Workspace) -> None:
    clinic = Clinic(workspace).asked()
    judge_close(clinic)
    view = sureness_of(clinic)
    assert not view.holds
    turned = [bar for bar in view.bars if bar.overturns]
    told = [sentence.text for sentence in view.sentences if not sentence.holds]
    assert len(turned) > 3
    assert len(told) == 4
    assert all("ten points" in text for text in told[:3])
    assert told[3] == f"{len(turned) - 3} more weights put another first, too: see the bars."
    assert all(bar.low < 0 for bar in turned)

    clinic.do(raise_flag, project=clinic.project, quote=clinic.quotes["PRV-01"])
    view = sureness_of(clinic)
    # only one of the three can be chosen, so that all stay in the order and it is said why two cannot
    assert len(view.order) == 3
    assert any("Quickstep Tech" in note for note in view.left_out)
    assert any("Larchfield Systems" in note for note in view.left_out)


def test_nothing_is_told_before_quality_is_judged(workspace: Workspace) -> None:
    clinic = Clinic(workspace).compared()
    found = clinic.see(
        order_sureness,
        lens=Lens.BROKER,
        project_id=clinic.project,
        formats=Formats(),
        today=day("2026-02-26"),
    )
    assert found.refusal.startswith("Judge the quality first.")
    assert found.can_judge
    assert (found.order, found.bars, found.sentences) == ((), (), ())


def test_of_two_quotes_none_is_left_to_lead_once_one_withdraws() -> None:
    rules = Rules({"q": Decimal(60), PRICE: Decimal(40)}, straight_anchors(gbp(20000), gbp(60000)))
    two = [
        Judged("a", {"q": Decimal(80)}, gbp(44000), gbp(0)),
        Judged("b", {"q": Decimal(40)}, gbp(40000), gbp(0)),
    ]
    assert all(trial.change is not Change.LEAVES for trial in sureness(two, rules).trials)
