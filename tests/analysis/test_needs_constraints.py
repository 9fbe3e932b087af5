"""Money, days, durations, places, patterns and hints: what the text says, and nothing that it does not."""

from datetime import date
from decimal import Decimal

import pytest

from app.analysis.needs import Reading, read
from app.knowledge import load_knowledge
from app.knowledge.vocabulary import vocabulary

TODAY = date(2026, 11, 23)
KNOWN = vocabulary(load_knowledge())


def told(text: str, today: date = TODAY) -> Reading:
    return read(text, KNOWN, today=today)


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("Our budget is £25,000.", None, "25000", "GBP"),
        ("Budget: 5k-8k EUR", "5000", "8000", "EUR"),
        ("We can spend between $5,000 and $8,000.", "5000", "8000", "USD"),
        ("The budget is £5 to 8k", "5000", "8000", "GBP"),
        ("a budget of 12.000 €", None, "12000", "EUR"),
        ("Budget EUR 12.500,50", None, "12500.50", "EUR"),
        ("budget CHF 10'000", None, "10000", "CHF"),
        ("budget of 12 000 EUR", None, "12000", "EUR"),
        ("Budget max 1.5m USD", None, "1500000", "USD"),
        ("budget: 20000", None, "20000", None),
        ("We have set aside 3,000 pounds for this.", None, "3000", "GBP"),
        ("It must not exceed €40,000 in all.", None, "40000", "EUR"),
        ("A £9,000 budget is agreed.", None, "9000", "GBP"),
        ("budget ₹5 lakh", None, "500000", "INR"),
        ("Budget is between three and five thousand pounds.", "3000", "5000", "GBP"),
        ("Total cost must stay below $30,000, incl. taxes.", None, "30000", "USD"),
        ("We lost a lot and have £12k for this project.", None, "12000", "GBP"),
        ("need someone now, $500 fixed", None, "500", "USD"),
    ],
)
def test_a_budget_is_read_in_any_notation(
    text: str, low: str | None, high: str, currency: str | None
) -> None:
    found = told(text).budget
    assert found is not None
    assert found.value == (None if low is None else Decimal(low), Decimal(high), currency)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We pay $1,500 per month today.",
        "£400 a day",
        "It brought savings of £1.7m.",
        "This government funding of up to £800,000 in total is aimed at councils.",
        "Our turnover is £2m and we send 300 invoices of £80.",
        "We have no budget yet.",
        "The budget is not fixed.",
        "Last year we paid £5,000 for it.",
        "We sell gift cards worth £50.",
        "We have £5,000 turnover a week",
        "There are 20000 products.",
    ],
)
def test_other_money_is_no_budget(text: str) -> None:
    reading = told(text)
    assert reading.budget is None
    assert "budget" in reading.absent()


@pytest.mark.parametrize(
    ("text", "high", "currency", "per"),
    [
        ("$1,500 per month", "1500", "USD", "month"),
        ("budget of $1,500 per month", "1500", "USD", "month"),
        ("£400-£500 a day", "500", "GBP", "day"),
        ("€45/hour", "45", "EUR", "hour"),
        ("a day rate of £650", "650", "GBP", "day"),
        ("25 USD hourly", "25", "USD", "hour"),
        ("£90 pcm for hosting", "90", "GBP", "month"),
        ("£12,000 p.a.", "12000", "GBP", "year"),
        ("monthly hosting under $100", "100", "USD", "month"),
    ],
)
def test_money_that_comes_again_is_a_rate(text: str, high: str, currency: str, per: str) -> None:
    (rate,) = told(text).rates
    assert (rate.value.high, rate.value.currency, rate.value.per) == (Decimal(high), currency, per)
    assert told(text).budget is None


@pytest.mark.parametrize(
    ("text", "first", "last", "sense"),
    [
        ("by 27 March 2027", "2027-03-27", "2027-03-27", "by"),
        ("no later than March 27th", "2027-03-27", "2027-03-27", "by"),
        ("before Easter", "2027-03-28", "2027-03-28", "before"),
        ("by end of March", "2027-03-25", "2027-03-31", "by"),
        ("by the end of the year", "2026-12-25", "2026-12-31", "by"),
        ("starting 2027-01-04", "2027-01-04", "2027-01-04", "from"),
        ("on 04/02/2027", "2027-02-04", "2027-02-04", "on"),
        ("on 02/25/2027", "2027-02-25", "2027-02-25", "on"),
        ("live in May 2027", "2027-05-01", "2027-05-31", "by"),
        ("in Q2", "2027-04-01", "2027-06-30", "on"),
        ("before Christmas", "2026-12-25", "2026-12-25", "before"),
        ("before the summer", "2027-06-01", "2027-08-31", "before"),
        ("next month", "2026-12-01", "2026-12-31", "on"),
        ("in two weeks", "2026-12-07", "2026-12-07", "on"),
        ("within 3 months", "2027-02-23", "2027-02-23", "by"),
        ("built on 3 May 2019", "2019-05-03", "2019-05-03", "past"),
        ("on 29 February", "2028-02-29", "2028-02-29", "on"),
    ],
)
def test_days_are_counted_from_the_day_of_reading(text: str, first: str, last: str, sense: str) -> None:
    (day,) = told(text).dates
    assert (day.value.first.isoformat(), day.value.last.isoformat(), day.value.sense) == (first, last, sense)


@pytest.mark.parametrize(
    "text",
    [
        "It may work; we march on.",
        "Easter eggs and Christmas cards",
        "May we ask for an offer?",
        "version 2.1 with 300 users and 24/7 support",
        "on the 45/13/2027",
        "Section 508",
        "We close the month in 3 days and answer within a day.",
        "It failed twice this year, and last summer, and last June.",
    ],
)
def test_words_that_are_written_like_days_are_none(text: str) -> None:
    assert told(text).dates == ()


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("a 6-month contract", None, "6", "month"),
        ("The project will take about 8 weeks.", None, "8", "week"),
        ("Duration: 3 to 4 months", "3", "4", "month"),
        ("a developer for six months", None, "6", "month"),
        ("contract of 2 years", None, "2", "year"),
        ("This should take 10 weeks", None, "10", "week"),
    ],
)
def test_a_duration_is_one_of_the_work(text: str, low: str | None, high: str, unit: str) -> None:
    (length,) = told(text).durations
    assert length.value == (None if low is None else Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    "text",
    [
        "We decommission it in the next 18 months.",
        "experience within the last two years",
        "5+ years current experience",
        "more than five years ago",
        "a warranty of 12 months",
        "Open 24 hours, 7 days a week",
        "Typing the orders takes 4 hours; it takes three days to close the month.",
    ],
)
def test_other_stretches_of_time_are_no_duration(text: str) -> None:
    assert told(text).durations == ()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Our office is in Leeds.", ["gb.yorkshire"]),
        ("Hackney Council in London", ["gb.london", "gb.london"]),
        ("We like reading and a hot bath.", []),
        ("The shop is in Reading.", ["gb.south-east"]),
        ("Mr Bradford and Ms York", []),
        ("a team in Bangalore or Kyiv", ["in", "ua"]),
        ("for the Home Office", ["seat:gb.london"]),
        ("we have a home office", []),
        ("with Picker Europe Ltd in Leeds", ["gb.yorkshire"]),
    ],
)
def test_places_are_named_and_a_seat_is_only_guessed(text: str, places: list[str]) -> None:
    assert [one.value for one in told(text).places] == places


@pytest.mark.parametrize(
    ("text", "kind", "days", "polarity"),
    [
        ("on site two days a week", "on_site", "2", "required"),
        ("3 days a week in our office", "on_site", "3", "required"),
        ("two days a week at our office", "on_site", "2", "required"),
        ("Half a day a week on site", "on_site", "0.5", "required"),
        ("fully remote", "remote", None, "required"),
        ("no remote work", "remote", None, "excluded"),
        ("The work can be done remotely.", "remote", None, "required"),
        ("a hybrid model", "hybrid", None, "required"),
        ("Laravel, 20 hrs/week, remote (EU only)", "remote", None, "required"),
        ("Laravel, 20 hrs/week", "part_time", None, "required"),
        ("full-time", "full_time", None, "required"),
        ("two to three days per week", "part_time", "3", "required"),
    ],
)
def test_the_working_pattern(text: str, kind: str, days: str | None, polarity: str) -> None:
    found = {one.value.kind: one for one in told(text).patterns}
    assert found[kind].value.days == (None if days is None else Decimal(days))
    assert found[kind].polarity == polarity


def test_hours_lost_are_no_working_pattern() -> None:
    assert told("We lose half a day a week to typing.").patterns == ()


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("Typing it in again takes about 6 hrs a week.", "6", "hours_week"),
        ("We lose 5 to 7 hours each week.", "6", "hours_week"),
        ("That costs us half a day a week.", "4", "hours_week"),
        ("I spend two hours a day on it.", "10", "hours_week"),
        ("It wastes a day every week.", "8", "hours_week"),
        ("The mistakes cost us £400 a month.", "400", "money_month"),
    ],
)
def test_what_it_costs_today_is_read(text: str, amount: str, unit: str) -> None:
    (found,) = told(text).burdens
    assert (found.value.amount, found.value.unit) == (Decimal(amount), unit)


@pytest.mark.parametrize(
    "text",
    [
        "We are open 40 hours a week.",
        "Laravel, 20 hrs/week",
        "Somebody for two days a week, please.",
        "It takes 6 hours.",
        "It should take no more than 2 hours a week.",
        "We pay £90 a month for hosting.",
        "Somebody who can spend 2 days a week on our shop.",
        "It would save us 5 hours a week.",
    ],
)
def test_other_hours_are_no_cost_of_today(text: str) -> None:
    assert told(text).burdens == ()


def test_remote_access_is_no_working_pattern() -> None:
    assert told("We need remote access and a remote desktop; patients get remote care.").patterns == ()


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("SC clearance is required", {"clearance": "required"}),
        ("No security clearance needed.", {"clearance": "excluded"}),
        ("patient records of the clinic", {"health_data": "required"}),
        ("It holds the records of our patients.", {"health_data": "required"}),
        ("records of children", {"children_data": "required"}),
        ("It holds details of the pupils.", {"children_data": "required"}),
        ("names and addresses of our customers", {"personal_data": "required"}),
        ("we take card payments", {"card_payments": "required"}),
        ("Everything is public.", {}),
        ("clearance sale of garden tools", {}),
    ],
)
def test_hints_of_what_is_sensitive(text: str, hints: dict[str, str]) -> None:
    assert {one.value: one.polarity for one in told(text).hints} == hints


def test_what_the_text_does_not_say_is_reported_absent() -> None:
    assert told("").absent() == ("skills", "budget", "dates", "durations", "places", "patterns")
    assert "dates" not in told("WordPress by 3 May").absent()
