"""Stage payments of a quote: kept as they were said, changed with its rate, and where a plan begins."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.exchange import DatedRate, RateSource
from app.analysis.money import Money, sum_money
from app.analysis.payments import split_price
from app.analysis.quote_facts import QuotedStage
from app.domain.engagements import Engagement, SignOffTest, Stage
from app.domain.errors import DomainError
from app.domain.plan_drafts import blank_stages, draft_stages
from app.domain.projects import Project
from app.domain.quoted_stages import QuotedPart, quoted_parts, read_stages, whole_parts, write_stages
from app.domain.quotes import Quote
from app.knowledge import load_knowledge
from app.persistence.workspace import Workspace
from app.queries import engagements as plan_rows
from app.queries.lens import Lens
from app.queries.payment_plan import proposed_plan
from app.queries.quote_offers import offer_of
from app.services import engagements, exchange_rates, quotes
from app.words.formats import Formats
from tests.clinic import PROVIDERS, Clinic, day, gbp

RATE = DatedRate("EUR", "GBP", Decimal("0.8728"), day("2026-02-20"), RateSource.ECB)
ON = day("2026-02-19")
PLANNED_ON = day("2026-03-03")


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    return Clinic(workspace).asked()


def offered(*amounts: object, days: Sequence[date | None] = ()) -> tuple[QuotedStage, ...]:
    """Stages "Stage A", "Stage B" … with their payments."""
    given_days = (*days, *([None] * len(amounts)))
    return tuple(
        QuotedStage(f"Part {letter}", ready, None if amount is None else gbp(amount))
        for letter, amount, ready in zip("ABCDEFGHIJ", amounts, given_days, strict=False)
    )


def stored(clinic: Clinic, provider: str = "PRV-01") -> Quote:
    return clinic.get(Quote, clinic.quotes[provider])


def chosen(clinic: Clinic, stages: tuple[QuotedStage, ...]) -> list[Stage]:
    """The plan filled in from a quote with these stages."""
    for provider in PROVIDERS:
        clinic.save(provider, **({"stages": stages} if provider == "PRV-01" else {}))
        clinic.do(
            quotes.submit,
            quote_id=clinic.quotes[provider],
            on=clinic.facts(provider)["facts"].received_on,
        )
    clinic.do(quotes.make_comparable, project_id=clinic.project, on=day("2026-02-26"))
    clinic.award()
    clinic.do(engagements.draft_plan, project_id=clinic.project, on=PLANNED_ON)
    return clinic.all(Stage, Stage.number)


def findings(clinic: Clinic) -> dict[str, str]:
    view = clinic.see(
        plan_rows.plan,
        lens=Lens.BROKER,
        project_id=clinic.project,
        formats=Formats(currency="GBP"),
    )
    return {finding.code: finding.text for finding in view.findings}


def thirds(price: Money) -> tuple[str, str, str]:
    """A price in three uneven amounts that are no round percentages."""
    first, second = price.minor // 3, price.minor // 7
    parts = (first, second, price.minor - first - second)
    return tuple(str(Decimal(minor) / 100) for minor in parts)  # type: ignore[return-value]  # three


def test_stages_are_kept_as_they_were_said(clinic: Clinic) -> None:
    said = (
        QuotedStage("  Design\n and  data ", day("2026-04-01"), gbp(0)),
        QuotedStage("", None, gbp("12.5"), in_advance=True),
        QuotedStage("Handed over"),
        QuotedStage(),
    )
    clinic.save("PRV-01", stages=said)
    kept = read_stages(stored(clinic).stages)
    assert kept == (
        QuotedStage("Design and data", day("2026-04-01"), gbp(0)),
        QuotedStage("", None, gbp("12.5"), in_advance=True),
        QuotedStage("Handed over"),
    )
    clinic.save("PRV-01")
    assert read_stages(stored(clinic).stages) == ()


@pytest.mark.parametrize(
    ("amount", "words"),
    [(Money(-1, "GBP"), "less than nothing"), (Money(100, "EUR"), "in EUR and the project is in GBP")],
)
def test_an_amount_that_no_quote_has_is_refused(clinic: Clinic, amount: Money, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        clinic.save("PRV-01", stages=(QuotedStage("A", None, amount),))


@pytest.mark.parametrize(
    "kept",
    [
        None, 7, "abc", {"title": "x"}, [7, None, "x", []], [{}], [{"title": 5, "amount": [], "ready_on": {}}],
        [{"amount": "NaN GBP"}, {"amount": "1e9 GBP"}, {"amount": "-5 GBP"}, {"amount": "9" * 5000 + " GBP"}],
        [{"ready_on": "2026-02-31"}, {"ready_on": "soon"}, {"ready_on": 20260101}],
    ],
)  # fmt: skip
def test_what_cannot_be_read_of_stages_is_not_said(kept: Any) -> None:
    assert read_stages(kept) == ()
    assert quoted_parts(read_stages(kept), gbp(1000)) == ()


def test_no_more_stages_are_read_than_a_form_can_have() -> None:
    assert len(read_stages([{"title": "x"}] * 100_000)) == 99
    assert len(write_stages([QuotedStage("x")] * 1000)) == 99


@given(st.lists(st.integers(0, 10**11), min_size=1, max_size=12).filter(any))
def test_every_amount_comes_back_to_the_minor_unit(minors: list[int]) -> None:
    stages = tuple(QuotedStage("x", None, Money(minor, "GBP")) for minor in minors)
    price = Money(sum(minors), "GBP")
    parts = whole_parts(stages, price)
    assert sum(part.share for part in parts) == 100
    split = split_price(price, [part.share for part in parts], Decimal(0))
    assert [stage.amount.minor for stage in split.stages] == minors


def test_shares_are_no_longer_than_they_have_to_be() -> None:
    parts = quoted_parts(offered(30, 50, 20), gbp(100))
    assert [str(part.share) for part in parts] == ["30", "50", "20"]


@pytest.mark.parametrize(
    ("amounts", "price"),
    [((None, None), gbp(100)), ((50, 50), None), ((50, 101), gbp(100)), ((0, 0), gbp(0)), ((50,), Money(50, "EUR"))],
)  # fmt: skip
def test_amounts_that_no_price_divides_into_are_no_parts(
    amounts: tuple[Any, ...], price: Money | None
) -> None:
    assert quoted_parts(offered(*amounts), price) == ()


def test_stages_are_changed_with_their_quote_and_still_add_up(clinic: Clinic) -> None:
    said = offered("333.33", "333.33", "333.34", None)
    clinic.save("PRV-02", price=gbp(1000), stages=said)
    key = clinic.quotes["PRV-02"]
    clinic.do(exchange_rates.convert_quote, quote_id=key, rate=RATE, on=ON)
    quote = stored(clinic, "PRV-02")
    changed = [stage.amount for stage in read_stages(quote.stages)]
    assert changed == [gbp("290.93"), gbp("290.93"), gbp("290.94"), None]
    assert quote.price == gbp("872.80") == sum_money([each for each in changed if each], "GBP")
    again = DatedRate("EUR", "GBP", Decimal("0.9"), ON, RateSource.BY_HAND)
    clinic.do(exchange_rates.convert_quote, quote_id=key, rate=again, on=ON)
    assert [each.amount for each in read_stages(stored(clinic, "PRV-02").stages)] == [
        gbp("300"), gbp("300"), gbp("300"), None,
    ]  # fmt: skip
    clinic.do(exchange_rates.keep_own_currency, quote_id=key, on=ON)
    assert read_stages(stored(clinic, "PRV-02").stages) == said


def test_a_stage_that_moved_up_is_changed_from_what_was_told_of_it(clinic: Clinic) -> None:
    clinic.save("PRV-02", price=gbp(1000), stages=offered(100, 400, 500))
    key = clinic.quotes["PRV-02"]
    clinic.do(exchange_rates.convert_quote, quote_id=key, rate=RATE, on=ON)
    left = read_stages(stored(clinic, "PRV-02").stages)[1:]
    typed_over = (left[0], QuotedStage("Part C", None, gbp(600)))
    clinic.save("PRV-02", price=stored(clinic, "PRV-02").price, stages=typed_over)
    clinic.do(exchange_rates.convert_quote, quote_id=key, rate=RATE, on=ON)
    assert [each.amount for each in read_stages(stored(clinic, "PRV-02").stages)] == [
        gbp("349.12"), Money.of(Decimal(600) * RATE.rate, "GBP"),
    ]  # fmt: skip


def test_the_plan_begins_with_the_stages_of_the_quote(clinic: Clinic) -> None:
    price = clinic.facts("PRV-01")["facts"].price
    amounts = thirds(price)
    stages = chosen(clinic, offered(*amounts, days=(day("2026-04-17"), None, day("2026-06-26"))))
    assert [stage.title for stage in stages] == ["Part A", "Part B", "Part C"]
    assert [stage.amount for stage in stages] == [gbp(amount) for amount in amounts]
    assert [stage.planned_on for stage in stages] == [day("2026-04-17"), None, day("2026-06-26")]
    assert stages[2].starts_on == day("2026-04-20")
    templates = clinic.get(Project, clinic.project).templates
    usual = draft_stages(templates, clinic.facts("PRV-01")["lines"], price)
    in_turn = [package for stage in stages for package in stage.packages]
    assert in_turn == [package for stage in usual for package in stage.packages]
    tests = clinic.all(SignOffTest)
    codes = {
        f"{name}.{code}" for name in templates for code in load_knowledge().template(name).acceptance_criteria
    }
    assert {test.code for test in tests if test.code} == codes
    assert {test.stage_id for test in tests} == {stage.id for stage in stages}
    assert "sum" not in findings(clinic)


def test_amounts_that_do_not_add_up_stand_as_said_and_the_plan_tells(clinic: Clinic) -> None:
    price = clinic.facts("PRV-01")["facts"].price
    stages = chosen(
        clinic, offered(price.times(Decimal("0.25")).decimal, price.times(Decimal("0.5")).decimal)
    )
    assert [stage.share for stage in stages] == [Decimal(25), Decimal(50)]
    shown = findings(clinic)
    assert shown["sum"].startswith("Stages add up to ")
    assert "PAY-02" in shown


def test_payment_before_anything_works_is_told_by_its_guard(clinic: Clinic) -> None:
    price = clinic.facts("PRV-01")["facts"].price
    small = price.times(Decimal("0.02"))
    first = price - sum_money([small] * 8, "GBP")
    stages = chosen(clinic, offered(first.decimal, *[small.decimal] * 8))
    assert len(stages) == 9
    shown = findings(clinic)
    assert shown["PAY-02"].startswith("Stage 1 is 84% of the price.")
    assert shown["PAY-03"].startswith("86% is paid before anything works.")


def test_a_payment_on_signing_is_told_by_its_guard(clinic: Clinic) -> None:
    """£24,450: a quarter, £6,112.50, on signing breaks the fifth that PAY-01 allows; £4,890 is just that fifth."""
    parts = (gbp("6112.50"), gbp("9168.75"), gbp("9168.75"))
    said = [QuotedStage(f"Part {at}", None, part, at == 0) for at, part in enumerate(parts)]
    stages = chosen(clinic, tuple(said))
    assert [stage.in_advance for stage in stages] == [True, False, False]
    assert findings(clinic)["PAY-01"] == "25% is paid before its work begins. Keep that to 20% of the price."
    clinic.do(engagements.change_stage, stage_id=stages[0].id, share=Decimal(20), on=PLANNED_ON)
    assert "PAY-01" not in findings(clinic)
    clinic.do(engagements.change_stage, stage_id=stages[0].id, share=Decimal(25), on=PLANNED_ON)
    clinic.do(engagements.change_stage, stage_id=stages[0].id, in_advance=False, on=PLANNED_ON)
    assert "PAY-01" not in findings(clinic)


@pytest.mark.parametrize(
    "days",
    [
        (date(1900, 1, 1), date(9999, 12, 31)),
        (date(2026, 6, 26), date(2026, 4, 1)),
        (date(2026, 6, 27), date(2026, 6, 27)),
    ],
)
def test_days_that_cannot_be_still_give_a_plan(clinic: Clinic, days: tuple[date, date]) -> None:
    price = clinic.facts("PRV-01")["facts"].price
    half = price.times(Decimal("0.5"))
    stages = chosen(clinic, offered(half.decimal, (price - half).decimal, days=days))
    assert len(stages) == 2
    for stage, said in zip(stages, days, strict=True):
        assert stage.planned_on in (said, None)
        if stage.planned_on is not None:
            assert stage.starts_on is not None
            assert stage.starts_on <= stage.planned_on


def test_without_stages_the_plan_is_the_templates(clinic: Clinic) -> None:
    stages = chosen(clinic, (QuotedStage("A name and no payment", day("2026-05-01")),))
    project, engagement = clinic.get(Project, clinic.project), clinic.all(Engagement)[0]
    assert engagement.price is not None
    lines = clinic.facts("PRV-01")["lines"]
    usual = draft_stages(project.templates, lines, engagement.price)
    assert [(stage.title, stage.share) for stage in stages] == [(each.title, each.share) for each in usual]


@pytest.mark.parametrize(("over", "named"), [(0, True), (1, False)])
def test_a_proposal_prints_the_stages_of_a_quote_that_add_up(clinic: Clinic, over: int, named: bool) -> None:
    price = clinic.facts("PRV-01")["facts"].price
    half = price.times(Decimal("0.5"))
    stages = (QuotedStage("Half", None, half), QuotedStage("All", None, price - half + Money(over, "GBP")))
    clinic.save("PRV-01", stages=stages)
    offer = clinic.see(offer_of, quote_id=clinic.quotes["PRV-01"])
    project = clinic.get(Project, clinic.project)
    paper = proposed_plan(project, offer, starts=PLANNED_ON, formats=Formats(currency="GBP"))
    assert paper is not None
    assert ([row.name for row in paper.stages] == ["Half", "All"]) is named
    assert sum_money((row.price for row in paper.stages), "GBP") == price


@pytest.mark.parametrize("template", tuple(load_knowledge().templates.templates))
@pytest.mark.parametrize("count", [1, 2, 4, 8, 15])
def test_every_template_spreads_its_work_over_the_stages_of_a_quote(template: str, count: int) -> None:
    known = load_knowledge().template(template)
    quoted = tuple(QuotedPart(f"Part {at}", Decimal(100) / count, None) for at in range(count))
    stages = draft_stages((template,), (), gbp(20_000), quoted=quoted)
    assert [stage.title for stage in stages] == [part.title for part in quoted]
    assert all(stage.tests for stage in stages)
    codes = [test.code for stage in stages for test in stage.tests if test.code]
    assert sorted(codes) == sorted(f"{template}.{name}" for name in known.acceptance_criteria)
    packages = [name for stage in stages for name in stage.packages]
    usual = [name for stage in draft_stages((template,), (), gbp(20_000)) for name in stage.packages]
    assert packages == usual


def test_a_first_step_keeps_a_stage_of_its_own() -> None:
    quoted = (QuotedPart("Begin", Decimal(10), None), QuotedPart("", Decimal(90), None))
    first, second = draft_stages(("TPL-CRM",), (), gbp(20_000), "TPL-CRM.WP1", quoted)
    assert first.packages == ("TPL-CRM.WP1",)
    assert (first.title, second.title) == ("Begin", "Stage 2")


def test_a_name_is_no_longer_in_the_plan_than_its_form_takes() -> None:
    (stage,) = draft_stages(
        ("TPL-CRM",), (), gbp(20_000), quoted=(QuotedPart("x" * 1000, Decimal(100), None),)
    )
    assert stage.title == "x" * 119 + "…"


def test_without_a_template_the_last_stage_shows_what_must_work() -> None:
    quoted = (QuotedPart("Half", Decimal(50), None), QuotedPart("All", Decimal(50), day("2026-05-01")))
    half, whole = blank_stages(["Books print", "It opens at 8"], quoted)
    assert [test.must for test in half.tests] == [None]
    assert [(test.text, test.must) for test in whole.tests] == [("Books print", 0), ("It opens at 8", 1)]
    assert (half.share, whole.planned_on) == (Decimal(50), day("2026-05-01"))
