"""The round of quotes as it is read: scope before price, what is not said shown as such, nothing private."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

import pytest

from app.persistence.workspace import Workspace
from app.queries import decisions as decision_queries
from app.queries import quotes as queries
from app.queries.lens import Lens
from app.services import decisions, quotes
from app.words.formats import Formats
from tests.clinic import OWNER, WHY, Clinic, day, gbp

TODAY = day("2026-02-26")


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """Three quotes compared; the third speaks of neither reminders nor wholly of lab results."""
    return Clinic(workspace).compared()


def _see(clinic: Clinic, query: Any, lens: Lens = Lens.OWNER, **more: Any) -> Any:
    arguments = {"project_id": clinic.project, "today": TODAY, **more}
    return clinic.see(query, lens=lens, formats=Formats(), **arguments)


def _rows(comparison: queries.Comparison) -> dict[str, queries.ComparisonRow]:
    return {row.key: row for group in comparison.groups for row in group.rows}


def test_scope_comes_before_price_and_watch_out_last(clinic: Clinic) -> None:
    shown = _see(clinic, queries.comparison)
    assert [group.title for group in shown.groups] == [
        "What you get",
        "What it costs",
        "Who and when",
        "If things go wrong",
        "Watch out for",
    ]
    assert [row.title for row in shown.groups[0].rows[:2]] == [
        "Must-haves covered",
        "1 import clients, animals and history",
    ]
    assert [row.key for row in shown.groups[1].rows] == [
        "quoted",
        "tax",
        "incl_tax",
        "gaps",
        "like_for_like",
        "bought_by_owner",
        "running_per_month",
        "three_years",
    ]


def test_each_cell_says_it_in_words_with_tone_and_icon(clinic: Clinic) -> None:
    rows = _rows(_see(clinic, queries.comparison))
    covered = rows["musts_covered"]
    assert [cell.text for cell in covered.cells] == ["6 of 6", "6 of 6", "4.5 of 6"]
    assert [cell.best for cell in covered.cells] == ["most", "most", ""]
    reminders = rows[f"must:{clinic.musts[1].hex}"].cells
    assert [(cell.text, cell.tone, cell.icon) for cell in reminders] == [
        ("Included", "success", "circle-check"),
        ("Included", "success", "circle-check"),
        ("Not said", "neutral", "circle-help"),
    ]
    assert rows[f"must:{clinic.musts[2].hex}"].cells[2].text == "Partly"
    assert not rows[f"must:{clinic.musts[0].hex}"].differs
    assert rows[f"must:{clinic.musts[1].hex}"].differs


def test_three_years_equal_the_case(clinic: Clinic) -> None:
    for item in clinic.musts[1:3]:
        clinic.do(
            quotes.set_allowance,
            quote_id=clinic.quotes["PRV-03"],
            item_id=item,
            allowance=gbp(725),
            basis="our should-cost",
            on=TODAY,
        )
    rows = _rows(_see(clinic, queries.comparison))
    assert [cell.text for cell in rows["three_years"].cells] == ["£54,370.00", "£59,180.00", "£46,450.00"]
    gaps = rows["gaps"].cells[2]
    assert gaps.text == "£1,450.00 for 2 gaps"
    assert "reminders by text message: £725.00, our should-cost" in gaps.detail
    assert rows["like_for_like"].cells[2].text == "£19,050.00"
    assert rows["like_for_like"].cells[2].best == "lowest"


def test_a_gap_without_a_figure_leaves_the_total_unknown_and_never_best(clinic: Clinic) -> None:
    rows = _rows(_see(clinic, queries.comparison))
    assert rows["gaps"].cells[2].text == "Not known yet"
    cell = rows["three_years"].cells[2]
    assert (cell.text, cell.best, cell.value) == ("Not known", "", None)
    assert cell.detail == "A gap has no figure yet."


def test_a_price_not_said_is_never_a_zero(workspace: Workspace) -> None:
    clinic = Clinic(workspace).asked()
    with clinic.together():
        clinic.save("PRV-01", price=None, support_month=None)
        clinic.save("PRV-02", tax="excluded", tax_rate=Decimal("0.20"))
        for provider in ("PRV-01", "PRV-02"):
            clinic.do(quotes.submit, quote_id=clinic.quotes[provider], on=day("2026-02-19"))
    rows = _rows(_see(clinic, queries.comparison))
    unknown = [rows[key].cells[0].text for key in ("quoted", "like_for_like", "running_per_month")]
    assert unknown == ["Not said", "Not known", "Not said"]
    assert "£0.00" not in str([asdict(row.cells[0]) for row in rows.values()])
    assert rows["tax"].cells[1].text == "£5,240.00 (VAT 20%)"
    assert rows["incl_tax"].cells[1].text == "£31,440.00"
    assert "No price given. Ask for it." in rows["flags"].cells[0].text


def test_what_to_watch_out_for_says_what_to_ask(clinic: Clinic) -> None:
    flags = _rows(_see(clinic, queries.comparison))["flags"].cells
    assert flags[0].text == ("The price is £745.00 less than its lines: Their own discount for the whole job")
    assert "£17,600.00 is 62% of our own estimate of £28,310.00. Ask what is left out." in flags[2].text
    assert "Does not speak of 1 must-have. Ask." in flags[2].text
    late = _rows(_see(clinic, queries.comparison, today=day("2026-04-01")))["flags"].cells
    assert "The price ran out on 31 Mar 2026. Ask them to renew it." in late[2].text


def test_those_named_are_shown_and_at_most_four(clinic: Clinic) -> None:
    keys = [clinic.quotes["PRV-03"], clinic.quotes["PRV-01"]]
    shown = _see(clinic, queries.comparison, quote_ids=keys)
    assert [column.quote_id for column in shown.columns] == keys
    assert [name for _, name in shown.others] == ["Brandreth IT"]
    assert all(len(row.cells) == 2 for row in _rows(shown).values())


def test_what_is_best_is_best_of_all_quotes_not_of_those_in_sight(clinic: Clinic) -> None:
    every = _rows(_see(clinic, queries.comparison))
    of = {key: at for at, key in enumerate(clinic.quotes)}
    for one in clinic.quotes:
        for other in clinic.quotes:
            if one == other:
                continue
            keys = (clinic.quotes[one], clinic.quotes[other])
            seen = _rows(_see(clinic, queries.comparison, quote_ids=keys))
            for name in ("running_per_month", "three_years", "musts_covered"):
                best = [cell.best for cell in every[name].cells]
                assert [cell.best for cell in seen[name].cells] == [best[of[one]], best[of[other]]]


def test_the_owner_never_reads_a_private_note(workspace: Workspace) -> None:
    clinic = Clinic(workspace).asked()
    clinic.save("PRV-01", notes="SECRET: they owe me a favour")
    clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=day("2026-02-19"))
    key = clinic.quotes["PRV-01"]
    for lens in Lens:
        pages = [
            _see(clinic, queries.comparison, lens),
            _see(clinic, queries.rows, lens),
            _see(clinic, queries.request, lens),
            _see(clinic, decision_queries.choose, lens),
        ]
        assert "SECRET" not in str(pages)
    forms = {lens: clinic.see(queries.form, lens=lens, quote_id=key, formats=Formats()) for lens in Lens}
    assert "SECRET" not in str(forms[Lens.OWNER])
    assert forms[Lens.BROKER].facts.notes.startswith("SECRET")


def test_the_round_tells_who_has_answered(workspace: Workspace) -> None:
    clinic = Clinic(workspace).asked()
    on = day("2026-02-17")
    clinic.do(quotes.record_declined, quote_id=clinic.quotes["PRV-02"], reason="too busy", on=on)
    clinic.save("PRV-03")
    clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-03"], on=on)
    rows = _see(clinic, queries.rows, today=on)
    assert [(row.provider, row.status, row.due) for row in rows] == [
        ("Larchfield Systems", "Asked", "Fri 20 Feb (in 3 days)"),
        ("Brandreth IT", "Declined", ""),
        ("Quickstep Tech", "In", ""),
    ]
    assert rows[1].note == "too busy"
    assert rows[0].price.excl_text == "Not said"
    assert rows[2].price.line == (
        "£17,600.00 excl. tax · tax: Not stated in the quote · incl. tax: Not known"
    )
    view = _see(clinic, queries.request, today=on)
    assert (view.summary, view.is_open, view.can_choose) == ("1 of 2 quotes are in", True, False)
    assert _see(clinic, queries.request, today=day("2026-02-20")).can_choose


def test_the_form_gives_back_what_was_saved(workspace: Workspace) -> None:
    clinic = Clinic(workspace).asked()
    clinic.save("PRV-01", adjustment_reason="", answers=("partly",))
    form = clinic.see(queries.form, lens=Lens.BROKER, quote_id=clinic.quotes["PRV-01"], formats=Formats())
    typed = clinic.facts("PRV-01", adjustment_reason="")
    assert form.facts == typed["facts"]
    assert [line.amount for line in form.lines] == [line.amount for line in typed["lines"]]
    assert form.arithmetic == "Lines add up to £25,195.00. The price says £24,450.00."
    assert form.unsettled
    assert [line.facts.answer for line in form.coverage[:2]] == ["partly", "included"]
    assert form.unfilled_text == "4 not said"
    assert ("TPL-NET.WP3", "Cabling") in form.packages


def test_the_choice_says_what_it_means_and_what_stands_against_it(workspace: Workspace) -> None:
    clinic = Clinic(workspace).compared()
    page = _see(clinic, decision_queries.choose, today=day("2026-04-01"))
    first, second, third = page.choices
    assert first.confirm.startswith("You are choosing Larchfield Systems at £24,450 excl. tax.")
    assert (first.refusal, second.refusal) == ("", "")
    assert third.refusal == "Quickstep Tech's price has run out. Ask them to renew it."
    assert page.ready
    assert ("musts_covered", "Must-haves covered") in page.reasons
    assert (f"must:{clinic.musts[1].hex}", "reminders by text message") in page.reasons
    assert "flags" not in dict(page.reasons)


def test_the_record_keeps_the_owners_words_and_what_was_taken_back(workspace: Workspace) -> None:
    clinic = Clinic(workspace).awarded()
    read = {"lens": Lens.OWNER, "project_id": clinic.project, "formats": Formats()}
    record = clinic.see(decision_queries.record, **read)
    assert (record.provider, record.words, record.reasons) == (
        "Larchfield Systems",
        WHY,
        ("Must-haves covered",),
    )
    assert record.decided.startswith(f"{OWNER}, 2 Mar 2026.")
    assert record.not_chosen == ("Brandreth IT", "Quickstep Tech")
    clinic.do(
        decisions.withdraw_award,
        project_id=clinic.project,
        reason="They cannot start before autumn.",
        typed_name=OWNER,
        on=day("2026-03-20"),
    )
    assert clinic.see(decision_queries.record, **read) is None
    kept = clinic.see(decision_queries.records, **read)[0]
    assert (kept.stands, kept.withdrawn_reason) == (False, "They cannot start before autumn.")
    again = _see(clinic, decision_queries.choose, today=day("2026-03-20"))
    assert [choice.provider for choice in again.choices] == ["Brandreth IT", "Quickstep Tech"]
    assert again.ready
