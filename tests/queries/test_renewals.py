"""What is due: in one group each, of what was seen alone, counted without being read, and what one press records."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.shortlists import Candidate
from app.persistence.workspace import Workspace
from app.queries.renewals import FIRST, DueGroup, DueRow, count_due, due
from app.services import credentials, providers
from app.services.credentials import Checked
from app.words.formats import Formats
from tests.clinic import Clinic

TODAY = date(2026, 11, 23)


class Book:
    """A directory and what is due of it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.provider = self.do(providers.add_provider, name="Larch Ltd", on=TODAY)

    def do(self, verb: Callable[..., Any], **facts: Any) -> Any:
        return self.workspace.write(lambda session: verb(session, **facts), verb.__name__)[0]

    def check(self, name: str, in_days: int | None, *, level: int = 2, **more: Any) -> uuid.UUID:
        ends = None if in_days is None else TODAY + timedelta(days=in_days)
        facts = {"provider_id": self.provider, "credential": name, "level": level, "expires_on": ends}
        return uuid.UUID(str(self.do(credentials.set_credential, **facts, **more)))

    def due(self, today: date = TODAY, **shown: int) -> dict[str, DueGroup]:
        found = self.workspace.read(lambda s: due(s, today=today, formats=Formats(), shown=shown))
        return {group.key: group for group in found}

    def row(self, group: str) -> DueRow:
        (row,) = self.due()[group].rows
        return row


@pytest.fixture
def book(workspace: Workspace) -> Book:
    return Book(workspace)


@pytest.mark.parametrize(
    ("in_days", "group"),
    [
        (-400, "ended"),
        (-1, "ended"),
        (0, "30"),
        (30, "30"),
        (31, "60"),
        (60, "60"),
        (61, "90"),
        (90, "90"),
        (91, None),
    ],
)
def test_by_its_last_day_each_stands_in_one_group(book: Book, in_days: int, group: str | None) -> None:
    book.check("CRD-CE", in_days)
    assert list(book.due()) == ([group] if group else [])


def test_a_claim_is_not_renewed_nor_is_what_was_withdrawn_or_whose_provider_is_gone(book: Book) -> None:
    book.check("CRD-CE", -5, level=0)
    gone = book.check("CRD-TAX", 10)
    book.do(credentials.withdraw, credential_id=gone, reason="x", false_evidence=False, on=TODAY, by="P")
    assert book.due() == {}
    book.check("CRD-REG", 10)
    book.do(providers.remove_provider, provider_id=book.provider)
    assert book.due() == {}


def test_what_nobody_looked_at_for_a_year_is_to_be_checked_again(book: Book) -> None:
    book.check("CRD-ISO27001", 400, checked_on=date(2025, 11, 23))
    book.check("CRD-ISO9001", 400, checked_on=date(2025, 11, 24))
    book.check("CRD-ISTQB", None, checked_on=date(2024, 1, 1))
    assert [row.name for row in book.due()["again"].rows] == ["ISTQB tester", "ISO/IEC 27001 certificate"]
    assert {row.act for row in book.due()["again"].rows} == {"again"}


def test_the_count_is_of_what_ended_or_ends_within_thirty_days(book: Book) -> None:
    for name, days in (("CRD-CE", -1), ("CRD-TAX", 3), ("CRD-REG", 29), ("CRD-DPA", 45)):
        book.check(name, days)
    assert book.workspace.read(lambda s: count_due(s, today=TODAY)) == (1, 2)


@pytest.mark.parametrize(
    ("name", "in_days", "more", "act", "ends"),
    [
        ("CRD-CE", 10, {}, "renew", date(2027, 12, 3)),
        ("CRD-CE", -800, {}, "renew", date(2027, 11, 23)),
        ("CRD-REG", 10, {}, "again", None),
        ("CRD-SOC2", 10, {}, "", None),
        ("CRD-ISTQB", 10, {}, "", None),
        ("CRD-CE", 10, {"level": 1}, "", None),
        ("CRD-ISO9001", 700, {"watched_on": date(2025, 12, 1)}, "visit", TODAY + timedelta(days=700)),
    ],
)
def test_one_press_records_only_what_follows_from_the_rule(
    book: Book, name: str, in_days: int, more: dict[str, Any], act: str, ends: date | None
) -> None:
    book.check(name, in_days, **more)
    row = next(iter(book.due().values())).rows[0]
    assert (row.act, row.next_end) == (act, ends)


def test_of_a_long_group_the_first_are_read_and_all_are_counted(book: Book) -> None:
    for number in range(60):
        book.provider = book.do(providers.add_provider, name=f"Firm {number}", on=TODAY)
        book.check("CRD-CE", number // 3)
    assert (book.due()["30"].count, len(book.due()["30"].rows)) == (60, FIRST)
    shown = book.workspace.read(lambda s: due(s, today=TODAY, formats=Formats(), shown={"30": 100}))
    assert len(shown[0].rows) == 60


def test_before_a_choice_register_conflicts_and_above_a_sum_finances_are_looked_at_again(
    workspace: Workspace,
) -> None:
    clinic = Clinic(workspace).compared()
    book = Book(workspace)
    asked = date(2026, 2, 9)

    def bind(session: Any) -> None:
        row = session.get_one(Candidate, clinic.candidates["PRV-01"])
        row.provider_ref = book.provider

    clinic.do(bind)
    for name in ("CRD-REG", "CRD-FIN", "CRD-COI", "CRD-TAX"):
        book.check(name, 400, checked_on=asked - timedelta(days=3))
    before = book.due(asked)["award"]
    assert [row.name for row in before.rows] == [
        "Conflict-of-interest declaration", "Financial health check", "Company registration and good standing",
    ]  # fmt: skip
    done = Checked(asked + timedelta(days=1), "P")
    book.do(credentials.check, credential_id=before.rows[0].id, checked=done)
    assert [row.name for row in book.due(asked)["award"].rows] == [row.name for row in before.rows[1:]]
