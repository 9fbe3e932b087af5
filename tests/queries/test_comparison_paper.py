"""The rows of the comparison on paper: the figures of the screen, with the basis and day of each that is ours."""

from decimal import Decimal
from typing import Any

import pytest

from app.analysis.exchange import DatedRate, RateSource
from app.analysis.money import Money
from app.domain.letters import LetterKind
from app.persistence.workspace import Workspace
from app.queries.comparison_paper import comparison_paper, whole_comparison
from app.queries.decision_paper import decision_paper
from app.queries.decision_papers import ComparisonPaper
from app.queries.letter_paper import letter_paper
from app.services import decisions, exchange_rates, quotes
from app.words.formats import Formats
from tests.clinic import OWNER, WHY, Clinic, day, gbp

TODAY = day("2026-02-26")
EURO = DatedRate("EUR", "GBP", Decimal("0.8728"), day("2026-02-20"), RateSource.ECB)
CROWN = DatedRate("SEK", "GBP", Decimal("0.0801"), day("2026-02-19"), RateSource.BY_HAND)


def paper(clinic: Clinic) -> ComparisonPaper:
    found: ComparisonPaper = clinic.see(
        comparison_paper, project_id=clinic.project, formats=Formats(), today=TODAY
    )
    return found


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """Three quotes; the third leaves two gaps with a figure each."""
    clinic = Clinic(workspace).compared()
    for at, amount in ((1, 900), (2, 550)):
        clinic.do(
            quotes.set_allowance, quote_id=clinic.quotes["PRV-03"], item_id=clinic.musts[at],
            allowance=gbp(amount), basis="One day of tester at our own estimate", on=day("2026-02-24"),
        )  # fmt: skip
    return clinic


def test_there_is_no_comparison_before_a_quote_is_in(workspace: Workspace) -> None:
    clinic = Clinic(workspace).asked()
    assert clinic.see(comparison_paper, project_id=clinic.project, formats=Formats(), today=TODAY) is None
    assert clinic.see(whole_comparison, project_id=clinic.project, formats=Formats(), today=TODAY) is None


def test_the_first_line_says_scope_before_price(clinic: Clinic) -> None:
    assert paper(clinic).verdict == (
        "Larchfield covers most, 6 of 6 must-haves, for £24,450 like for like. Quickstep costs least, £19,050, "
        "and covers 4.5."
    )


def test_every_gap_figure_stands_with_its_basis_and_its_day(clinic: Clinic) -> None:
    assert paper(clinic).footnotes == (
        "Quickstep Tech, M2: £900.00 to fill the gap. One day of tester at our own estimate; written down "
        "24 Feb 2026.",
        "Quickstep Tech, M3: £550.00 to fill the gap. One day of tester at our own estimate; written down "
        "24 Feb 2026.",
    )


def test_bars_are_the_like_for_like_prices_of_the_screen(clinic: Clinic) -> None:
    prices = paper(clinic).prices
    assert prices is not None
    assert [(row.quoted, row.allowance, row.unknown) for row in prices.rows] == [
        (gbp(24450), None, False),
        (gbp(26200), None, False),
        (gbp(17600), gbp(1450), False),
    ]
    assert prices.should_cost == gbp(28310)


def test_what_no_quote_says_is_told_in_one_line(clinic: Clinic) -> None:
    found = paper(clinic)
    assert "Tax" in found.unsaid
    assert all(row.title not in found.unsaid for group in found.groups for row in group.rows)


def test_three_currencies_stand_beside_one_another_each_with_its_rate(workspace: Workspace) -> None:
    clinic = Clinic(workspace).asked()
    for key in ("PRV-01", "PRV-02", "PRV-03"):
        clinic.save(key)
    for key, rate in (("PRV-02", EURO), ("PRV-03", CROWN)):
        clinic.do(exchange_rates.convert_quote, quote_id=clinic.quotes[key], rate=rate, on=day("2026-02-19"))
    for key in ("PRV-01", "PRV-02", "PRV-03"):
        clinic.do(quotes.submit, quote_id=clinic.quotes[key], on=day("2026-02-20"))
    clinic.do(quotes.make_comparable, project_id=clinic.project, on=TODAY)
    crowns = Formats().money(Money.of(Decimal(17600), "SEK"))
    assert paper(clinic).footnotes == (
        "Brandreth IT quoted €26,200.00. 1 EUR = 0.8728 GBP, reference rate of the European Central Bank of "
        "20 Feb 2026.",
        f"Quickstep Tech quoted {crowns}. 1 SEK = 0.0801 GBP, typed by hand for 19 Feb 2026.",
    )
    clinic.award("PRV-02")
    letter = clinic.see(
        letter_paper, project_id=clinic.project, quote_id=clinic.quotes["PRV-02"],
        kind=LetterKind.AWARD.value, formats=Formats(), today=TODAY,
    )  # fmt: skip
    assert letter is not None
    assert letter.price is not None
    assert (letter.price.excl.currency, letter.price.excl.decimal) == ("EUR", Decimal(26200))


def test_the_chosen_one_is_marked_once_it_is_chosen(clinic: Clinic) -> None:
    assert paper(clinic).chosen is None
    clinic.award("PRV-02")
    found = paper(clinic)
    assert found.chosen == 1
    assert found.act == "Brandreth IT is chosen."


class TestRecord:
    """The decision record holds what was decided, by whom and why."""

    def _record(self, clinic: Clinic) -> Any:
        return clinic.see(
            decision_paper, project_id=clinic.project, formats=Formats(), today=day("2026-03-02")
        )

    def test_a_choice_is_told_in_the_owners_words_beside_every_quote(self, clinic: Clinic) -> None:
        clinic.award(reasons=("musts_covered", "three_years"))
        found = self._record(clinic)
        assert (found.firm.name, found.words, found.decided_by.name) == ("Larchfield Systems", WHY, OWNER)
        assert found.reasons == ("Must-haves covered", "Three years in all, excl. tax")
        assert [(row.firm.short, row.chosen) for row in found.compared] == [
            ("Larchfield", True),
            ("Brandreth", False),
            ("Quickstep", False),
        ]
        assert [row.name for row in found.not_chosen] == ["Brandreth IT", "Quickstep Tech"]
        assert "2 must-haves are not wholly in its price." in found.not_chosen[1].why

    def test_choosing_none_is_a_record_with_its_reason_also_when_others_are_asked_since(
        self, clinic: Clinic
    ) -> None:
        clinic.do(
            decisions.choose_none, project_id=clinic.project, reason_code="too_dear",
            words="All three are far above what we can pay.", typed_name=OWNER, on=day("2026-03-02"),
        )  # fmt: skip
        clinic.do(quotes.prepare_request, project_id=clinic.project, person="", on=day("2026-03-02"))
        found = self._record(clinic)
        assert found.firm is None
        assert found.reasons == ("All are dearer than we can pay",)
        assert len(found.compared) == 3

    def test_there_is_none_before_a_decision_or_once_it_is_taken_back(self, clinic: Clinic) -> None:
        assert self._record(clinic) is None
        clinic.award()
        clinic.do(
            decisions.withdraw_award, project_id=clinic.project, typed_name=OWNER, on=day("2026-03-05"),
            reason="The two prices had been taken for one another.",
        )  # fmt: skip
        assert self._record(clinic) is None
