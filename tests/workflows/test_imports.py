"""Importing a list: every row shown first, written whole or not at all, undone in one step."""

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.errors import DomainError
from app.exchange.tables import write_table
from app.persistence.workspace import Workspace
from app.queries import providers as directory
from app.queries.lens import Lens
from app.services import credentials, providers
from app.words.formats import Formats
from app.workflows import imports
from app.workflows.import_rows import ImportPreview, ImportResult

T = TypeVar("T")
ON = date(2026, 11, 24)
FORMATS = Formats()


class Desk:
    """A workspace whose backups are counted."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.backups: list[str] = []

    def write(self, verb: Callable[[Session], T], label: str) -> tuple[T, Any]:
        return self.workspace.write(verb, label)

    def read(self, query: Callable[[Session], T]) -> T:
        return self.workspace.read(query)

    def backup(self, reason: str) -> None:
        self.backups.append(reason)

    def add(self, name: str, **fields: Any) -> uuid.UUID:
        return self.write(lambda s: providers.add_provider(s, name=name, on=ON, **fields), "Add")[0]

    def plan(self, text: str) -> ImportPreview:
        return imports.plan_provider_import(self, text.encode(), formats=FORMATS, today=ON)

    def bring(self, text: str, **options: Any) -> ImportResult:
        return imports.import_providers(self, self.plan(text), on=ON, **options)

    def names(self) -> list[tuple[str, str]]:
        return sorted((name, town) for _, name, town in self.read(directory.names))

    def profile(self, name: str) -> Any:
        (id,) = [id for id, known, _ in self.read(directory.names) if known == name]
        return self.read(
            lambda s: directory.profile(s, lens=Lens.BROKER, provider_id=id, today=ON, formats=FORMATS)
        )


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    return Desk(workspace)


def test_the_preview_sorts_rows_and_writes_nothing(desk: Desk) -> None:
    desk.add("Larch Ltd", town="Harrowmere", staff=14)
    desk.add("Oak & Sons", town="Fenwick")
    preview = desk.plan(
        "Name,Town,Staff\n"
        "Larch Ltd,Harrowmere,16\n"  # changed
        "OAK & SONS,Fenwick,\n"  # the same but for case
        "Lаrch Limited,Harrowmere,9\n"  # a Cyrillic letter and another legal form
        "Birch BV,Delft,4\n"
        "Elm,Delft,many\n"
    )
    assert [row.kind for row in preview.rows] == ["changed", "changed", "look_alike", "new", "refused"]
    staff = preview.rows[0].changes[0]
    assert (staff.label, staff.before, staff.after) == ("Staff", "14", "16")
    assert [change.field for change in preview.rows[1].changes] == ["name"]
    assert preview.rows[2].look_alikes[0].name == "Larch Ltd"
    assert "Line 6, column “Staff”" in preview.rows[4].summary
    assert "5 rows: 1 new, 2 changed" in preview.summary
    assert desk.names() == [("Larch Ltd", "Harrowmere"), ("Oak & Sons", "Fenwick")]
    assert desk.backups == []


def test_a_yes_writes_the_usual_decisions_after_a_backup(desk: Desk) -> None:
    desk.add("Larch Ltd", town="Harrowmere", staff=14)
    result = desk.bring("Name,Town,Staff\nLarch Ltd,Harrowmere,16\nLarch,Harrowmere,1\nBirch,Delft,4\n")
    assert (result.added, result.changed, result.skipped) == (1, 1, 1)
    assert desk.backups == ["before-import"]
    assert desk.names() == [("Birch", "Delft"), ("Larch Ltd", "Harrowmere")]
    assert desk.profile("Larch Ltd").row.staff == 16


def test_a_look_alike_is_added_or_merged_only_when_somebody_says_so(desk: Desk) -> None:
    desk.add("Larch Ltd", town="Harrowmere")
    text = "Name,Town,Staff\nLARCH LIMITED,Harrowmere,3\n"
    assert desk.bring(text).added == 0
    assert desk.bring(text, decisions={2: "change"}).changed == 1
    assert desk.names() == [("LARCH LIMITED", "Harrowmere")]
    desk.bring("Name,Town\nLarch,Harrowmere\n", decisions={2: "add"})
    assert desk.names() == [("LARCH LIMITED", "Harrowmere"), ("Larch", "Harrowmere")]


def test_which_of_several_look_alikes_it_is_has_to_be_said(desk: Desk) -> None:
    desk.add("Larch Ltd", town="Harrowmere")
    other = desk.add("Larch Inc")  # in a town nobody knows
    text = "Name,Town,Staff\nLARCH LIMITED,Harrowmere,3\n"
    (row,) = desk.plan(text).rows
    assert {one.name for one in row.look_alikes} == {"Larch Ltd", "Larch Inc"}
    assert row.summary == "Looks like 2 that are here already. Choose whether it is one of them."
    assert desk.bring(text, decisions={2: "change"}).changed == 0
    assert desk.bring(text, decisions={2: "change"}, same_as={2: uuid.uuid4()}).changed == 0
    assert desk.bring(text, decisions={2: "change"}, same_as={2: other}).changed == 1
    assert desk.names() == [("LARCH LIMITED", "Harrowmere"), ("Larch Ltd", "Harrowmere")]
    assert desk.profile("Larch Ltd").row.staff != 3


def test_the_same_name_in_another_town_is_another_firm(desk: Desk) -> None:
    desk.add("Larch Ltd", town="Harrowmere")
    assert [row.kind for row in desk.plan("Name,Town\nLarch Ltd,Delft\n").rows] == ["new"]


def test_an_import_is_one_step_to_undo(desk: Desk) -> None:
    desk.add("Larch Ltd", town="Harrowmere", staff=14)
    desk.bring("Name,Town,Staff,Skills\nLarch Ltd,Harrowmere,16,wifi:4\nBirch,Delft,4,php:3\n")
    desk.workspace.undo()
    assert desk.names() == [("Larch Ltd", "Harrowmere")]
    assert desk.profile("Larch Ltd").row.staff == 14
    assert desk.profile("Larch Ltd").skills == ()


def test_stopping_at_any_slice_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "SLICE", 0.0)
    monkeypatch.setattr(imports, "ROWS_TOGETHER", 1)
    desk.add("Larch Ltd", staff=14)
    text = "Name,Staff\nLarch Ltd,16\n" + "".join(f"Firm {n},{n}\n" for n in range(5))
    for stop in range(6):  # once the last row is written there is nothing left to stop
        told: list[tuple[int, int]] = []

        def progress(done: int, all: int, stop: int = stop, told: list[tuple[int, int]] = told) -> bool:
            told.append((done, all))
            return done < stop

        result = desk.bring(text, progress=progress)
        assert result.cancelled
        assert told == [(done, 6) for done in range(stop + 1)]
        assert desk.names() == [("Larch Ltd", "")]
        assert desk.profile("Larch Ltd").row.staff == 14


def test_a_fault_half_way_leaves_nothing(desk: Desk) -> None:
    id = desk.add("Larch Ltd", staff=14)
    preview = desk.plan("Name,Staff\nBirch,4\nLarch Ltd,16\n")
    desk.write(lambda s: providers.remove_provider(s, provider_id=id), "Remove")
    with pytest.raises(DomainError, match="no longer in the directory"):
        imports.import_providers(desk, preview, on=ON)
    assert desk.names() == []


def test_merging_keeps_what_the_list_does_not_say(desk: Desk) -> None:
    id = desk.add("Larch Ltd", phone="123", summary="Local house")
    desk.write(
        lambda s: credentials.set_credential(
            s, provider_id=id, credential="CRD-CE", level=2, issuer="IASME", number="7", checked_by="Dev"
        ),
        "Check",
    )
    desk.write(
        lambda s: providers.set_skill(s, provider_id=id, skill="sk.wifi", level=2, last_used=2024), "Skill"
    )
    text = "Name,Phone,Skills,Credentials,Rates\n"
    text += "Larch Ltd,,sk.wifi:4; sk.firewall:3:2026,CRD-CE:2:2027-05-01,ROLE-NETE:onsite_uk:450\n"
    (row,) = desk.plan(text).rows
    assert [change.field for change in row.changes] == ["skills", "skills", "credentials", "rates"]
    desk.bring(text)
    profile = desk.profile("Larch Ltd")
    assert (profile.phone, profile.summary) == ("123", "Local house")
    assert {(s.skill, s.level, s.last_used) for s in profile.skills} == {
        ("sk.wifi", 4, 2024),
        ("sk.firewall", 3, 2026),
    }
    (check,) = profile.checks
    assert (check.issuer, check.number, check.checked_by, check.expires_on) == (
        "IASME",
        "7",
        "Dev",
        date(2027, 5, 1),
    )
    assert profile.rates[0].rate == Money(45_000, "GBP")
    assert [one.kind for one in desk.plan(text).rows] == ["same"]


def test_a_new_row_brings_everything_it_says(desk: Desk) -> None:
    desk.bring(
        "Name,Country,Free days,Start,Turnover,Kinds,Sectors,Languages\n"
        'Birch,Netherlands,7.5,2027-01-04,1350000,TPL-NET,vet,"English; Dutch"\n'
    )
    profile = desk.profile("Birch")
    assert profile.row.free_days == Decimal("7.5")
    assert (profile.row.country, profile.row.start) == ("NL", date(2027, 1, 4))
    assert profile.turnover == Money(135_000_000, "GBP")
    assert (profile.templates, profile.sectors) == (("TPL-NET",), ("sk.sector-health",))
    assert profile.languages == ("English", "Dutch")
    assert profile.row.tier_words == "Not checked"


def test_a_refused_row_stays_refused_whatever_is_decided(desk: Desk) -> None:
    result = desk.bring("Name,Staff\nElm,many\n", decisions={2: "add"})
    assert (result.added, desk.names(), desk.backups) == (0, [], [])


def test_the_empty_list_can_be_filled_in_and_read(desk: Desk) -> None:
    header = imports.empty_list().decode("utf-8-sig").strip()
    filled = header + "\nBirch" + "," * header.count(",") + "\n"
    preview = desk.plan(filled)
    assert preview.passed_over == ()
    assert [row.kind for row in preview.rows] == ["new"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=30))
def test_any_name_in_a_list_arrives_unchanged(desk: Desk, name: str) -> None:
    data = write_table(("Name", "Town"), [(name, "Somewhere")])
    preview = imports.plan_provider_import(desk, data, formats=FORMATS, today=ON)
    decisions = {row.line: "add" for row in preview.rows if row.kind in ("new", "look_alike")}
    imports.import_providers(desk, preview, on=ON, decisions=decisions)  # type: ignore[arg-type]
    assert (name, "Somewhere") in desk.names()


def test_a_real_backup_from_before_the_import_lies_in_the_workspace(workspace: Workspace) -> None:
    preview = imports.plan_provider_import(workspace, b"Name\nBirch\n", formats=FORMATS, today=ON)
    assert imports.import_providers(workspace, preview, on=ON).added == 1
    (backup,) = workspace.backups.listed()
    assert backup.reason == "before-import"
