"""Start a project, the section list, "Check your answers" and "Are you ready?", as people use them."""

import uuid
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.queries import briefs as brief_rows
from app.queries import estimates
from app.queries.brief_scores import brief_score
from app.queries.lens import Lens
from app.services import clients
from tests.ui.interview.conftest import Opener
from tests.ui.interview.describe_world import OWNER, DescribeWorld, key, press
from tests.ui.interview.test_guided_brief import agreed
from tests.ui.pages.quotes_world import shown, text_of
from ui.widgets.task_list import TaskList


def test_a_project_with_a_quote_starts_at_its_quotes(world: DescribeWorld) -> None:
    world.open("new")
    page = world.page
    page._kind.set_value("CARD-CLOUD")
    page._kind.committed.emit()
    press(page, "Continue")
    assert page._place.text() == "2 of 2"  # one template, so nothing to choose
    page._name.line.insert("Mail to the cloud")
    page._start.button("quote").click()
    press(page, "Start the project")
    project = uuid.UUID(world.address.split("/")[1])
    assert world.address == f"project/{project}/quotes"
    head = world.course(project).head
    assert (head.main_template, head.starts_with) == ("TPL-M365", "quote")


def test_a_small_job_begins_on_its_one_page(world: DescribeWorld) -> None:
    world.open("new")
    page = world.page
    page._kind.set_value("CARD-WEB")
    page._kind.committed.emit()
    press(page, "Continue")
    page._template.set_value("TPL-FIX")
    press(page, "Continue")
    page._name.line.insert("The site keeps going down")
    press(page, "Start the project")
    assert world.address.endswith("/brief/job")
    assert "A small job: one page is all that is needed." in text_of(world.page)
    assert "tell most people enough" not in text_of(world.page)  # a few words to each are
    further = text_of(world.open(world.address.replace("/job", "/5")))
    assert "More than a small job needs" in further
    assert "Question 5" not in further


def test_the_owner_is_the_one_of_the_profile_and_the_next_project_starts_empty(world: DescribeWorld) -> None:
    keep = partial(clients.keep_profile, person="Maria Sands", role="owner", business="Sands", staff=4)
    world.workspace.write(keep, "Profile")
    world.open("new")
    page = world.page
    press(page, "Continue")
    assert "Choose the closest kind of project" in text_of(page)
    page._kind.set_value("CARD-HELP")
    page._kind.committed.emit()
    press(page, "Continue")
    press(page, "Start the project")
    assert "Enter a name for the project" in text_of(page)
    page._name.line.setFocus()
    page._name.line.insert("Somebody to call")
    key(page._name.line, Qt.Key.Key_Return)
    project = uuid.UUID(world.address.split("/")[1])
    assert world.course(project).head.owner_name == "Maria Sands"
    page = world.go("new")
    assert page._kind.value() == ""
    assert page._name.value() == ""


def test_what_was_begun_and_made_no_project_of_comes_back(open_world: Opener) -> None:
    world = open_world()
    world.open("new")
    world.page._kind.set_value("CARD-WEB")
    world.page._kind.committed.emit()
    world.page._name.line.insert("Half a name")
    world.go("home")
    again = open_world(drafts=world.drafts)
    again.open("new")
    assert again.page._kind.value() == "CARD-WEB"
    assert "No project has been made of it yet" in text_of(again.page)
    press(again.page, "Continue")
    assert {option for option in again.page._template._buttons} == {"TPL-WEB", "TPL-SHOP", "TPL-FIX"}


def test_the_broker_starts_it_for_a_client(open_world: Opener) -> None:
    world = open_world(Lens.BROKER)
    made, _ = world.workspace.write(
        partial(clients.add_client, name="Bramble Bakery", contact="Clare Bramble", town="Ludlow"), "Client"
    )
    world.workspace.write(partial(clients.keep_profile, person="Dev Raman", role="broker"), "Profile")
    world.open(f"new/{made}")
    page = world.page
    page._kind.set_value("CARD-CLOUD")
    page._kind.committed.emit()
    press(page, "Continue")
    page._name.line.insert("Mail to the cloud")
    press(page, "Start the project")
    head = world.course(uuid.UUID(world.address.split("/")[1])).head
    assert (head.owner_name, head.broker_name) == ("Clare Bramble", "Dev Raman")


def test_something_else_needs_no_template_and_has_no_questions_of_its_own(world: DescribeWorld) -> None:
    world.open("new")
    page = world.page
    page._kind.set_value("CARD-ELSE")
    page._kind.committed.emit()
    press(page, "Continue")
    page._not_sure.box.click()
    press(page, "Continue")
    page._name.line.insert("A thing nobody has a word for")
    press(page, "Start the project")
    project = uuid.UUID(world.address.split("/")[1])
    course = world.course(project)
    assert course.head.main_template == ""
    assert course.leg("7") is None
    page = world.go(f"project/{project}/brief/7")
    press(page, "Back to the brief")
    assert world.address == f"project/{project}/brief"
    page = world.go(f"project/{project}/brief/ready")
    assert "Choose a kind of project" in text_of(page)


def test_the_section_list_says_where_things_stand_and_opens_by_key(world: DescribeWorld) -> None:
    project = world.start(broker_name="Dev Raman")
    world.answer(project, b2_problem=("Something", True), b4_users=[{"who": "Customers"}])
    page = world.open(f"project/{project}/brief")
    tasks = page.findChild(TaskList)
    told = {
        task.title: (task.status, task.note)
        for at in range(tasks.model().rowCount())
        if hasattr(task := tasks.model().index(at, 0).data(Qt.ItemDataRole.UserRole + 1), "title")
        and hasattr(task, "status")
    }
    assert told["What's getting in the way today?"] == ("Completed", "1 for the visit")
    assert told["What will be different when it's done?"] == ("Not started", "Short start")
    assert told["Who will use it?"][0] == "Completed"
    assert "Dev Raman will go through it with you" in text_of(page)
    key(tasks, Qt.Key.Key_Return)
    assert world.address == f"project/{project}/brief/3"


def test_sharing_waits_for_readiness_and_names_the_broker(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b2_problem="Orders are missed.")
    page = world.open(f"project/{project}/brief/check")
    seen = text_of(page)
    assert "Nothing has been sent to anyone" in seen
    assert "Not provided" in seen
    press(page, "Share with my broker")
    assert page._broker.line.hasFocus()
    QApplication.processEvents()  # the page scrolls down to where the name is asked for
    assert not page._broker.line.visibleRegion().isEmpty()
    page._broker.line.insert("Dev Raman")
    press(page, "Share with my broker")
    assert world.course(project).head.state == "draft"
    assert "Are you ready?" in world.said[-1].text
    assert world.said[-1].action == "Leave them for the visit"
    world.said[-1].act()
    assert page._broker.value() == "Dev Raman"  # what was typed is still there
    press(page, "Share with my broker")
    head = world.course(project).head
    assert (head.state, head.broker_name) == ("in_advice", "Dev Raman")
    assert any("Nothing was sent to anyone" in notice.text for notice in world.said)


def test_what_one_counts_is_asked_for_what_it_lacks_and_not_for_another(world: DescribeWorld) -> None:
    def asked() -> str:
        return next(each.words for each in brief_score(world.course(project)).missing if each.check == "K4")

    project = world.start()
    assert asked() == "Add one thing you can count"
    world.answer(project, b3_measures=[{"what": "Minutes to cash up", "from": "40", "to": "10"}])
    assert asked() == "Say of one thing you count: from what, to what, in which unit and by when"


def test_agreeing_gives_a_version_to_read_and_it_can_be_opened_again(open_world: Opener) -> None:
    world = open_world(Lens.BROKER)
    project = world.start(broker_name="Dev Raman")
    world.answer(project, b10_budget=(None, True), b5_must=["Pay by card", "Give a refund"])
    page = world.open(f"project/{project}/brief/check")
    press(page, "Leave them for the visit")
    press(page, "Agree this brief")
    assert "Ask the owner to type their full name" in text_of(page)
    page._owner_name.typed.line.setText("Dev Raman")
    press(page, "Agree this brief")
    assert f"That is not the owner’s name as it stands in the project: {OWNER}" in text_of(page)
    page._owner_name.typed.line.setText(OWNER.lower())
    press(page, "Agree this brief")
    assert any("what will be different" in notice.text for notice in world.said)
    assert world.course(project).head.version == 0
    world.answer(project, b3_outcome="We will bake what was ordered.")
    world.context.operations.changed.emit(Changed())
    press(page, "Agree this brief")
    taken = [step for step in world.steps(project) if step.event == "agree brief and estimate"]
    assert [(step.who, step.person) for step in taken] == [("owner", OWNER.lower())]
    seen = text_of(page)
    assert "Brief v1 · agreed 24 Nov" in seen
    assert "2  Give a refund" in seen
    assert "Change: Must do" not in names(page)
    press(page, "Find providers")
    assert world.address == f"project/{project}/providers"
    page = world.go(f"project/{project}/brief/check")
    press(page, "Change the brief")
    assert "Change: Must do" in names(page)
    assert world.course(project).head.state == "in_advice"


def test_talking_points_and_private_answers_are_named_beside_the_answers(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b6_data=(None, True))
    page = world.open(f"project/{project}/brief/check")
    seen = text_of(page)
    assert "To go through at the visit\nIs there information to move across?" in seen
    assert "Providers won’t see" in seen
    assert "What you have in mind to spend" in seen


def test_readiness_shows_the_estimate_and_what_the_class_hangs_on(world: DescribeWorld) -> None:
    project = world.start()
    page = world.open(f"project/{project}/brief/ready")
    size = world.workspace.read(
        partial(estimates.estimate, project_id=project, formats=world.context.formats)
    )
    seen = text_of(page)
    assert size.summary in seen
    assert world.context.formats.money_short(size.cost_p80) in seen
    assert "Provisional" in seen
    press(page, "How often")
    assert world.address.startswith(f"project/{project}/brief/ready-")
    assert "ready.recurrence" in world.page.sheet.blocks


def test_answering_to_the_end_of_readiness_settles_the_class(world: DescribeWorld) -> None:
    project = world.start()
    page = world.open(f"project/{project}/brief/ready")
    press(page, "Answer the questions")
    legs = [leg for leg in world.course(project).legs if not leg.section]
    for leg in legs:
        assert world.address.endswith(f"/{leg.key}")
        for block in world.page.sheet.blocks.values():
            options = block.question.options
            if options:
                block.input.field.button(list(options)[-1]).click()
            else:
                block.input.field.line.insert("2")
        press(world.page, "Continue")
    assert world.address == f"project/{project}/brief/ready"
    view = world.workspace.read(
        partial(estimates.readiness, project_id=project, formats=world.context.formats)
    )
    assert view.complete
    assert view.class_name in text_of(world.page)
    assert view.band in text_of(world.page)


def test_the_broker_writes_the_should_cost_down(open_world: Opener) -> None:
    world = open_world(Lens.BROKER)
    project = world.start()
    page = world.open(f"project/{project}/brief/ready")
    page._should_cost._costs["support_month"].line.insert("about 90")
    press(page, "Write it down")
    assert [notice.text for notice in world.said] == ["Enter an amount, like 12,500"]
    page._should_cost._costs["support_month"].line.setText("90")
    press(page, "Write it down")
    fixed = world.workspace.read(
        partial(estimates.should_cost, project_id=project, formats=world.context.formats)
    )
    assert fixed is not None
    assert fixed.support_month.minor == 9000
    assert fixed.words in text_of(page)
    assert page._should_cost._costs["support_month"].line.text() == "90"


def test_an_owner_never_sees_the_brokers_questions(open_world: Opener) -> None:
    owner = open_world()
    project = owner.start(broker_name="Dev Raman")
    agreed(owner, project)
    page = owner.open(f"project/{project}/brief/check")
    rows = owner.workspace.read(
        partial(brief_rows.sections, project_id=project, formats=owner.context.formats)
    )
    labels = [row.label for section in rows for row in section.rows if row.question == "ready.trust"]
    assert labels
    assert labels[0] not in text_of(page)


class Changed:
    """As the workspace says it after a unit of work."""

    entities = frozenset({"answer"})


def names(page: QWidget) -> set[str]:
    """The spoken names of every visible button."""
    return {each.accessibleName() for each in shown(page, QAbstractButton)}
