"""The quote comparison: scope left of price, four providers a page, and every figure with its basis."""

import re

import pytest

from tests.documents import decision_samples as samples
from tests.documents.reading import content, draw, drawn, pages, text


def test_the_first_page_answers_alone() -> None:
    first = pages(drawn("QCM"))[0]
    for said in (
        "Larchfield covers most, 6 of 6 must-haves",
        "Scope before price",
        "Price, on the same scope",
        "£17,600 quoted",
        "+ £1,450 gap allowance (hatched)",
        "Should cost, fixed 6 Feb",
        "Watch out for",
        "Choose by Monday 2 March 2026.",
    ):
        assert said in first
    assert first.index("Scope before price") < first.index("Price, on the same scope")


def test_scope_comes_next_and_money_with_its_footnotes_last() -> None:
    inside = " ".join(pages(drawn("QCM"))[1:])
    said = (
        "What each quote covers",
        "“Not said” counts as not covered until the provider answers.",
        "Money, people and terms",
        samples.GAP,
    )
    assert [inside.index(each) for each in said] == sorted(inside.index(each) for each in said)


@pytest.mark.parametrize(("quotes", "musts"), [(2, 3), (4, 40), (9, 3), (9, 40)])
@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_every_quote_and_every_must_have_is_there_four_quotes_a_page(
    quotes: int, musts: int, size: str
) -> None:
    found = pages(draw("QCM", paper=samples.many(quotes, musts), paper_size=size))
    whole = " ".join(found)
    for at in range(quotes):
        assert f"Firm {at + 1} Ltd" in whole
    for at in range(musts):
        assert f"Must-have number {at + 1}" in whole
    for page in found:
        tables = page.count("Must-have, in your words") + page.count("Money, people and terms")
        assert len(re.findall(r"Firm \d+ Ltd", page)) <= 4 * max(tables, 1)


def test_nine_quotes_are_shared_out_evenly_and_bars_keep_one_scale() -> None:
    paper = samples.many(9, 3)
    bars = [
        figure
        for part in content("QCM", **{name: getattr(paper, name) for name in paper.__slots__}).parts
        for stack in getattr(part, "stacks", ())
        for figure in stack
        if hasattr(figure, "should_cost")
    ]
    assert [len(figure.rows) for figure in bars] == [3, 3, 3]
    assert len({figure.most for figure in bars}) == 1


def test_a_quote_whose_gap_has_no_figure_gets_no_like_for_like_price() -> None:
    assert "Not known yet" in text(draw("QCM", paper=samples.many(4, 3)))


def test_without_prices_and_without_must_haves_it_says_so() -> None:
    found = text(draw("QCM", prices=None, coverage=samples.p.NO_COVERAGE))
    assert "Price, on the same scope" not in found
    assert "The brief names no must-have." in found
