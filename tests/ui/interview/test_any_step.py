"""Whatever step one is on: files come with a drop, and one may stop there and come back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QTextEdit, QWidget

from app.queries import briefs as brief_rows
from app.queries.lens import Lens
from tests.ui.interview.conftest import Opener
from tests.ui.interview.describe_world import DescribeWorld, press
from tests.ui.interview.test_guided_brief import drop
from tests.ui.interview.walker import Walker, answer
from tests.ui.pages.quotes_world import shown
from ui.interview.answer_input import thawed

STEPS = [*map(str, range(1, 13)), "ready-1", "ready-3"]


def takes_a_drag(widget: QWidget, file: Path) -> bool:
    """Whether a file dragged over `widget` may be dropped there, or on what lies around it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDragEnterEvent(
        QPoint(3, 3),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def inputs(page: QWidget) -> list[QWidget]:
    """Where a pointer may well be: in any input, or between them."""
    boxes = [each.viewport() for each in shown(page, QTextEdit)]
    between = [each.viewport() for each in shown(page, QAbstractScrollArea)]
    return [*shown(page, QLineEdit), *boxes, *between, page]


@pytest.mark.parametrize("step", STEPS)
def test_a_file_is_dropped_on_any_step_wherever_the_pointer_is(
    world: DescribeWorld, tmp_path: Path, step: str
) -> None:
    file = tmp_path / "order book.txt"
    file.write_text("Saturday")
    project = world.start()
    page = world.open(f"project/{project}/brief/{step}")
    assert all(takes_a_drag(widget, file) for widget in inputs(page))
    drop(page, file)
    (kept,) = world.workspace.read(lambda s: brief_rows.files(s, project_id=project))
    assert kept.name == "order book.txt"


def test_a_file_is_dropped_anywhere_on_the_broker_s_form(open_world: Opener, tmp_path: Path) -> None:
    world = open_world(Lens.BROKER)
    file = tmp_path / "order book.txt"
    file.write_text("Saturday")
    project = world.start()
    page = world.open(f"project/{project}/brief/form")
    assert all(takes_a_drag(widget, file) for widget in inputs(page))
    drop(page, file)
    assert "order book.txt" in [
        file.name for file in world.workspace.read(lambda s: brief_rows.files(s, project_id=project))
    ]


@pytest.mark.parametrize("step", STEPS)
def test_one_stops_on_any_step_and_finds_it_in_another_window(open_world: Opener, step: str) -> None:
    """What is in order is kept, the rest is a draft: either way it is there again."""
    world = open_world()
    project = world.start()
    walker = Walker(world, project, answer)
    walker.go(step)
    first = next(block for block in world.page.sheet.shown() if block.value is None or step == "1")
    answer(walker, first)
    told = thawed(first.value)
    press(world.page, "Save and close")
    assert world.address == f"project/{project}/brief"
    again = open_world(drafts=world.drafts)
    page = again.open(f"project/{project}/brief/{step}")
    assert thawed(page.sheet.blocks[first.question.id].value) == told


def test_a_folder_is_refused_by_name_and_nothing_is_said_of_the_disk(
    world: DescribeWorld, tmp_path: Path
) -> None:
    folder = tmp_path / "Photos of the shop"
    folder.mkdir()
    project = world.start()
    drop(world.open(f"project/{project}/brief/6"), folder)
    assert world.workspace.read(lambda s: brief_rows.files(s, project_id=project)) == ()
    assert world.said[-1].text == "“Photos of the shop” is a folder. Add the files that are in it."
