"""Why these providers, and the page on one of them: what must be said is said, on the pages there are for it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.documents import provider_sheet, why_providers
from app.documents.appendices import appendices
from app.documents.web_twin import web_page
from app.queries.papers import CriterionScore, Disclosure
from app.queries.source_papers import (
    CheckShown,
    Counted,
    ProviderPaper,
    Reasons,
    RuledOut,
    ShortlistPaper,
    SkillShown,
    WorkShown,
)
from tests.documents import samples
from tests.documents.clinic import head
from tests.documents.reading import FORMATS, draw, pages, squeezed, text

HEAD = head(date(2026, 2, 26))
LONG_NAME = "Rechenzentrumsdienstleistungsgesellschaft Niederrhein-Westfalen"
GERMAN = "Datenschutzfolgenabschätzungen und Verfügbarkeitsvereinbarungen sind nachgewiesen worden. " * 2
FACTORS = (
    "Fits what we need",
    "Proven on similar work",
    "Price",
    "Ready in time",
    "Safe with our data",
    "Someone near us",
)


def reasons(number: int, *, name: str = "", place: str = "", words: str = "Free in time.") -> Reasons:
    return Reasons(
        name=name or f"Provider {number}",
        place=place or str(number),
        match=90 - number,
        match_words="strong",
        confidence="High confidence: most of it rests on fresh evidence.",
        first="Comes first in 8 of 10 tries",
        scores=tuple(
            CriterionScore(name, Decimal("16.6"), Decimal("12.3"), Decimal("10.1")) for name in FACTORS
        ),
        strengths=(words,) * 3,
        weaknesses=(words,) * 3,
        unknowns=(words,) * 3,
        who=("On site: A. Person, about 15 minutes from you", "Team: Pune, 4 hours shared a day"),
        checks="Checked: Cyber Essentials Plus to 14 Oct 2026",
        endorsed="Match 89 with what brokers say, 87 without",
        tie="The broker tells of a tie: past client projects",
        asides=("Not checked: where data would be kept",),
    )


def shortlist(count: int = 3, **changes: Any) -> ShortlistPaper:
    paper = ShortlistPaper(
        head=HEAD,
        basis="Based on brief v1 and what matters to you, as of 6 Feb 2026",
        considered=12,
        sureness="Provider 1 is likely first: in 8 of 10 tries; Provider 2 in 2 of 10 tries.",
        agreement="All 3 ways of ranking that we tried put the same one first: TOPSIS.",
        tries="A try is the same ranking with other weights. There were 10,000.",
        would_change=("If “Price” were Vital, Provider 2 would come first (84 to 83).",),
        providers=tuple(reasons(number) for number in range(1, count + 1)),
        ruled_out=(
            RuledOut("Seventh Ltd", ("Insured up to £250,000; this job needs £1,000,000.",), "Only this."),
        ),
        stopped=("Insurance: 2", "Hours you can reach it: 1"),
        disclosure=Disclosure("P. Averill", fee_words="A fixed fee.", ties=("Provider 1: past client.",)),
        method=tuple(
            Counted(name, "17%", "Important", ("cost: 0 at 1.6, 40 at 1.3, 80 at 1, 100 at 0.85",))
            for name in FACTORS
        ),
        engine="matching 2",
        ran_on=HEAD.prepared_on,
    )
    return replace(paper, **changes)


def provider(**changes: Any) -> ProviderPaper:
    paper = ProviderPaper(
        head=HEAD,
        name="Cindermoor Health IT Ltd",
        place="Castlebeck, GB",
        summary="Regional health IT specialist.",
        company=(("Founded", "2007"), ("People", "38")),
        sites=(("On site", "Castlebeck: Europe/London · 08:00 to 17:00", "12 people"),
               ("Off-shore", "Pune: Asia/Kolkata · 09:00 to 18:00; 4 hours shared a day", "20 people")),
        people=(("H. Brandreth", "Project manager, comes to you", "English"),),
        skills=(SkillShown("Data migration", "leads others", "2026"), SkillShown("Wi-Fi", "works alone")),
        sectors=("Health and veterinary sector",),
        kinds=("Office network and Wi-Fi",),
        checks=(CheckShown("Cyber Essentials Plus", 2, "checked with the issuer", "",
                           "recorded by P. Averill on 9 Dec 2025", "9 Dec 2026"),
                CheckShown("ISO 27001 certificate", 0, "claimed only", "not checked")),
        work=(WorkShown("Health", "Office network and Wi-Fi", "1 Dec 2025", "Confirmed with the client"),),
        references="3 clients can be asked; 2 were telephoned. 2 of 2 would order again (likely between 54% and 100%).",
        recorded="Recorded by P. Averill, as of 26 Feb 2026.",
    )  # fmt: skip
    return replace(paper, **changes)


def why(paper: ShortlistPaper) -> Any:
    return why_providers.draw(paper, formats=FORMATS)


def test_each_provider_is_told_whole_and_anyone_can_reckon_it_again() -> None:
    found = text(why(shortlist()))
    for number in (1, 2, 3):
        assert f"{number}. Provider {number}: match {90 - number}, strong" in found
    for said in (
        "likely first: in 8 of 10 tries", "All 3 ways of ranking", "If “Price” were Vital", "16.6", "12.3", "10.1",
        "Match 89 with what brokers say, 87 without", "past client projects", "Not checked: where data",
        "Insured up to £250,000; this job needs £1,000,000.", "Insurance: 2", "The owner has not read this yet.",
        "cost: 0 at 1.6, 40 at 1.3, 80 at 1, 100 at 0.85", "Ranked on", "matching 2", "Important", "17%",
    ):  # fmt: skip
        assert squeezed(said) in squeezed(found), said


@pytest.mark.parametrize(("count", "most"), [(1, 3), (3, 4), (8, 9)])
def test_a_provider_takes_a_page_at_most_whatever_its_name(count: int, most: int) -> None:
    assert why(shortlist(count)).pages <= most
    long = shortlist(count, providers=tuple(reasons(n, name=LONG_NAME, words=GERMAN) for n in range(count)))
    drawn = why(long)
    assert drawn.pages <= 2 * most
    assert squeezed(text(drawn)).count(squeezed(LONG_NAME)) >= 2 * count


def test_method_has_at_most_half_a_page() -> None:
    last = pages(why(shortlist()))[-1]
    assert "How this was reckoned" in last
    assert why(shortlist(0, providers=(), ruled_out=(), stopped=(), disclosure=None)).pages <= 2


def test_nobody_passes() -> None:
    found = text(why(shortlist(0, providers=(), sureness="")))
    assert "No provider passes every rule of this project." in found
    assert "Seventh Ltd" in found


def test_all_tied_share_a_place_and_say_so() -> None:
    tied = tuple(reasons(n, place="1, about equal") for n in range(1, 5))
    found = text(why(shortlist(4, providers=tied, sureness="A toss-up among 4: A, B, C and others.")))
    assert found.count("1, about equal. Provider") == 4
    assert "A toss-up among 4" in found


def test_names_wait_for_the_declaration() -> None:
    found = text(why(shortlist(0, providers=(), ruled_out=(), hidden=True)))
    assert "Names are shown once you have read how your broker is paid" in found
    assert "No provider passes" not in found


def test_the_proposal_carries_the_same_pages_and_lists_them() -> None:
    assert appendices(samples.proposal(shortlist=shortlist()), FORMATS)
    found = text(draw("PRO", shortlist=shortlist()))
    assert "D Why these providers" in found
    assert "Appendix D: why these providers" in found
    assert "1. Provider 1: match 89, strong" in found
    assert "Appendix D" not in text(draw("PRO"))


def test_a_print_has_no_number_no_watermark_and_nothing_to_sign() -> None:
    for drawn in (why(shortlist()), provider_sheet.draw(provider(), formats=FORMATS)):
        found = text(drawn)
        assert "DRAFT" not in found
        assert "No number until issued" not in found
        assert "For information" in found
        assert "As recorded on" in found


def test_the_page_on_a_provider_says_level_of_checking_and_dates_in_words() -> None:
    drawn = provider_sheet.draw(provider(), formats=FORMATS)
    found = squeezed(text(drawn))
    assert drawn.pages == 1
    for said in (
        "recorded by P. Averill on 9 Dec 2025, to 9 Dec 2026", "checked with the issuer", "claimed only",
        "4 hours shared a day", "Asia/Kolkata", "Data migration (2026)", "Wi-Fi (last use not known)",
        "Confirmed with the client", "likely between 54% and 100%", "Unrated", "Recorded by P. Averill, as of",
    ):  # fmt: skip
        assert squeezed(said) in found, said


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_it_has_one_page_whatever_is_on_record_and_counts_what_it_leaves_out(size: str) -> None:
    full = provider(
        name=LONG_NAME,
        summary=GERMAN * 4,
        sites=(("Off-shore", GERMAN, "1,200 people"),) * 12,
        people=((LONG_NAME, GERMAN[:60], "Deutsch, English"),) * 40,
        skills=tuple(SkillShown(f"{GERMAN[:50]} {n}", "leads others", "2026") for n in range(60)),
        sectors=(GERMAN[:60],) * 10,
        kinds=(GERMAN[:60],) * 18,
        checks=tuple(
            CheckShown(GERMAN[:50], n % 4, GERMAN[:40], "", GERMAN[:60], "9 Dec 2026") for n in range(40)
        ),
        work=(WorkShown(GERMAN[:40], GERMAN[:60], "1 Dec 2025", GERMAN[:40]),) * 50,
    )
    drawn = provider_sheet.draw(full, formats=FORMATS, paper_size=size)
    assert drawn.pages == 1
    assert "more on record" in text(drawn)


def test_both_have_a_web_page_with_the_same_words() -> None:
    assert "Provider 1: match 89" in web_page(why_providers.content(shortlist(), FORMATS), FORMATS)
    assert "Cyber Essentials Plus" in web_page(provider_sheet.content(provider(), FORMATS), FORMATS)
