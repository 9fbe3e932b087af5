"""The guided brief as its owner goes through it: by keyboard and mouse, on a real workspace."""

import uuid
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication

from app.queries.lens import Lens
from app.services import briefs
from tests.ui.interview.conftest import TODAY, Opener
from tests.ui.interview.describe_world import DescribeWorld, field, key, press
from tests.ui.pages.quotes_world import shown, text_of
from ui.widgets.states import ErrorSummary

ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier


def open_step(world: DescribeWorld, project: uuid.UUID, step: str | int, then: str = "") -> object:
    """The page of a step."""
    return world.open(f"project/{project}/brief/{step}{then}")


def continue_(world: DescribeWorld) -> None:
    """Ctrl+Enter, as from anywhere on the page."""
    press(world.page, "Continue")


def test_short_start_from_nothing_to_check_answers(world: DescribeWorld) -> None:
    world.open("new")
    page = world.page
    page._kind.set_value("CARD-WEB")
    page._kind.committed.emit()
    key(page._kind.target(), ENTER)
    page._template.set_value("TPL-SHOP")
    key(page._template.target(), ENTER)
    page._name.line.insert("Bestellungen für die Bäckerei")
    key(page._name.line, ENTER)
    project = uuid.UUID(world.address.split("/")[1])
    assert world.address.endswith("/brief/2")
    field(world.page, "b2.problem").box.setPlainText("Orders are written in a book and missed.")
    key(field(world.page, "b2.problem").box, ENTER, CTRL)
    assert world.address.endswith("/brief/3")
    field(world.page, "b3.outcome").box.setPlainText("When this is done, we will bake what was ordered.")
    press(world.page, "Add: Orders missed or sold twice: from 2 to 0 a week")
    continue_(world)
    assert world.address.endswith("/brief/9")  # 4 to 8 can wait until after the first talk
    field(world.page, "b9.by").button("flexible").click()
    key(field(world.page, "b9.by").button("flexible"), ENTER)
    assert world.address.endswith("/brief/10")
    field(world.page, "b10.budget").high.line.insert("22,000")
    key(field(world.page, "b10.budget").high.line, ENTER)
    assert world.address.endswith("/brief")
    assert "enough for a first talk" in text_of(world.page)
    press(world.page, "Check your answers")
    seen = text_of(world.page)
    assert "Bestellungen für die Bäckerei" in seen
    assert "up to £22,000, excl. tax" in seen
    kept = world.kept(project)
    assert kept["b2.problem"] == "Orders are written in a book and missed."
    assert kept["b3.measures"] == [
        {"what": "Orders missed or sold twice", "from": "2", "to": "0", "unit": "a week"}
    ]
    assert kept["b10.budget"] == {"low_minor": None, "high_minor": 2200000, "currency": "GBP"}


def test_one_step_of_undo_for_one_page(world: DescribeWorld) -> None:
    project = world.start()
    open_step(world, project, 2)
    field(world.page, "b2.problem").box.setPlainText("Orders are missed.")
    field(world.page, "b2.cost").number.line.insert("14")
    continue_(world)
    assert world.kept(project)["b2.cost"] == {"amount": "14", "unit": "hours_week"}
    world.context.operations.undo()
    assert not {"b2.problem", "b2.cost"} & world.kept(project).keys()


def test_going_on_without_a_change_writes_nothing(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(
        project,
        b3_outcome="We will bake what was ordered.",
        b3_measures=[
            {"what": "Orders missed", "from": "2", "to": "0.5", "unit": "a week", "by": "2027-03-31"}
        ],
    )
    open_step(world, project, 3)
    continue_(world)
    step = world.context.operations.undo_step()
    assert step is not None
    assert step.label == "Answer"  # the one that the test made
    assert not world.address.endswith("/3")


def test_missing_answer_is_named_on_top_and_beside_the_input_and_nothing_is_kept(
    world: DescribeWorld,
) -> None:
    project = world.start()
    page = open_step(world, project, 10)
    field(page, "b10.budget").low.line.insert("22,000")
    field(page, "b10.budget").high.line.insert("15,000")
    field(page, "b10.run").low.line.insert("lots")
    continue_(world)
    summary = next(iter(shown(world.page, ErrorSummary)))
    assert summary.hasFocus()
    assert summary.accessibleDescription() == "High must be more than low\nEnter an amount, like 12,500"
    assert field(page, "b10.budget").low.line.property("wrong")
    assert world.address.endswith("/brief/10")
    assert "b10.budget" not in world.kept(project)
    press(summary, "Enter an amount, like 12,500")
    assert field(page, "b10.run").low.line.hasFocus()
    field(page, "b10.run").low.line.setText("180")
    field(page, "b10.budget").high.line.setText("35,000")
    continue_(world)
    assert world.kept(project)["b10.run"]["low_minor"] == 18000


def test_not_known_yet_goes_on_with_a_talking_point_and_keeps_the_note(world: DescribeWorld) -> None:
    project = world.start(broker_name="Dev Raman")
    page = open_step(world, project, 2)
    field(page, "b2.problem").box.setPlainText("Something about the orders")
    page.sheet.blocks["b2.problem"]._unknown.box.click()
    assert "the next visit with Dev Raman" in text_of(page)
    continue_(world)
    assert world.address.endswith("/brief/3")
    assert world.points(project) == ["What's getting in the way today?"]
    assert world.kept(project)["b2.problem"] == "Something about the orders"
    open_step(world, project, 2)
    world.page.sheet.blocks["b2.problem"]._unknown.box.click()
    continue_(world)
    assert world.points(project) == []


def test_the_kind_an_owner_starts_with_is_the_owners(world: DescribeWorld) -> None:
    world.open("new")
    page = world.page
    page._kind.set_value("CARD-WEB")
    page._kind.committed.emit()
    continue_(world)
    page._template.set_value("TPL-SHOP")
    continue_(world)
    page._name.line.insert("Orders on the web")
    press(page, "Start the project")
    project = uuid.UUID(world.address.split("/")[1])
    other = partial(
        briefs.answer, project_id=project, question="b1.template", value="TPL-WEB", on=TODAY, by="broker"
    )
    world.workspace.write(other, "Another kind")
    assert world.course(project).head.main_template == "TPL-SHOP"


def test_not_sure_of_the_template_takes_the_usual_one_and_makes_a_talking_point(world: DescribeWorld) -> None:
    world.open("new")
    page = world.page
    page._kind.set_value("CARD-SYSTEM")
    page._kind.committed.emit()
    continue_(world)
    page._not_sure.box.click()
    continue_(world)
    page._name.line.insert("New till and stock")
    press(page, "Start the project")
    project = uuid.UUID(world.address.split("/")[1])
    assert world.course(project).head.main_template == "TPL-ERP"
    assert world.points(project) == ["Which is closest?"]


def test_answers_decide_what_is_asked_next_to_them(world: DescribeWorld) -> None:
    project = world.start()
    page = open_step(world, project, 6)
    blocks = page.sheet.blocks
    assert blocks["b6.records"].isHidden()
    field(page, "b6.data").button("some").click()
    assert not blocks["b6.records"].isHidden()
    field(page, "b6.records").line.insert("a few")
    continue_(world)
    assert "Enter roughly how many records, like 2,000" in text_of(world.page)
    field(page, "b6.records").line.setText("2,000")
    continue_(world)
    assert world.kept(project)["b6.records"] == "2000"
    open_step(world, project, 6)
    field(world.page, "b6.data").button("none").click()
    assert world.page.sheet.blocks["b6.records"].isHidden()


def test_another_template_keeps_every_answer_and_asks_its_own_questions(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b2_problem="Orders are missed.", b5_must=["Orders can be paid by card"])
    page = open_step(world, project, 7)
    own = next(iter(page.sheet.blocks))
    assert own.startswith("b7.SHOP.")
    field(page, own).line.insert("40")
    continue_(world)
    page = open_step(world, project, 1)
    field(page, "b1.kind").set_value("CARD-OFFICE")
    field(page, "b1.kind").edited.emit()
    field(page, "b1.template").button("TPL-NET").click()
    continue_(world)
    kept = world.kept(project)
    assert kept["b2.problem"] == "Orders are missed."
    assert kept["b5.must"] == ["Orders can be paid by card"]
    assert kept[own] == "40"
    page = open_step(world, project, 7)
    assert not any(id.startswith("b7.SHOP") for id in page.sheet.blocks)
    assert "b7.staff" in page.sheet.blocks


def test_typing_survives_a_crash_and_says_that_it_is_not_applied(open_world: Opener) -> None:
    world = open_world()
    project = world.start()
    page = open_step(world, project, 5)
    must = field(page, "b5.must")
    must.boxes()[0].setPlainText("Pay by card")
    key(must.boxes()[0], ENTER)
    must.boxes()[1].setPlainText("Refund an ord")
    page.sheet._drafts.flush()  # what its timer does within a second of the last key
    again = open_world(drafts=world.drafts)
    page = open_step(again, project, 5)
    assert field(page, "b5.must").value() == ("Pay by card", "Refund an ord")
    assert "not applied yet" in text_of(page)
    assert "b5.must" not in world.kept(project)
    press(page, "Go back to what is kept")
    assert field(page, "b5.must").value() == ()
    assert again.drafts.of(f"brief/{project}/5") == {}


def test_leaving_a_page_any_way_keeps_what_is_typed(world: DescribeWorld) -> None:
    project = world.start()
    page = open_step(world, project, 9)
    field(page, "b9.by").button("date").click()
    field(page, "b9.date").line.insert("next blue moon")
    world.go(f"project/{project}/overview")
    page = world.go(f"project/{project}/brief/9")
    assert field(page, "b9.date").line.text() == "next blue moon"
    press(page, "Save and close")
    assert world.address.endswith("/brief")
    page = world.go(f"project/{project}/brief/9")
    assert field(page, "b9.date").line.text() == "next blue moon"
    assert "b9.by" not in world.kept(project)


def test_save_and_close_applies_a_page_in_order_and_the_brief_resumes_there(open_world: Opener) -> None:
    world = open_world()
    project = world.start()
    page = open_step(world, project, 4)
    press(page, "Add: Counter staff")
    press(page, "Save and close")
    assert "b4.users" not in world.kept(project)  # nobody has said how many
    field(page, "b4.users").cells()[0]["how_many"].line.insert("6")
    world.go(f"project/{project}/brief/4")
    press(world.page, "Save and close")
    assert world.kept(project)["b4.users"] == [{"who": "Counter staff", "how_many": "6"}]
    open_step(world, project, 9)
    later = open_world(drafts=world.drafts)
    later.context.preferences = world.context.preferences
    later.open(f"project/{project}/brief")
    press(later.page, "Carry on: When do you need it?")
    assert later.address.endswith("/brief/9")


def test_change_comes_back_to_check_answers_by_way_of_what_it_opens(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b9_by="flexible")
    world.open(f"project/{project}/brief/check")
    press(world.page, "Change: When")
    field(world.page, "b9.by").button("date").click()
    field(world.page, "b9.date").line.insert("2027-03-27")
    key(field(world.page, "b9.date").line, ENTER)
    assert world.address.endswith("/brief/check")
    assert "27 Mar 2027" in text_of(world.page)


def test_back_goes_through_the_short_start_and_then_through_all(world: DescribeWorld) -> None:
    project = world.start()
    open_step(world, project, 9)
    press(world.page, "Back")
    assert world.address.endswith("/brief/3")
    open_step(world, project, 5)
    press(world.page, "Back")
    assert world.address.endswith("/brief/4")


def test_a_dropped_file_is_kept_on_any_step_and_can_be_taken_off(
    world: DescribeWorld, tmp_path: Path
) -> None:
    project = world.start()
    page = open_step(world, project, 2)
    photo = tmp_path / "order book.png"
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    assert image.save(str(photo))
    drop(page, photo)
    assert [file["name"] for file in world.kept(project)["b6.files"]] == ["order book.png"]
    page = open_step(world, project, 6)
    press(page, "Remove order book.png")
    assert "b6.files" not in world.kept(project)


@pytest.mark.parametrize(
    ("name", "size", "told"),
    [
        ("film.mov", 31_000_000, '"film.mov" is 31 MB. Files must be 25 MB or smaller'),
        (
            "photo.png",
            400,
            "“photo.png” is not a picture that can be read. It may be damaged. Nothing was added.",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_is_named(
    world: DescribeWorld, tmp_path: Path, name: str, size: int, told: str
) -> None:
    project = world.start()
    page = open_step(world, project, 2)
    file = tmp_path / name
    with file.open("wb") as out:
        out.truncate(size)
    drop(page, file)
    assert [notice.text for notice in world.said] == [told]
    assert [each.accessibleName() for each in world.window.toasts.toasts()] == [told]
    assert "b6.files" not in world.kept(project)
    world.context.go(f"project/{project}/brief/3")
    QApplication.processEvents()
    assert world.window.toasts.toasts() == ()


def test_an_agreed_brief_is_only_read_but_what_matters_most_stays_open(world: DescribeWorld) -> None:
    project = world.start(broker_name="Dev Raman", starts_with="brief")
    agreed(world, project)
    page = open_step(world, project, 2)
    assert not page.sheet.blocks["b2.problem"].isEnabled()
    assert "This brief is agreed" in text_of(page)
    page = open_step(world, project, 12)
    assert page.sheet.blocks["b12.matter"].isEnabled()
    field(page, "b12.matter")._buttons["FAC-PRICE", "vital"].click()
    continue_(world)
    assert world.kept(project)["b12.matter"]["FAC-PRICE"] == "vital"


def test_known_facts_are_filled_in_and_usual_choices_made(world: DescribeWorld) -> None:
    project = world.start("CARD-OFFICE", "TPL-NET")
    page = open_step(world, project, 12)
    assert field(page, "b12.who").decides.value() == "Clare Bramble"
    assert set(field(page, "b12.matter").value().values()) == {"important"}
    page = open_step(world, project, 8)
    assert field(page, "b8.onsite").value() == "most_days"
    assert "b8.abroad" in page.sheet.blocks
    assert page.sheet.blocks["b8.abroad"].isHidden()


def test_the_brokers_form_shares_drafts_and_keeps_only_what_was_touched(open_world: Opener) -> None:
    world = open_world(Lens.BROKER)
    project = world.start(broker_name="Dev Raman")
    world.answer(project, b9_by="flexible")
    page = world.open(f"project/{project}/brief/form")
    page.sheets["2"].blocks["b2.problem"].input.field.box.setPlainText("Orders are missed.")
    page.sheets["6"].blocks["b6.data"].input.field.button("a_lot").click()
    assert not page.sheets["6"].blocks["b6.records"].isHidden()
    world.go(f"project/{project}/brief/2")
    assert field(world.page, "b2.problem").box.toPlainText() == "Orders are missed."
    page = world.go(f"project/{project}/brief/form")
    press(page, "Save the answers")
    kept = world.kept(project)
    assert (kept["b2.problem"], kept["b6.data"]) == ("Orders are missed.", "a_lot")
    assert "b12.matter" not in kept  # shown as usual, but nobody has said so
    page.sheets["10"].blocks["b10.budget"].input.field.low.line.insert("ten bags")
    page.sheets["10"].blocks["b10.budget"].input.field.edited.emit()
    press(page, "Save the answers")
    assert "Enter an amount, like 12,500" in text_of(page)


def test_the_broker_is_asked_what_the_owner_is_not(open_world: Opener) -> None:
    owner = open_world()
    project = owner.start()
    fewer = {q.id for leg in owner.course(project).legs for q in leg.questions}
    broker = open_world(Lens.BROKER)
    more = {q.id for leg in broker.course(project).legs for q in leg.questions}
    assert fewer < more
    assert {"ready.control", "ready.trust"} <= more - fewer


def drop(page: object, file: Path) -> None:
    """Drop a file on the page."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(QPoint(5, 5)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)  # type: ignore[attr-defined]
    QApplication.processEvents()


def agreed(world: DescribeWorld, project: uuid.UUID) -> None:
    """Bring a brief to where both sides stand behind it."""
    course = world.course(project)
    world.answer(
        project,
        b3_outcome="We will bake what was ordered.",
        b5_must=["Orders can be paid by card"],
        b10_budget=(None, True),
        **{
            q.id.replace(".", "_", 1).replace("-", "__"): (None, True)
            for leg in course.legs
            if not leg.section
            for q in leg.questions
            if q.required
        },
    )
    on = date(2026, 11, 24)
    world.workspace.write(partial(briefs.share, project_id=project, person="Clare Bramble", on=on), "Share")
    world.workspace.write(
        partial(briefs.agree, project_id=project, typed_name="Clare Bramble", on=on), "Agree"
    )
