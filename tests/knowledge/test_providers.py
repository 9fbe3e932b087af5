"""The twelve fictional providers hold what their tier asks, at rates of this world."""

from decimal import Decimal
from typing import Any

import pytest

from app.knowledge import load_knowledge
from tests.knowledge.cases import checked, day, number, providers, sample_day

KNOWN = load_knowledge()
STANDARD = KNOWN.credentials.pre_credentialed_standard
EXCHANGE = {
    ("USD", "EUR"): Decimal("0.92"),
    ("USD", "GBP"): Decimal("0.78"),
    ("EUR", "GBP"): Decimal("0.85"),
}


def needed(tier: str) -> frozenset[str]:
    return frozenset(STANDARD.light_path_set if tier == "Listed" else STANDARD.core_set)


def test_there_are_twelve_and_all_are_invented() -> None:
    assert len(providers()) == 12
    assert all(provider["fictional"] is True for provider in providers().values())


@pytest.mark.parametrize("id", providers())
class TestProvider:
    @pytest.fixture
    def provider(self, id: str) -> dict[str, Any]:
        return providers()[id]

    def test_its_skills_and_roles_are_known(self, provider: dict[str, Any]) -> None:
        assert {skill["skill"] for skill in provider["skills"]} <= set(KNOWN.skills.skills)
        assert {rate["role"] for rate in provider["day_rates"]} <= set(KNOWN.roles.roles)
        assert {held["credential"] for held in provider["credentials"]} <= set(KNOWN.credentials.credentials)

    def test_its_tier_rests_on_checked_credentials(self, provider: dict[str, Any]) -> None:
        if provider["tier"] != "Suspended":
            assert needed(provider["tier"]) <= checked(provider)
        if provider["tier"] == "Preferred":
            good = [card for card in provider["past_scorecards"] if number(card["total"]) >= 75]
            assert len(good) >= 3

    def test_those_credentials_last_to_the_day_of_the_sample(self, provider: dict[str, Any]) -> None:
        if provider["tier"] == "Suspended":
            return
        for held in provider["credentials"]:
            if held["credential"] in needed(provider["tier"]):
                assert day(held.get("renewed_to") or held["expires"]) >= sample_day(), held

    def test_its_rates_pass_the_sanity_rule(self, provider: dict[str, Any]) -> None:
        for rate in provider["day_rates"]:
            band = KNOWN.roles.roles[rate["role"]].day_rate[rate["tier"]]
            assert band is not None, rate
            kept_in = KNOWN.meta.region_tiers[rate["tier"]].currency
            factor = EXCHANGE.get((kept_in, rate["currency"]), Decimal(1))
            assert kept_in == rate["currency"] or factor != 1
            lowest, highest = Decimal("0.7") * band.low * factor, Decimal("1.4") * band.high * factor
            assert lowest <= number(rate["rate"]) <= highest, rate
