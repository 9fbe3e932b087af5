"""A list of providers from a file: found columns, read cells, and what is wrong told with line and column."""

from datetime import date
from decimal import Decimal

import pytest

from app.analysis.money import Money
from app.domain.errors import DomainError
from app.exchange.provider_cells import CredentialEntry, RateEntry, SkillEntry
from app.exchange.provider_lists import ImportPlan, read_provider_list
from app.exchange.provider_vocabulary import Vocabulary
from app.knowledge import load_knowledge
from app.words.formats import Formats

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(load_knowledge())


def read(text: str, vocabulary: Vocabulary, **options: object) -> ImportPlan:
    return read_provider_list(
        text.encode(),
        vocabulary=vocabulary,
        formats=Formats(),
        today=TODAY,
        **options,  # type: ignore[arg-type]
    )


def only_fault(text: str, vocabulary: Vocabulary) -> tuple[int, str, str]:
    (row,) = read(text, vocabulary).refused
    (fault,) = row.faults
    return fault.line, fault.column, fault.text


def test_a_whole_row_is_read_by_synonyms_of_its_columns(vocabulary: Vocabulary) -> None:
    plan = read(
        "Company,City,Land,Employees,Capacity,Can start,Annual revenue,Overlap hours,Favourite colour\n"
        'Larch Ltd,Harrowmere,United Kingdom,14,"7.5",2027-01-04,1350000,8,green\n',
        vocabulary,
    )
    (row,) = plan.providers
    assert row.name == "Larch Ltd"
    assert row.fields == {
        "town": "Harrowmere",
        "country": "GB",
        "staff": 14,
        "free_days_week": Decimal("7.5"),
        "earliest_start": date(2027, 1, 4),
        "turnover": Money(135_000_000, "GBP"),
        "shared_hours": Decimal(8),
    }
    assert [match.header for match in plan.columns if not match.key] == ["Favourite colour"]
    assert not plan.refused


def test_lists_in_cells_are_read_by_id_name_and_alias(vocabulary: Vocabulary) -> None:
    plan = read(
        "Name;Skills;Credentials;Rates;Kinds\n"
        '"A";"sk.wifi:4:2026; sass:4";"Cyber Essentials:2:2027-02-19; CRD-REG:1";'
        '"ROLE-DEV:onsite_uk:480";"TPL-NET"\n',
        vocabulary,
    )
    (row,) = plan.providers
    assert row.skills == (SkillEntry("sk.wifi", 4, 2026), SkillEntry("sk.html-css", 4))
    assert row.credentials == (
        CredentialEntry("CRD-CE", 2, date(2027, 2, 19)),
        CredentialEntry("CRD-REG", 1),
    )
    assert row.rates == (RateEntry("ROLE-DEV", "onsite_uk", Money(48_000, "GBP")),)
    assert row.fields["templates"] == ["TPL-NET"]


def test_a_job_title_on_a_rate_card_finds_its_role_and_is_echoed(vocabulary: Vocabulary) -> None:
    plan = read(
        'Name,Rates\nA,"Sr. Java Developer: offshore: 380; QA Engineer II:offshore:210"\n', vocabulary
    )
    (row,) = plan.providers
    assert row.rates is not None
    assert [entry.role for entry in row.rates] == ["ROLE-DEVS", "ROLE-QA"]
    (remark,) = plan.remarks
    assert '"Sr. Java Developer" was taken for Senior developer / tech lead.' in remark.text


def test_a_job_title_of_two_roles_is_asked_about(vocabulary: Vocabulary) -> None:
    plan = read('Name,Rates\nA,"Network engineer - project manager:offshore:380"\n', vocabulary)
    (fault,) = plan.refused[0].faults
    assert "may be Network engineer or Project manager" in fault.text


def test_an_empty_cell_and_a_missing_column_change_nothing(vocabulary: Vocabulary) -> None:
    (row,) = read("Name,Town,Skills\nA,,\n", vocabulary).providers
    assert dict(row.fields) == {}
    assert row.skills is None


@pytest.mark.parametrize(
    ("text", "column", "telling"),
    [
        ("Name,Start\nA,2026-02-30\n", "Start", "not a date"),
        ("Name,Start\nA,3/4\n", "Start", "no year"),
        ("Name,Turnover\nA,12.500 zł\n", "Turnover", "not an amount"),
        ("Name,Turnover\nA,$12500\n", "Turnover", "USD"),
        ("Name,Staff\nA,many\n", "Staff", "not a number"),
        ("Name,Staff\nA,2.5\n", "Staff", "whole number"),
        ("Name,Country\nA,Atlantis\n", "Country", "no country"),
        ("Name,Founded\nA,2031\n", "Founded", "no year"),
        ("Name,Skills\nA,wifi\n", "Skills", "no level"),
        ("Name,Skills\nA,Wordpres:4\n", "Skills", 'Did you mean "wordpress"'),
        ("Name,Credentials\nA,CRD-NOPE:2\n", "Credentials", "not known"),
        ("Name,Rates\nA,ROLE-DEV:moon:4\n", "Rates", "no rate"),
        ("Name,Town\n,B\n", "Name", "Enter the name"),
    ],
)
def test_what_cannot_be_read_names_line_and_column(
    text: str, column: str, telling: str, vocabulary: Vocabulary
) -> None:
    line, at, said = only_fault(text, vocabulary)
    assert (line, at) == (2, column)
    assert telling in said


def test_every_fault_of_a_row_is_told_and_other_rows_stay(vocabulary: Vocabulary) -> None:
    plan = read("Name,Staff,Start\nA,x,y\nB,3,2027-01-01\n", vocabulary)
    assert [fault.column for fault in plan.refused[0].faults] == ["Staff", "Start"]
    assert [row.name for row in plan.providers] == ["B"]


def test_the_same_provider_twice_in_one_file_is_told_the_second_time(vocabulary: Vocabulary) -> None:
    plan = read("Name,Town\nCafé Net,X\ncafe\u0301  net,x\n", vocabulary)
    assert [(row.line, row.twin_of) for row in plan.providers] == [(2, None), (3, 2)]


def test_places_of_work_are_read_with_their_clocks(vocabulary: Vocabulary) -> None:
    cell = "On-site; off-shore | Pune, Hinjewadi | India | Asia/Kolkata | 10:00-19:00 | 34"
    (row,) = read(f'Name,Sites\nA,"{cell}"\n', vocabulary).providers
    assert row.sites is not None
    assert [tuple(site) for site in row.sites] == [
        ("on_site", "", "", "", "", "", None),
        ("off_shore", "Pune, Hinjewadi", "IN", "Asia/Kolkata", "10:00", "19:00", 34),
    ]


@pytest.mark.parametrize(
    "cell", ["far | Pune", "off_shore", "on_site | | | Mars/Base", "on_site | | | | 9-5"]
)
def test_a_place_of_work_that_cannot_be_read_is_refused(vocabulary: Vocabulary, cell: str) -> None:
    plan = read(f"Name,Sites\nA,{cell}\n", vocabulary)
    assert "is no place of work" in plan.refused[0].faults[0].text


def test_ways_of_writing_that_could_be_read_otherwise_are_echoed(vocabulary: Vocabulary) -> None:
    plan = read('Name,Start,Turnover\nA,3/4/2027,"1.350.000,00"\n', vocabulary)
    assert [(remark.line, remark.column) for remark in plan.remarks] == [(2, "Start"), (2, "Turnover")]
    assert "3 April 2027" in plan.remarks[0].text
    assert "£1,350,000.00" in plan.remarks[1].text


def test_a_file_without_names_is_refused_with_what_its_first_line_has(vocabulary: Vocabulary) -> None:
    with pytest.raises(DomainError, match="“Colour”"):
        read("Colour,Size\nred,3\n", vocabulary)


def test_columns_can_be_chosen_by_hand(vocabulary: Vocabulary) -> None:
    plan = read("Who,Where\nA,B\n", vocabulary, chosen={"Who": "name", "Where": "town"})
    assert (plan.providers[0].name, plan.providers[0].fields) == ("A", {"town": "B"})


def test_two_columns_for_one_thing_are_refused(vocabulary: Vocabulary) -> None:
    with pytest.raises(DomainError, match='"Town" and "City"'):
        read("Name,Town,City\nA,B,C\n", vocabulary)


def test_a_formula_in_a_name_is_kept_as_its_text(vocabulary: Vocabulary) -> None:
    plan = read("Name,Town\n=1+1,B\n", vocabulary)
    assert plan.providers[0].name == "=1+1"
    assert [(remark.line, remark.column) for remark in plan.remarks] == [(2, "Name")]


def test_a_row_may_name_its_own_currency(vocabulary: Vocabulary) -> None:
    plan = read("Name,Currency,Turnover,Rates\nA,eur,1500,ROLE-DEV:offshore:170\nB,,1500,\n", vocabulary)
    first, second = plan.providers
    assert first.fields["turnover"] == Money(150_000, "EUR")
    assert first.rates == (RateEntry("ROLE-DEV", "offshore", Money(17_000, "EUR")),)
    assert second.fields["turnover"] == Money(150_000, "GBP")
    assert "no currency" in only_fault("Name,Currency,Turnover\nA,doubloons,5\n", vocabulary)[2]
