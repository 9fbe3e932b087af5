"""The quote-request pack: what a provider has to know, and nothing it is not told."""

from datetime import date

from app.queries import papers as p
from app.queries import request_papers as r
from tests.documents.clinic import gbp
from tests.documents.reading import draw, drawn, pages, text
from tests.documents.request_samples import told


def test_the_first_page_says_what_is_wanted_by_when_and_how_it_is_judged() -> None:
    first = pages(drawn("RFQ"))[0]
    for said in (
        "Questions until 13 Feb 2026",
        "Fri 20 Feb Quotes in. Nothing is opened before.",
        "No account, no fee.",
        "Cost over three years 18%",
        "After-care and way out 3%",
        "fixed on 6 Feb 2026; nobody’s price depends on another’s",
        "No award below 60 of 100 points.",
        "quotes@amberline.example",
        "has the mark 7a52511f87386681",
    ):
        assert said in first


def test_weights_of_the_pack_make_a_hundred() -> None:
    first = pages(drawn("RFQ"))[0]
    judged = first[first.index("How you are judged") : first.index("Price is scored")]
    assert sum(int(word[:-1]) for word in judged.split() if word.endswith("%")) == 100


def test_the_budget_is_in_it_only_where_providers_may_read_it() -> None:
    assert "£" not in text(drawn("RFQ"))
    shown = told(money=p.Budget(high=gbp(30000)))
    assert "at most £30,000" in text(draw("RFQ", brief=shown))


def test_answers_stand_without_who_asked_and_a_change_for_everybody_stands_first() -> None:
    assert "Can the old program export history? Yes: a trial export is attached." in text(drawn("RFQ"))
    changed = (r.Told(date(2026, 2, 11), "M3 now names both laboratories."),)
    first = pages(draw("RFQ", rounds=changed))[0]
    assert "Changed on 11 Feb 2026 for everybody. M3 now names both laboratories." in first


def test_confidentiality_is_said_where_it_was_agreed() -> None:
    sentence = "You have agreed to keep what you learn here to yourself."
    assert sentence not in text(drawn("RFQ"))
    assert sentence in text(draw("RFQ", confidential=True))


def test_a_pack_that_has_no_days_yet_says_when_they_are_told() -> None:
    found = text(
        draw(
            "RFQ",
            questions_until=None,
            quotes_by=None,
            decide_by=None,
            weights=(),
            brief=told(needed_by=None, quiet_times=()),
        )
    )
    assert "The days are told when the request goes out." in found
