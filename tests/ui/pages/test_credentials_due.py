"""What is due of everybody's checks, and the checks of one provider step by step, as a broker sees to them."""

import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from app.queries import providers as directory
from app.queries.lens import Lens
from app.queries.provider_rows import CheckRow
from app.services import credentials, providers
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.quotes_world import shown
from tests.ui.pages.sample_world import SIZES, Program, button, everything_said, settle
from tests.ui.pages.test_providers_pages import LONG, do, profile, provider
from ui.theme.current import Theme

DUE = "directory/due"
NARROWEST = "150 percent"
"""The size with the least room: the sweep of every address looks at these pages at the others."""
CE = "Cyber Essentials Plus of Cindermoor Health IT Ltd"


def inspected(page: Any) -> list[str]:
    for _ in range(6):
        settle()
    return unnamed_controls(page) + squeezed_labels(page) + unreachable_controls(page)


def check(program: Program, key: uuid.UUID, name: str) -> CheckRow:
    return next(one for one in profile(program, key).checks if one.credential == name)


def test_what_is_due_is_named_reachable_and_has_room(program: Program, look: Theme) -> None:
    width, height, zoom = SIZES[NARROWEST]
    look.set_zoom(zoom)
    page = program.at("today", Lens.BROKER, DUE, (width, height))
    key = provider(program, "Cindermoor")
    do(program, providers.change_provider, provider_id=key, name=LONG)
    assert inspected(page) == []


def test_one_press_records_a_renewal_and_can_be_undone(program: Program) -> None:
    program.at("today", Lens.BROKER, DUE)
    key = provider(program, "Cindermoor")
    before = check(program, key, "CRD-CEP").expires_on
    act = "Renewed to 9 Dec 2027: " + CE
    program.press("Show more of “Ends within 30 days”: 14 are left")
    program.press(act)
    found = check(program, key, "CRD-CEP")
    assert (before, found.expires_on, found.checked_on) == (
        date(2026, 12, 9), date(2027, 12, 9), program.context.today(),
    )  # fmt: skip
    assert found.steps == ("23 Nov 2026: renewed by Petra Averill",)
    assert button(program.page, act) is None
    assert program.said[-1].action == "Undo"
    program.context.operations.undo()
    settle()
    assert check(program, key, "CRD-CEP").expires_on == before
    assert button(program.page, act) is not None


def test_a_check_of_our_own_is_repeated_with_one_press(program: Program) -> None:
    program.at("today", Lens.BROKER, DUE)
    act = next(
        each for each in shown(program.page, QPushButton)
        if each.accessibleName().startswith("Checked again today: Data-protection readiness of Noordkade")
    )  # fmt: skip
    act.click()
    settle()
    found = check(program, provider(program, "Noordkade"), "CRD-DPA")
    assert found.expires_on == date(2027, 11, 23)


def test_the_rail_counts_what_ended_or_ends_soon_and_follows(program: Program) -> None:
    program.at("today", Lens.BROKER, DUE)

    def badge() -> int:
        items = program.window.rail.items()
        return next(int(each.badge) for each in items if each.address == DUE)

    before = badge()
    assert before == 24
    program.press("Show more of “Ends within 30 days”: 14 are left")
    program.press("Renewed to 9 Dec 2027: " + CE)
    assert badge() == before - 1


def test_a_name_leads_to_the_checks_of_its_provider(program: Program) -> None:
    program.at("today", Lens.BROKER, DUE)
    next(
        each for each in shown(program.page, QPushButton)
        if each.accessibleName() == "Open the checks of Mekora Cloudworks Co"
    ).click()  # fmt: skip
    settle()
    assert program.address == f"provider/{provider(program, 'Mekora')}/checks"
    assert program.page._tabs.value() == "checks"
    assert program.page.primary_focus() is program.page._sections["checks"].add


def test_nothing_due_says_so_and_a_long_group_is_shown_in_parts(program: Program) -> None:
    page = program.at("today", Lens.BROKER, DUE)
    for name in ("Cindermoor", "Larchfield"):
        assert name in program.words

    def fill_directory(session: Any) -> None:
        for number in range(40):
            key = providers.add_provider(session, name=f"Firm {number:02d}", on=program.context.today())
            credentials.set_credential(
                session, provider_id=key, credential="CRD-CE", level=2,
                expires_on=program.context.today() - timedelta(days=900 + number),
            )  # fmt: skip

    program.context.operations.run(fill_directory, "Fill")
    settle()
    assert "Firm 39" in program.words
    assert "Firm 01" not in program.words
    program.press("Show more of “Ended”: 34 are left")
    assert "Firm 01" not in program.words
    program.press("Show more of “Ended”: 10 are left")
    assert "Firm 01" in program.words

    def empty_directory(session: Any) -> None:
        for key, _, _ in directory.names(session):
            providers.remove_provider(session, provider_id=key)

    program.context.operations.run(empty_directory, "Empty")
    settle()
    assert "Nothing is due" in program.words
    assert page.primary_focus() is button(page, "Open the directory")


def test_an_owner_sees_nothing_of_it(program: Program) -> None:
    page = program.at("today", Lens.OWNER, DUE)
    assert "The directory belongs to your broker" in program.words
    said = everything_said(page)
    assert "Cyber Essentials" not in said
    assert "Mekora" not in said


# ---- the checks of one provider


def open_checks(program: Program, name: str, point: str = "today") -> tuple[Any, uuid.UUID]:
    program.at(point, Lens.BROKER)
    key = provider(program, name)
    page = program.go(f"provider/{key}/checks")
    return page._sections["checks"], key


def step(program: Program, section: Any, row: CheckRow, **values: Any) -> None:
    section.open_step(row)
    for name, value in values.items():
        section.form.rows[name].field.set_value(value)
    settle()
    program.press("Keep this step")


def test_a_credential_is_led_from_its_claim_to_a_result_in_place(program: Program) -> None:
    section, key = open_checks(program, "Pixelroost")
    do(program, credentials.set_credential, provider_id=key, credential="CRD-SOC2", level=0, kind="type_1")
    row = check(program, key, "CRD-SOC2")
    assert (row.state_words, row.offered) == ("Claimed, not seen", ("seen", "checked", "witnessed"))
    step(program, section, row, step="seen", words="Report of 2026, 40 pages", ends=date(2027, 6, 30))
    row = check(program, key, "CRD-SOC2")
    assert (row.state_words, row.evidence) == ("Document seen", "Report of 2026, 40 pages")
    step(program, section, row, step="checked", where="The auditor, by telephone")
    row = check(program, key, "CRD-SOC2")
    assert (row.state_words, row.checked_where) == ("Checked", "The auditor, by telephone")
    assert "Type I counts 40 % of the whole." in program.words
    step(program, section, row, step="fail", words="")
    assert program.last_said.startswith("Write what is done about it")
    section.form.rows["words"].field.set_value("Their work is kept away from patient data")
    program.press("Keep this step")
    row = check(program, key, "CRD-SOC2")
    assert row.state_words == "Fails"
    assert (
        "Fails. What is done about it: Their work is kept away from patient data (Petra Averill, 23 Nov 2026)"
        in program.words
    )
    assert [words.partition(": ")[2] for words in row.steps] == [
        "document seen by Petra Averill", "checked by Petra Averill", "result decided by Petra Averill",
    ]  # fmt: skip


def test_false_evidence_suspends_at_once_and_the_head_says_what_would_lift_it(program: Program) -> None:
    section, key = open_checks(program, "Cindermoor")
    row = check(program, key, "CRD-CEP")
    step(program, section, row, step="false", words="The number is another firm’s")
    assert "Suspended" in program.words
    assert "It showed evidence that was false." in program.words
    assert "It cannot be lifted while that paper stands on record." in program.words
    program.context.operations.undo()
    settle()
    assert "Every check of the core set is in order." in program.words
    assert "To be preferred it needs" in program.words


def test_a_file_is_attached_as_evidence_and_taken_off(program: Program, tmp_path: Path) -> None:
    section, key = open_checks(program, "Cindermoor")
    path = tmp_path / "certificate.pdf"
    path.write_bytes(b"%PDF-1.4 certificate")
    section.attach(check(program, key, "CRD-CEP"), path)
    settle()
    assert check(program, key, "CRD-CEP").file_name == "certificate.pdf"
    program.press("Take “certificate.pdf” off")
    assert check(program, key, "CRD-CEP").sha256 == ""


def test_a_persons_certificate_names_the_person_and_its_form_has_room(program: Program) -> None:
    section, key = open_checks(program, "Cindermoor")
    person = profile(program, key).people[0]
    section.open_form(None)
    for name, value in {
        "credential": "CRD-PMP", "level": "2", "person_id": str(person.id), "number": "12345",
        "issued_on": date(2025, 1, 1),
    }.items():  # fmt: skip
        section.form.rows[name].field.set_value(value)
    settle()
    assert inspected(program.page) == []
    program.press("Record a check")
    row = check(program, key, "CRD-PMP")
    assert (row.person, row.expires_on) == (person.name, date(2028, 1, 1))
    section.open_step(row)
    assert inspected(program.page) == []


# ---- wherever a provider is shown


@pytest.mark.parametrize(
    ("point", "places"),
    [
        ("shortlisted", ["providers"]), ("compared", ["quotes", "quotes/compare"]), ("signed", ["plan/people"]),
    ],
)  # fmt: skip
def test_what_ends_too_early_is_said_on_every_page_of_the_project(
    program: Program, point: str, places: list[str]
) -> None:
    program.at(point, Lens.BROKER)

    def shorten(session: Any) -> None:
        found = {name: key for key, name, _ in directory.names(session)}
        for name in ("Larchfield", "Cindermoor"):
            credentials.set_credential(
                session, provider_id=next(found[each] for each in found if each.startswith(name)),
                credential="CRD-SECQ", level=2, issued_on=date(2025, 3, 1), expires_on=date(2026, 3, 20),
            )  # fmt: skip

    program.context.operations.run(shorten, "Shorten")
    for lens in Lens:
        program.look_as(lens)
        for place in places:
            said = everything_said(program.go(f"project/P/{place}"))
            assert "Security questionnaire (30 questions)" in said, (lens, place)
            assert "before the work does" in said, (lens, place)


def test_the_line_has_room_beside_everything_else(program: Program, look: Theme) -> None:
    width, height, zoom = SIZES[NARROWEST]
    look.set_zoom(zoom)
    program.at("compared", Lens.BROKER, "home", (width, height))
    for name in ("CRD-SECQ", "CRD-TAX"):
        key = provider(program, "Oakspindle")
        do(
            program,
            credentials.set_credential,
            provider_id=key,
            credential=name,
            level=2,
            expires_on=date(2026, 3, 20),
        )
    assert program.scene is not None
    for place in ("providers", "quotes", "quotes/compare"):
        page = program.go(f"project/{program.scene.project}/{place}")
        assert inspected(page) == [], place
    assert inspected(program.go("directory")) == []
