"""The map of a response form: every question has one place, and nothing of another provider is in it."""

import re

import pytest

from app.exchange.response_form import (
    SCOPE,
    TOKEN,
    Kind,
    ResponseForm,
    cells,
    make_form,
    sheet_lines,
)

ASKED = {
    "items": [["0" * 32, "Repeat prescriptions are printed at the desk"], ["1" * 32, "日本語の名前も出る"]],
    "templates": ["TPL-ERP"],
    "currency": "GBP",
}


def form(musts: int = 2) -> ResponseForm:
    items = [[f"{at:032x}", f"Must-have number {at}"] for at in range(musts)]
    return make_form(
        asked=ASKED if musts == 2 else {**ASKED, "items": items},
        token="abc234",
        scope_hash="f" * 64,
        request_number="RFQ-001",
        provider="Kestrel Systems",
        project="New practice software",
    )


@pytest.mark.parametrize("musts", [0, 2, 40])
def test_every_answer_and_question_has_one_cell(musts: int) -> None:
    made = form(musts)
    places = cells(made)
    asked, printed = {ask.key for ask in made.asks}, {key for key, _ in made.locked}
    assert set(places) == asked | printed | {TOKEN, SCOPE}
    assert len(set(places.values())) == len(places)
    assert all(re.fullmatch(r"[A-H][1-9]\d{0,3}", cell) for cell in places.values())


def test_keys_are_those_of_the_contract() -> None:
    keys = {ask.key: ask.kind for ask in form().asks}
    assert keys["m1.answer"] is Kind.CHOICE
    assert keys["m2.note"] is Kind.TEXT
    assert keys["price.total"] is keys["line12.rate"] is keys["stage8.amount"] is Kind.MONEY
    assert keys["terms.valid_until"] is keys["stage1.date"] is Kind.DATE
    assert keys["price.tax_rate"] is keys["terms.retention"] is Kind.SHARE
    assert keys["assumptions"] is keys["exclusions"] is Kind.LONG
    assert len(keys) == len(form().asks)


def test_what_can_be_said_of_a_must_have_is_stored_as_coverage_knows_it() -> None:
    [ask] = [ask for ask in form().asks if ask.key == "m1.answer"]
    assert [value for value, _ in ask.choices] == ["included", "partly", "not_included"]


def test_the_question_stands_beside_its_answer() -> None:
    places = cells(form())
    assert dict(form().locked)["text.m2"] == "日本語の名前も出る"
    assert places["text.m2"][1:] == places["m2.answer"][1:]
    assert places["label.price.total"][1:] == places["price.total"][1:]


def test_lines_of_the_sheet_are_numbered_from_above() -> None:
    numbers = [line.number for line in sheet_lines(form())]
    assert numbers[0] == 1
    assert numbers == sorted(set(numbers))
