"""The network of brokers as people use it: written down, found for a project, spoken for a provider."""

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.queries import brokers as read
from app.queries import providers
from app.queries.broker_rows import BrokerProfile, EndorsementRow
from app.queries.lens import Lens
from app.queries.projects import head
from app.queries.provider_filters import Filters
from app.services import brokers as verbs
from app.services import projects
from app.words.formats import Formats
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.quotes_world import shown
from tests.ui.pages.sample_world import SIZES, Program, button, everything_said, fill, settle
from ui.commands import Group
from ui.models.columns import ROW_ROLE
from ui.theme.current import Theme
from ui.widgets.navigation import SearchBox
from ui.widgets.table import Table

pytestmark = pytest.mark.usefixtures("at_once")

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsversicherung Informationstechnik Beratung"
PRIVATE_NOTE = "Does not like to be hurried before a holiday."
FORMATS = Formats()


def broker(program: Program, name: str) -> UUID:
    rows = program.store.read(lambda s: read.brokers(s, lens=Lens.BROKER, formats=FORMATS))
    return next(row.id for row in rows if row.name.startswith(name))


def provider(program: Program, name: str) -> UUID:
    today = program.context.today()
    (row,) = program.store.read(
        lambda s: providers.page(s, lens=Lens.BROKER, today=today, formats=FORMATS, filters=Filters(name))
    )
    return row.id


def of(program: Program, key: UUID) -> BrokerProfile:
    found = program.store.read(
        lambda s: read.profile(
            s, lens=Lens.BROKER, broker_id=key, today=program.context.today(), formats=FORMATS
        )
    )
    assert found is not None
    return found


def said_of(program: Program, key: UUID) -> tuple[EndorsementRow, ...]:
    return program.store.read(
        lambda s: read.endorsements(
            s, lens=Lens.BROKER, provider_id=key, today=program.context.today(), formats=FORMATS
        )
    )


def names(page: Any) -> list[str]:
    (table,) = shown(page, Table)
    model = table.model()
    return [model.index(at, 0).data(ROW_ROLE).name for at in range(model.rowCount())]


def inspected(page: Any) -> list[str]:
    settle()
    return unnamed_controls(page) + squeezed_labels(page) + unreachable_controls(page)


def without_broker(program: Program) -> UUID:
    """A project of the owner that nobody advises on yet."""
    facts = projects.OwnerFacts(
        owner_name="Ellis Thornaby", trade="veterinary clinic", town="Harrowmere", country="GB"
    )
    made, _ = program.store.write(
        lambda s: projects.start(
            s, title="New tills", card="CARD-SYSTEM", main_template="TPL-POS", owner=facts,
            on=program.context.today(),
        ),
        "Start",
    )  # fmt: skip
    return made


# ---- the list and one broker


def test_the_list_says_who_is_who_and_opens_a_page(program: Program) -> None:
    page = program.at("today", Lens.BROKER, "brokers")
    assert names(page)[0] == "Petra Averill"
    assert "Petra Averill (you)" in everything_said(page)
    page.table.choose(broker(program, "Rhodri"))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle()
    assert program.address == f"broker/{broker(program, 'Rhodri')}"
    assert "85 an hour, at most 1,400 for a project; nothing from any provider." in program.words


def test_words_narrow_the_list_and_nothing_found_offers_all(program: Program) -> None:
    page = program.at("today", Lens.BROKER, "brokers")
    (search,) = shown(page, SearchBox)
    search.setText("welsh")
    settle()
    assert names(page) == ["Rhodri Pennar"]
    search.setText("nobody is called like this")
    settle()
    assert "Nothing found" in program.words
    program.press("Show all brokers")
    assert len(names(page)) == 5


def test_a_broker_is_added_changed_noted_and_brought_back(program: Program) -> None:
    program.at("today", Lens.BROKER, "brokers")
    program.press("Add a broker")
    form = program.page._new
    fields = {each.key: each.field for each in form.entries}
    program.press("Add this broker")
    assert "Enter the name of the broker" in program.words
    fill(fields["name"], "Ottilie Brandt")
    fill(fields["regions"], "Yorkshire, Ireland")
    fields["country"].set_value("GB")
    fields["skills"].another.set_value("sk.wifi")
    fields["skills"].another.committed.emit()
    fields["fee_model"].set_value("BF-HOUR")
    settle()
    program.press("Add this broker")
    key = UUID(program.address.removeprefix("broker/"))
    seen = of(program, key)
    assert (seen.regions, seen.skills, seen.fee_model) == (("GB/Yorkshire", "IE"), ("sk.wifi",), "BF-HOUR")
    program.press("Change what is known about this broker")
    fields = {each.key: each.field for each in program.page._about.form.entries}
    fill(fields["town"], "Whitby")
    program.press("Keep the change")
    assert of(program, key).town == "Whitby"
    page = program.page
    page._notes.restore("Met at the fair.")
    page._notes.committed.emit()
    assert of(program, key).notes == "Met at the fair."
    program.press("Remove")
    assert program.address == "brokers"
    program.context.operations.undo()
    assert of(program, key).row.name == "Ottilie Brandt"


def test_a_form_that_is_left_keeps_what_was_typed(program: Program) -> None:
    program.at("today", Lens.BROKER, "broker/new")
    name = program.page._new.entries[0].field
    name.line.setText("Half a na")
    name.line.textEdited.emit("Half a na")
    program.go("home")
    program.go("broker/new")
    assert program.page._new.entries[0].field.value() == "Half a na"


def test_somebody_else_can_be_me(program: Program) -> None:
    program.at("today", Lens.BROKER)
    program.go(f"broker/{broker(program, 'Rhodri')}")
    program.press("This is me")
    assert "This is you" in program.words
    assert program.store.read(read.me) == broker(program, "Rhodri")
    program.press("This is not me")
    assert program.store.read(read.me) is None


def test_a_record_shows_counts_with_ranges_and_no_share_of_its_own(program: Program) -> None:
    page = program.at("today", Lens.BROKER)
    page = program.go(f"broker/{broker(program, 'Petra')}")
    page._tabs.set_value("record")
    page._tabs.chosen.emit("record")
    settle()
    words = program.words
    record = of(program, broker(program, "Petra")).record
    assert all(line.counted in words and line.between in words for line in record)
    assert "Your record" in words
    (table,) = shown(page, Table)
    assert table.model().rowCount() == len(of(program, broker(program, "Petra")).providers)


# ---- the owner's view


def test_the_owner_reads_brokers_without_notes_names_of_providers_or_who_is_me(program: Program) -> None:
    page = program.at("today", Lens.OWNER, "brokers")
    assert "(you)" not in everything_said(page)
    key = broker(program, "Rhodri")
    page = program.go(f"broker/{key}")
    said = everything_said(page)
    assert not [word for word in (PRIVATE_NOTE, "Larchfield", "Cindermoor", "Oakspindle") if word in said]
    assert "85 an hour" in said


def test_what_the_broker_saw_is_gone_when_the_owner_looks(program: Program) -> None:
    program.at("today", Lens.BROKER)
    page = program.go(f"broker/{broker(program, 'Rhodri')}")
    page._show_part("notes")
    assert page._notes.value().endswith(PRIVATE_NOTE)
    program.look_as(Lens.OWNER)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert program.page._notes.value() == ""
    said = everything_said(program.page)
    assert not [word for word in (PRIVATE_NOTE, "Larchfield", "Cindermoor") if word in said]


# ---- finding one


def test_an_owner_finds_a_broker_from_the_overview_and_takes_one(program: Program) -> None:
    program.at("today", Lens.OWNER)
    project = without_broker(program)
    program.go(f"project/{project}/overview")
    program.press("Find a broker")
    assert program.address == f"project/{project}/broker"
    assert "In the same town, Harrowmere." in program.words
    assert (
        "Takes no work in Harrowmere." in program.words
    )  # one from another country, kept off with the reason
    program.press("Choose Petra Averill as broker")
    assert program.store.read(lambda s: head(s, project_id=project)).broker_name == "Petra Averill"
    assert program.address == f"project/{project}/overview"
    assert button(program.page, "Find a broker") is None


def test_why_a_broker_came_where_they_came_is_told_in_full(program: Program) -> None:
    page = program.at("described", Lens.OWNER, "project/P/broker")
    assert "3 of 3 rules passed" not in program.words
    program.press("Why Petra Averill came here")
    assert "3 of 3 rules passed" in program.words
    assert "Has told of any ties for this project." in program.words
    assert page.cards[0].take is None  # she advises on it already


def test_without_any_broker_one_is_written_down_first(program: Program) -> None:
    program.at("today", Lens.OWNER)
    project = without_broker(program)
    for name in ("Petra", "Rhodri", "Saskia", "Dunstan", "Imogen"):
        key = broker(program, name)
        program.store.write(lambda s, key=key: verbs.remove_broker(s, broker_id=key), "Remove")
    program.go(f"project/{project}/broker")
    assert "No brokers on this computer yet" in program.words
    program.go("brokers")
    assert "No brokers yet" in program.words
    buttons = [each for each in shown(program.page, QPushButton) if each.accessibleName() == "Add a broker"]
    buttons[-1].click()
    settle()
    assert program.address == "broker/new"


# ---- what is said of a provider


def test_an_endorsement_is_added_with_its_reason_and_withdrawn_with_one(program: Program) -> None:
    program.at("today", Lens.BROKER)
    key = provider(program, "Velmont")
    page = program.go(f"provider/{key}")
    page._show_part("endorsements")
    program.press("Add an endorsement")
    section = page._sections["endorsements"]
    fields = {each.key: each.field for each in section.form.entries}
    assert fields["broker"].value() == str(broker(program, "Petra"))  # oneself, to begin with
    section.form.go.click()
    settle()
    assert "Choose how strongly" in program.words
    fields["strength"].set_value("2")
    fields["rests_on"].set_value("worked")
    fields["reason"].restore("Their surveyor found the fault that two others had missed.")
    section.form.go.click()
    settle()
    (new, old) = said_of(program, key)
    assert (new.broker, new.weight_words) == ("Petra Averill", "Closes 4% of the gap to a full score today.")
    assert old.withdrawn
    assert "Together they close 4% of the gap to a full score" in program.words
    program.press("Withdraw what Petra Averill said")
    program.press("Withdraw it")
    assert "Enter the reason" in program.words
    card = section._form_place.itemAt(0).widget()
    fill(card.reason, "The surveyor has left")
    program.press("Withdraw it")
    assert said_of(program, key)[0].withdrawn or said_of(program, key)[1].withdrawn
    assert "The surveyor has left" in program.words
    assert "Together they close" not in program.words


def test_too_short_a_reason_is_refused_and_stays_in_the_form(program: Program) -> None:
    program.at("today", Lens.BROKER)
    key = provider(program, "Velmont")
    page = program.go(f"provider/{key}")
    page._show_part("endorsements")
    program.press("Add an endorsement")
    section = page._sections["endorsements"]
    fields = {each.key: each.field for each in section.form.entries}
    fields["strength"].set_value("3")
    fields["rests_on"].set_value("known")
    fields["reason"].restore("Good people")
    section.form.go.click()
    settle()
    assert "at least 20 letters" in program.last_said
    assert section.form is not None
    assert fields["reason"].value() == "Good people"


# ---- room and reach


def test_pages_have_room_with_long_names_and_fifty_brokers(program: Program, look: Theme) -> None:
    """At the size with the least room: the sweep of every address looks at these pages at the others."""
    wide, high, zoom = SIZES["150 percent"]
    program.at("today", Lens.BROKER, "home", (wide, high))
    look.set_zoom(zoom)
    today = program.context.today()

    def fill_up(session: Any) -> None:
        for number in range(50):
            verbs.add_broker(
                session, name=f"{LONG} {number}", firm=LONG, town=LONG, country="GB", regions=[f"GB/{LONG}"],
                languages=[LONG], templates=["TPL-POS"], fee_words=f"{LONG} {LONG}", on=today,
            )  # fmt: skip

    program.store.write(fill_up, "Fill")
    project = without_broker(program)
    for address in ("brokers", f"broker/{broker(program, LONG)}", "broker/new", f"project/{project}/broker"):
        assert inspected(program.go(address)) == []


def test_one_broker_after_another_is_added_each_on_an_empty_form(program: Program) -> None:
    page = program.at("today", Lens.BROKER, "broker/new")
    for name in ("Ines Calder", "Tom Reyle"):
        form = page._new
        values = form.values()
        assert (values["name"], values["firm"]) == ("", "")
        fill(form.entries[0].field, name)
        fill(form.entries[1].field, f"{name} Advice")
        program.press("Add this broker")
        assert program.address == f"broker/{broker(program, name)}"
        page = program.go("broker/new")


def test_a_broker_that_was_not_added_after_all_leaves_nothing_in_the_form(program: Program) -> None:
    page = program.at("today", Lens.BROKER, "broker/new")
    fill(page._new.entries[0].field, "Ines Calder")
    program.press("Leave it as it is")
    assert program.address == "brokers"
    page = program.go("broker/new")
    assert page._new.values()["name"] == ""


def test_a_broker_of_a_project_keeps_it_and_the_record_under_another_name(program: Program) -> None:
    program.at("today", Lens.BROKER)
    key = broker(program, "Petra")
    before = of(program, key).row.record
    program.store.write(lambda s: verbs.change_broker(s, broker_id=key, name="Petra Averill-Roy"), "Rename")
    assert of(program, key).row.record == before
    program.go("project/P/broker")
    assert "Advises on this project" in program.words


def test_the_search_box_lists_brokers_under_their_own_heading(program: Program) -> None:
    program.at("today", Lens.BROKER)
    found = [(one.title, one.group) for one in program.window._navigation.find("Rhodri")]
    assert ("Rhodri Pennar", Group.BROKERS) in found
