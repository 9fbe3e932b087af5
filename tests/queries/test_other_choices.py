"""Would another choice be as good: what is read of it, and what is said where little is known."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.quotes import Coverage, Quote
from app.domain.shortlists import Candidate, Disclosure, MatchRun
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.other_choices import OtherChoices, other_choices
from app.words.formats import Formats
from tests.clinic import Clinic, day, gbp

TODAY = day("2026-02-26")
SIX = ("FAC-PRICE", "FAC-FIT", "FAC-NEAR", "FAC-PROVEN", "FAC-READY", "FAC-SAFE")


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """Three quotes compared; nobody was ranked."""
    return Clinic(workspace).compared()


def ranked(clinic: Clinic, **points: int) -> None:
    """As a ranking of 6 February leaves it: the same points in all six factors."""

    def rank(session: Session) -> None:
        run = MatchRun(
            project_id=clinic.project, ran_on=day("2026-02-06"), engine="1", inputs={"importance": {}}
        )
        session.add(run)
        for key, each in points.items():
            row = session.get_one(Candidate, clinic.candidates[key.replace("_", "-")])
            factors = [{"factor": factor, "points": str(each)} for factor in SIX]
            row.outcome = {**row.outcome, "factors": factors}

    clinic.do(rank)


def seen(clinic: Clinic, provider: str, lens: Lens = Lens.OWNER) -> OtherChoices:
    found: Any = clinic.see(
        other_choices,
        lens=lens,
        project_id=clinic.project,
        quote_id=clinic.quotes[provider],
        formats=Formats(),
        today=TODAY,
    )
    assert found is not None
    return found


def test_without_a_ranking_it_says_that_too_little_is_known(clinic: Clinic) -> None:
    found = seen(clinic, "PRV-01")
    assert found.of_hundred is None
    assert "Too little is known" in found.lead.words
    assert found.basis == ""


def test_a_provider_ahead_in_everything_stays_first(clinic: Clinic) -> None:
    ranked(clinic, PRV_01=90, PRV_02=50, PRV_03=40)
    found = seen(clinic, "PRV-01")
    assert found.of_hundred == 100
    assert "Larchfield Systems comes first in 100 of 100 fair readings" in found.lead.words
    assert found.remarks[-1].words == "No single change of what matters to you would put another one first."


def test_choosing_another_says_who_comes_first_by_ones_own_words(clinic: Clinic) -> None:
    ranked(clinic, PRV_01=90, PRV_02=50, PRV_03=40)
    found = seen(clinic, "PRV-02")
    assert found.of_hundred == 0
    assert found.remarks[-1].words == "By your own words Larchfield Systems comes first."


def test_a_quote_that_was_never_ranked_is_left_out_by_name(clinic: Clinic) -> None:
    ranked(clinic, PRV_01=90, PRV_02=50)
    assert "Left out, never ranked: Quickstep Tech." in seen(clinic, "PRV-01").basis


def allowed(clinic: Clinic, each: int) -> None:
    """Every gap of the third quote is given an allowance."""

    def allow(session: Session) -> None:
        for row in session.query(Coverage).filter_by(quote_id=clinic.quotes["PRV-03"]):
            if row.answer.value != "included":
                row.allowance, row.allowance_basis = gbp(each), "broker: by telephone"

    clinic.do(allow)


@pytest.mark.parametrize(
    ("each", "words"),
    [
        (100, "less, like for like, unless its gaps take over"),
        (9000, "would cost less if its gaps took under"),
    ],
)
def test_what_gaps_may_cost_before_the_other_is_dearer_is_its_own_arithmetic(
    clinic: Clinic, each: int, words: str
) -> None:
    allowed(clinic, each)
    prices = {quote.provider_name: quote.price for quote in clinic.all(Quote)}
    limit = Formats().money_short(prices["Larchfield Systems"] - prices["Quickstep Tech"])
    said = next(one.words for one in seen(clinic, "PRV-01").remarks if "Quickstep Tech" in one.words)
    assert words in said
    assert limit in said


def test_the_price_is_that_of_the_quotes_once_all_are_on_one_footing(clinic: Clinic) -> None:
    ranked(clinic, PRV_01=90, PRV_02=50, PRV_03=40)
    assert "the quotes change nothing in it" in seen(clinic, "PRV-01").basis
    allowed(clinic, 100)
    assert (
        "Price is from the quotes, the rest from the ranking of 6 Feb 2026." in seen(clinic, "PRV-01").basis
    )


def test_the_declared_tie_is_told_and_so_is_none(clinic: Clinic) -> None:
    assert seen(clinic, "PRV-01").ties == ()
    disclosed = Disclosure(project_id=clinic.project, text="Paid by the hour.")
    clinic.do(lambda session: session.add(disclosed))
    assert [tie.words for tie in seen(clinic, "PRV-01").ties] == [
        "E. Thornaby declared no tie to any of them."
    ]
    ref = clinic.get(Candidate, clinic.candidates["PRV-02"]).provider_ref

    def tie(session: Session) -> None:
        session.query(Disclosure).one().relations = {ref.hex: "reseller"}

    clinic.do(tie)
    assert "Brandreth IT" in seen(clinic, "PRV-01").ties[0].words


def test_both_lenses_read_the_same(clinic: Clinic) -> None:
    ranked(clinic, PRV_01=90, PRV_02=50, PRV_03=40)
    assert seen(clinic, "PRV-01", Lens.OWNER) == seen(clinic, "PRV-01", Lens.BROKER)
