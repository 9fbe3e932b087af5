"""What each document says: the sums of the case, the owner's words, and honest sentences for gaps."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.analysis.money import Money
from app.analysis.tax_rates import Taxed
from app.documents.content import DocumentStatus
from app.queries import papers as p
from app.words.formats import Formats
from tests.documents import samples
from tests.documents.clinic import gbp, plan
from tests.documents.reading import draw, drawn, pages, text


def taxed(amount: str, tax: str) -> p.Price:
    return p.Price(gbp(amount), gbp(tax), "VAT 20%")


def test_the_proposal_answers_on_its_first_page() -> None:
    first = pages(drawn("PRO"))[0]
    for said in (
        "Choose Larchfield Practice Systems Ltd at £24,450.00 excl. tax: proven in clinics",
        "“Reception finds any animal record in 10 seconds (today 45)",
        "no tax stated in the quote",
        "Tax: none stated in the quote. Amounts are excl. tax.",
        "Not included: X-ray image archive, website, new computers (bought separately).",
        "Three years, all of the above £54,370.00",
        "Choose by Monday 2 March 2026.",
        "Choosing does not sign a contract.",
    ):
        assert said in first


def test_the_proposal_counts_where_the_choice_is_ahead() -> None:
    second = pages(drawn("PRO"))[1]
    assert "Why Larchfield: ahead on 7 of 12 counts, level on 1, behind on 4" in second
    assert "Cost over three years of 18 16.3 14.3" in second
    assert "Total, out of 100 87.5 81.0" in second


def test_weights_that_are_not_whole_all_show_a_decimal_and_no_level_count_is_not_mentioned() -> None:
    scores = (
        p.CriterionScore("Price", Decimal("12.5"), Decimal(12), Decimal(10)),
        p.CriterionScore("Near us", Decimal(12), Decimal(6), Decimal(7)),
    )
    found = text(draw("PRO", scores=scores))
    assert "Price of 12.5 12.0 10.0 Near us of 12.0 6.0 7.0" in found
    assert "Why Larchfield: ahead on 1 of 2 counts, behind on 1" in found


def test_plan_documents_show_price_minus_held_and_no_late_credit() -> None:
    for code in ("PRO", "ENG"):
        found = text(drawn(code))
        assert "£4,645.50" in found
        assert "£1,222.52" in found
        assert "£4,572.15" not in found
        assert "73.35" not in found
    assert "£24,450.00 £1,222.52 £23,227.48" in text(drawn("ENG"))


def test_the_certificate_alone_shows_the_late_credit() -> None:
    found = text(drawn("ACC"))
    for said in (
        "E. Thornaby accepts stage 4, “Data, links, tests and training: ready to go live”, without "
        "exceptions. Tests: 5 of 5 passed.",
        "20% of £24,450.00 £4,890.00",
        "−£244.50",
        "Late by 8 working days: 3 beyond the 5 of grace, 0.5% each −£73.35",
        "To pay, excl. tax £4,572.15",
        "Tax: none stated in the quote.",
        "9 Jun: stock value out by £1,284.60",
        "Silence accepts nothing.",
    ):
        assert said in found


def test_tax_is_printed_with_its_name_where_a_quote_states_it() -> None:
    settled = plan()
    invoices = tuple(
        replace(
            invoice, price=p.Price(invoice.price.excl, invoice.price.excl.times(Decimal("0.2")), "VAT 20%")
        )
        for invoice in settled.invoices
    )
    total = taxed("24450", "4889.98")
    found = text(
        draw(
            "PRO",
            price=total,
            plan=replace(settled, total=total, invoices=invoices),
            costs=(p.CostLine("The project", total),),
            costs_total=None,
        )
    )
    assert "none stated" not in found
    assert "£29,339.98 incl. VAT 20%" in found
    assert "Excl. tax VAT 20% Incl. tax" in found
    assert "Total 100% £24,450.00 £4,889.98 £29,339.98" in found


def test_a_price_at_two_rates_says_which_part_bears_which() -> None:
    parts = (Taxed(Decimal("0.19"), gbp("20000")), Taxed(Decimal("0.07"), gbp("4450")))
    price = p.Price(gbp("24450"), gbp("4111.50"), "VAT 19% and 7%", parts)
    licences = p.Price(gbp("100"), gbp("0"), "VAT 0%")
    costs = (p.CostLine("The project", price), p.CostLine("Licences, a month", licences))
    found = pages(draw("PRO", price=price, costs=costs, costs_total=None))[0]
    assert "Excl. tax Tax Incl. tax" in found
    assert "Tax on the price: 19% on £20,000.00: £3,800.00; 7% on £4,450.00: £311.50." in found
    record = text(draw("DEC", price=price))
    assert "£28,561.50 incl. VAT 19% and 7%" in record
    assert "7% on £4,450.00: £311.50" in record


def test_under_reverse_charge_no_paper_adds_tax_to_an_invoice() -> None:
    price = p.Price(gbp("9000"), gbp("0"), "VAT, reverse charge", reverse_charge=True)
    found = text(draw("PRO", price=price, costs=(p.CostLine("The project", price),), costs_total=None))
    assert "Reverse charge: no tax is added to an invoice; the owner accounts for it." in found
    assert "reverse charge: the owner accounts for the tax" in text(draw("DEC", price=price))


def test_the_summary_says_when_held_money_is_released_not_a_date_nobody_knows() -> None:
    first = pages(drawn("ENG"))[0]
    assert "£1,222.52, 60 days after stage 5" in first
    assert "5% of every stage stays with you until 60 days after stage 5." in first
    assert "Call R. Tolland first, about anything." in first


def test_an_exception_is_named_dated_and_kept_money_for() -> None:
    item = p.OpenItem("Label printer prints 2 mm low", date(2026, 7, 3), gbp(100))
    release = replace(samples.acceptance().release, held_for_items=gbp(100), to_pay=p.Price(gbp("4472.15")))
    found = text(draw("ACC", open_items=(item,), release=release))
    assert "ready to go live”, with 1 exception." in found
    assert "Label printer prints 2 mm low 3 Jul 2026 £100.00" in found
    assert "Held for the exceptions −£100.00" in found
    assert "£4,472.15" in found


def test_a_typed_name_is_a_record_and_not_a_signature() -> None:
    owner = p.AgreementRecord("E. Thornaby", date(2026, 6, 19))
    supplier = p.AgreementRecord(
        "R. Tolland",
        date(2026, 6, 19),
        "recorded by E. Thornaby from a mail of 19 Jun",
    )
    found = text(draw("ACC", owner_record=owner, supplier_record=supplier))
    assert "Signed in the app by E. Thornaby, 19 Jun 2026" in found
    assert "Agreed by R. Tolland, 19 Jun 2026, recorded by E. Thornaby from a mail of 19 Jun" in found
    assert "A typed name is a record of agreement, not a qualified signature." in found


@pytest.mark.parametrize(("result", "word"), [("not_yet", "Not yet"), ("cant_tell", "Can’t tell")])
def test_a_test_that_did_not_pass_says_so(result: str, word: str) -> None:
    tests = (replace(samples.acceptance().tests[0], result=result),)
    found = text(draw("ACC", tests=tests))
    assert word in found
    assert "Tests: 0 of 1 passed" in found


def test_the_brief_prints_every_answer_and_what_is_open() -> None:
    found = text(drawn("BRF"))
    for said in (
        "“Server-based practice program from 2011 on a failing server",
        "Find an animal record 45 s 10 s day 90",
        "M6 Stock of medicines with batch and expiry",
        "Can the old program export it? Left for the broker’s next visit",
        "Run old and new side by side? Not answered yet",
        "To build it: at most £30,000 excl. tax.",
        "E. Thornaby has the last word.",
        "Fits what we need Vital 26%",
        "Both together 30.3 53.7 95.2",
        "in 8 of 10 cases 62.2 days",
        "floor-plan.pdf 482 kB",
        "Keep clear 1 Mar – 10 May: lambing season",
    ):
        assert said in found


def test_what_an_audience_may_not_read_is_not_in_its_paper_and_so_not_in_its_document() -> None:
    found = text(draw("BRF", money=None, estimate=None, quality=None))
    for private in ("30,000", "Money", "Our estimate", "26,790", "quality"):
        assert private not in found


def test_gaps_are_said_and_not_passed_over() -> None:
    found = text(draw("BRF", paper=p.BriefPaper(head=samples.brief().head)))
    for said in (
        "Not told yet.",
        "No measure has been agreed yet",
        "Nobody has been counted yet.",
        "No must-have is listed yet.",
        "Nothing has been ruled out yet.",
        "No date is set yet.",
    ):
        assert said in found


def test_the_summary_of_a_plan_without_stages_or_people_still_reads() -> None:
    empty = p.PaymentPlan(p.Price(gbp(900)))
    found = text(
        draw(
            "ENG", plan=empty, on_site=None, team=(), team_note="", hours=None, measures=(), not_included=(),
            promises=(), risks=(), contacts=(), changes="", schedule=p.NO_SCHEDULE,
        )
    )  # fmt: skip
    assert "No stages are agreed yet." in found
    assert "Nobody is named on site yet." in found
    assert "No measure has been agreed yet" in found
    assert "Nothing has been ruled out in writing." in found


def test_a_proposal_without_scores_plan_or_rivals_still_reads() -> None:
    found = text(
        draw(
            "PRO", scores=(), plan=None, others=(), runner_up=None, coverage=p.NO_COVERAGE, checks=(),
            references=(), prices=None, disclosure=None, on_site=None, team=(), hours=None, risks=(),
            included=(), not_included=(), assumptions=(), would_change=(), costs=(), costs_total=None,
            valid_until=None, choose_by=None, ready_by=None, ready_words="",
        )
    )  # fmt: skip
    for said in (
        "The quotes were not scored.",
        "No other quote was compared.",
        "No stages are agreed yet.",
        "We have not tested what would change this choice.",
        "The quote does not say how long its price holds.",
        "Choose when you are ready.",
        "No risk has been written down yet.",
        "Nothing stated",
    ):
        assert said in found
    assert "Appendices" not in found


def test_one_stage_is_a_plan() -> None:
    stage = replace(plan().stages[0], share=Decimal(1))
    single = replace(plan(), stages=(stage,), invoices=plan().invoices[:1])
    found = text(draw("PRO", plan=single))
    assert "How it will go: 1 stage, tested before it is paid" in found


def test_a_sentence_left_open_is_closed_before_the_next() -> None:
    found = text(draw("PRO", would_change=("If price weighs 79% or more", "If “near” counts twice.”")))
    assert "If price weighs 79% or more. If “near” counts twice.”" in found


def test_long_lists_stand_one_below_another() -> None:
    items = tuple(f"Thing number {number}" for number in range(1, 13))
    document = draw("PRO", included=items)
    assert document.pages == drawn("PRO").pages
    found = text(document)
    assert all(item in found for item in items)


def test_the_day_a_time_line_was_drawn_is_told_in_words() -> None:
    schedule = replace(samples.summary().schedule, today=date(2026, 3, 13))
    assert "Red line: today, 13 Mar" in text(draw("ENG", schedule=schedule))


def test_units_of_measures_are_not_cut() -> None:
    wide = (p.Measure("Find a record", "seconds at the desk", Decimal(45), Decimal(10), "30 Sept 2026"),)
    assert "Find a record 45 seconds at the desk 10 seconds at the desk 30 Sept 2026" in text(
        draw("ENG", measures=wide)
    )


def test_coverage_says_four_different_things() -> None:
    found = text(drawn("PRO"))
    for state in ("Included", "Partly", "Not included", "Not said"):
        assert state in found
    assert "Covered in full 6 of 6 5 of 6 3 of 6" in found


def test_amounts_in_another_currency_and_language_are_printed_as_they_are() -> None:
    euros = p.Price(Money(2445000, "EUR"))
    found = text(draw("ACC", formats=Formats("de_DE", "EUR"), release=p.Release(euros.excl, euros)))
    assert "24.450,00 €" in found


def test_a_draft_certificate_says_nothing_is_signed() -> None:
    found = text(drawn("ACC", DocumentStatus.DRAFT))
    assert "Nothing to sign yet. Signature lines for Bramblecott Vets Ltd and Larchfield" in found
    assert "State DRAFT of 19 Jun 2026" in found


@pytest.mark.parametrize("you_do", ["", "Name two people who test"])
def test_a_column_in_which_no_stage_says_anything_is_left_out(you_do: str) -> None:
    plan = samples.proposal().plan
    assert plan is not None
    stages = tuple(replace(stage, you_do=you_do if stage.number == 1 else "") for stage in plan.stages)
    found = text(draw("PRO", plan=replace(plan, stages=stages)))
    assert ("What you do" in found) is bool(you_do)
    assert you_do in found
