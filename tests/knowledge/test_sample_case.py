"""The complete cases hold together: money to the penny, lawful steps, scores by the rules."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from app.analysis.sourcing import advise_class
from app.knowledge import load_knowledge
from tests.knowledge.cases import CLINIC, PORTAL, case, checked, day, number, providers

KNOWN = load_knowledge()
PENNY = Decimal("0.01")
WHOLLY_OVER = {"closed", "accepted", "paid", "implemented", "decided", "not_selected", "declined"}


@pytest.fixture(params=[CLINIC, PORTAL])
def told(request: pytest.FixtureRequest) -> dict[str, Any]:
    return case(request.param)


def total(amounts: Iterable[str | int]) -> Decimal:
    return sum(map(number, amounts), Decimal(0))


def payments(told: dict[str, Any]) -> list[dict[str, Any]]:
    due = [*told["milestones"], *told["change_orders"]]
    return [*(item["payment"] for item in due), told["retention_payment"]]


def working(told: dict[str, Any], on: date) -> bool:
    return on.weekday() < 5 and on.isoformat() not in told["calendar"]["holidays"]


def of_templates(told: dict[str, Any], part: str) -> set[str]:
    """Qualified names ("TPL-ERP.A1") of a part of all the project's templates."""
    templates = [KNOWN.template(id) for id in told["project"]["templates"]]
    return {f"{template.id}.{name}" for template in templates for name in getattr(template, part)}


class TestMoney:
    def test_the_ledger_balances(self, told: dict[str, Any]) -> None:
        ledger = told["ledger"]
        paid = number(ledger["total_paid_to_provider"])
        assert (
            total([ledger["award_price"], ledger["change_orders"]]) - number(ledger["delay_credits"]) == paid
        )
        assert abs(total(payment["net_amount"] for payment in payments(told)) - paid) < PENNY
        assert paid <= number(told["project"]["brief"]["ceiling"])

    def test_stages_add_up_to_the_price_and_keep_the_guards(self, told: dict[str, Any]) -> None:
        price = number(told["award"]["price"])
        assert abs(total(stage["amount"] for stage in told["milestones"]) - price) < 2 * PENNY
        ceiling = 30 if price > 25000 else 45
        assert all(number(stage["payment_pct"]) <= ceiling for stage in told["milestones"])

    def test_quotes_add_up_line_by_line(self, told: dict[str, Any]) -> None:
        for quote in told["quotes"]:
            lines, price = total(line["amount"] for line in quote["lines"]), number(quote["price"])
            assert lines == number(quote["sum_of_lines"])
            assert lines + number(quote["commercial_adjustment"]) == price
            monthly = total([quote["support_per_month"], quote["licences_per_month"]])
            once = total([quote["broker_adjustment"]["amount"], quote["owner_bought_hardware"]])
            assert price + once + 36 * monthly == number(quote["three_year_cost"])

    def test_a_low_price_is_a_question_by_the_rule(self, told: dict[str, Any]) -> None:
        build = number(told["should_cost"]["build"])
        for quote in told["quotes"]:
            assert quote["abnormally_low"] is (number(quote["price"]) < Decimal("0.75") * build)

    def test_payments_follow_their_order_and_are_in_time(self, told: dict[str, Any]) -> None:
        for payment in payments(told):
            steps = [day(payment[step]) for step in ("due", "invoiced", "approved", "paid")]
            assert steps == sorted(steps)
            assert (steps[-1] - steps[0]).days <= 14

    def test_should_cost_is_fixed_before_the_request_goes_out(self, told: dict[str, Any]) -> None:
        cost = told["should_cost"]
        monthly = total([cost["support_per_month"], cost["licences_per_month"]])
        assert total([cost["build"], cost["hardware"]]) + 36 * monthly == number(cost["three_year"])
        assert day(cost["fixed_on"]) <= day(told["quote_request"]["issued"])


class TestHistory:
    def test_every_step_is_lawful_and_the_chain_unbroken(self, told: dict[str, Any]) -> None:
        now: dict[tuple[str, str], str] = {}
        for step in told["audit_log"]:
            thing = (step["entity"], step["id"])
            assert now.get(thing) == step["from"], step
            machine = KNOWN.lifecycle.entities[step["entity"]]
            assert any(
                (allowed.event, allowed.produces) == (step["event"], step["document"])
                and step["who"] in allowed.who
                for allowed in machine.steps(step["from"], step["to"])
            ), step
            now[thing] = step["to"]
        assert {id: state for (_, id), state in now.items()} == told["final_states"]

    def test_steps_stand_in_order_on_working_days(self, told: dict[str, Any]) -> None:
        days = [day(step["date"]) for step in told["audit_log"]]
        assert days == sorted(days)
        assert all(working(told, on) for on in days)
        assert all(working(told, day(stage["planned_date"])) for stage in told["milestones"])

    def test_all_is_over_at_the_end(self, told: dict[str, Any]) -> None:
        assert set(told["final_states"].values()) <= WHOLLY_OVER

    def test_exactly_one_stage_was_sent_back_and_then_accepted(self, told: dict[str, Any]) -> None:
        results = [[handed["result"] for handed in stage["submissions"]] for stage in told["milestones"]]
        assert sum(result == ["rejected", "accepted"] for result in results) == 1
        assert all(result[-1] == "accepted" for result in results)


class TestScope:
    def test_stages_cover_every_test_and_only_known_packages(self, told: dict[str, Any]) -> None:
        tests = {name for stage in told["milestones"] for name in stage["criteria"]}
        assert tests == of_templates(told, "acceptance_criteria")
        packages = {name for stage in told["milestones"] for name in stage["work_packages"]}
        assert packages <= of_templates(told, "work_packages")

    def test_the_class_is_the_one_the_rules_give(self, told: dict[str, Any]) -> None:
        strategy = told["strategy"]
        kinds = KNOWN.sourcing.inputs
        inputs = {
            name: number(value) if kinds[name].type == "number" else value
            for name, value in strategy["inputs"].items()
        }
        advice = advise_class(KNOWN.sourcing, inputs)
        assert (advice.rule.id, advice.engagement_class) == (strategy["decided_by"], strategy["class"])
        assert [rule.id for rule in advice.advice] == [given["rule"] for given in strategy["advice"]]
        assert strategy["class"] == told["engagement"]["class"]
        assert told["pricing_choice"]["model"] == told["engagement"]["pricing_model"]


class TestChoice:
    def test_scores_follow_the_weights_and_the_first_one_won(self, told: dict[str, Any]) -> None:
        evaluation = told["evaluation"]
        weights = KNOWN.matching.weights.of(evaluation["main_template"])
        assert {name: number(weight) for name, weight in evaluation["weights"].items()} == weights
        totals = []
        for result in evaluation["results"]:
            scores = {name: number(score) for name, score in result["scores"].items()}
            made = sum(weights[name] * score for name, score in scores.items()) / 5
            assert abs(made - number(result["total"])) < Decimal("0.06")
            totals.append(number(result["total"]))
        assert totals[0] == max(totals)
        assert evaluation["results"][0]["quote"] == told["award"]["quote"]

    def test_price_is_read_off_the_anchors(self, told: dict[str, Any]) -> None:
        anchors = sorted(KNOWN.factors.factors["FAC-PRICE"].parts["price_ratio"].anchors)
        quotes = {quote["id"]: quote for quote in told["quotes"]}
        for result in told["evaluation"]["results"]:
            cost = number(quotes[result["quote"]]["three_year_cost"])
            earned = read_off(anchors, cost / number(told["should_cost"]["three_year"])) / 20
            assert abs(earned - number(result["scores"]["MC-PRICE"])) < Decimal("0.006")

    def test_the_winner_holds_every_must_credential_on_the_day_of_signing(self, told: dict[str, Any]) -> None:
        winner = providers()[told["award"]["provider"]]
        signed = day(told["engagement"]["signed"])
        for id in told["project"]["templates"]:
            for need in KNOWN.template(id).credentials:
                if need.level == "must":
                    held = next(h for h in winner["credentials"] if h["credential"] == need.credential)
                    assert held["level"] >= 2
                    assert held["expires"] is None or day(held["expires"]) > signed

    def test_whoever_was_invited_passed_the_gates_or_has_a_waiver(self, told: dict[str, Any]) -> None:
        waivers = {(waiver["provider"], waiver["gate"]) for waiver in told["shortlist"]["waivers"]}
        for id in told["shortlist"]["invited"]:
            provider = providers()[id]
            missing = [
                need.credential
                for template in told["project"]["templates"]
                for need in KNOWN.template(template).credentials
                if need.level == "must" and not set(need.accepted()) & checked(provider)
            ]
            assert not missing or (id, "GATE-02") in waivers, (id, missing)
            assert number(provider["free_pd_per_week"]) > 0 or (id, "GATE-04") in waivers
            assert provider["tier"] != "Suspended"

    def test_no_quote_is_too_large_for_its_bidder(self, told: dict[str, Any]) -> None:
        for quote in told["quotes"]:
            provider, price = providers()[quote["provider"]], number(quote["price"])
            assert price <= Decimal("0.25") * number(provider["yearly_turnover"])
            if provider["tier"] == "Verified" and price > 25000:
                assert sum(reference["telephoned"] for reference in provider["references"]) >= 2

    def test_open_red_flags_carry_their_severity(self, told: dict[str, Any]) -> None:
        for flag in told["evaluation"]["open_red_flags"]:
            if "flag" in flag:
                assert flag["severity"] == KNOWN.matching.red_flags[flag["flag"]].severity


class TestAfterwards:
    def test_a_weekly_note_names_risks_of_the_list(self, told: dict[str, Any]) -> None:
        assert set(told["weekly_note_sample"]["top_3_risks"]) <= {risk["risk"] for risk in told["risks"]}

    def test_no_month_is_measured_before_it_is_over(self, told: dict[str, Any]) -> None:
        ends = max(step["date"] for step in told["audit_log"] if step["entity"] == "Engagement")
        assert all(month["month"] < ends[:7] for month in told["service_measures"])

    def test_the_scorecard_is_made_of_the_records(self, told: dict[str, Any]) -> None:
        given = {name: value for name, value in told["scorecard"]["inputs"].items()}
        readings = [reading for month in told["service_measures"] for reading in month["readings"]]
        assert (len(readings), sum(reading["met"] for reading in readings)) == (
            given["readings"],
            given["readings_met"],
        )
        first, last = day(told["milestones"][0]["started"]), day(told["milestones"][-1]["planned_date"])
        span = (first + timedelta(days) for days in range((last - first).days + 1))
        assert sum(working(told, on) for on in span) == given["planned_days"]

    def test_the_scorecard_total_follows_its_weights(self, told: dict[str, Any]) -> None:
        scores = expected_scores(told["scorecard"]["inputs"])
        criteria = KNOWN.engagement.scorecard.criteria
        made = sum(criteria[id].weight * score for id, score in scores.items()) / 100
        assert set(scores) == set(criteria)
        assert abs(made - number(told["scorecard"]["total"])) < Decimal("0.051")
        band = next(band for band in KNOWN.engagement.scorecard.bands if made >= band.min)
        assert band.label == told["scorecard"]["band"]


def read_off(anchors: list[tuple[Decimal, Decimal]], value: Decimal) -> Decimal:
    """Piecewise linear through the anchors, flat outside them."""
    if value <= anchors[0][0]:
        return anchors[0][1]
    for (low, earned), (high, more) in pairwise(anchors):
        if value <= high:
            return earned + (more - earned) * (value - low) / (high - low)
    return anchors[-1][1]


def expected_scores(inputs: dict[str, Any]) -> dict[str, Decimal]:
    """The eight scores by the formulas of the knowledge, written out here as an independent oracle."""
    told = {name: number(value) for name, value in inputs.items() if name != "again"}
    overrun = (told["final_price"] - told["changes_owner_caused"] - told["award_price"]) / told["award_price"]
    nothing = Decimal(0)
    return {
        "SC-COST": max(nothing, 100 - 4 * max(nothing, overrun * 100)),
        "SC-TIME": max(nothing, 100 - 3 * told["provider_caused_delay_days"] / told["planned_days"] * 100),
        "SC-ACC": told["accepted_first_time"] / told["milestones"] * 100,
        "SC-QUAL": max(nothing, 100 - 20 * told["sev1"] - 10 * told["sev2"] - 2 * told["sev3"]),
        "SC-COMM": told["rating_avg"] * 20,
        "SC-PEOPLE": told["key_unchanged"] / told["key_people"] * 100,
        "SC-SLA": told["readings_met"] / told["readings"] * 100,
        "SC-AGAIN": {"no": nothing, "with conditions": Decimal(50), "yes": Decimal(100)}[inputs["again"]],
    }
