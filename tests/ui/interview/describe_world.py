"""The real window on a real workspace, opened on the pages that describe a project."""

import uuid
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from sqlalchemy import select

from app.domain.projects import LifecycleStep
from app.queries import briefs as brief_rows
from app.queries import interview as courses
from app.queries.interview import Course
from app.services import briefs, projects
from app.services.projects import OwnerFacts
from tests.ui.pages.quotes_world import Elsewhere, World, shown
from ui.interview import asked, form, step
from ui.interview.adviser import REST_MS
from ui.interview.answer_input import thawed
from ui.pages import brief, brief_versions, check_answers, new_project, readiness
from ui.shell.addresses import Routes
from ui.shell.places import ProjectPlaces

AREAS = (new_project, brief, brief_versions, check_answers, readiness, form, step, asked)
OTHERS = ("home", "project/{project}", "project/{project}/{part}")
OWNER = "Clare Bramble"


@dataclass
class DescribeWorld(World):
    """A window whose pages are those of the description; others are only named."""

    def open(self, address: str, size: tuple[int, int] = (1366, 768)) -> Any:
        """Show the page at `address` in a window of `size`; returns the page."""
        routes = Routes()
        for area in AREAS:
            for pattern, factory, title in area.PAGES:
                routes.register(pattern, factory, title)
        for pattern in OTHERS:
            routes.register(pattern, Elsewhere, "Elsewhere")
        self.window.resize(*size)
        self.window.show()
        self.window.attach(self.context, routes, ProjectPlaces(self.context), address)
        QApplication.processEvents()
        return self.page

    def start(self, card: str = "CARD-WEB", template: str | None = "TPL-SHOP", **facts: Any) -> uuid.UUID:
        """A project as the new project page makes it."""
        owner = OwnerFacts(OWNER, "Bramble Bakery", "Bakery", 12, "Ludlow", "GB")
        made, _ = self.workspace.write(
            partial(
                projects.start,
                title=facts.pop("title", "Online ordering that talks to our stock"),
                card=card,
                main_template=template,
                owner=owner,
                on=self.day,
                **facts,
            ),
            "Start",
        )
        return made

    def answer(self, project: uuid.UUID, **answers: Any) -> None:
        """Answers by question, b2_problem="…"; a tuple (value, True) is "I don't know yet"."""

        def verb(session: Any) -> None:
            for name, value in answers.items():
                given, unknown = value if isinstance(value, tuple) else (value, False)
                question = name.replace("__", "-").replace("_", ".", 1)
                briefs.answer(
                    session, project_id=project, question=question, value=given, unknown=unknown, on=self.day
                )

        self.workspace.write(verb, "Answer")

    def steps(self, project: uuid.UUID) -> list[LifecycleStep]:
        """What was taken on record of `project`, in order."""
        asked = select(LifecycleStep).where(LifecycleStep.project_id == project)
        return self.workspace.read(lambda s: list(s.scalars(asked.order_by(LifecycleStep.number))))

    def course(self, project: uuid.UUID) -> Course:
        """The course of a brief as it is kept."""
        found = self.workspace.read(partial(courses.course, project_id=project, lens=self.context.lens))
        assert found is not None
        return found

    def kept(self, project: uuid.UUID) -> dict[str, Any]:
        """Every answer that is kept."""
        values = self.workspace.read(partial(brief_rows.answers, project_id=project)).values
        return {question: thawed(value) for question, value in values.items()}

    def points(self, project: uuid.UUID) -> list[str]:
        """What waits for the next visit."""
        rows = self.workspace.read(partial(brief_rows.talking_points, project_id=project, settled=False))
        return [row.text for row in rows]


def press(page: QWidget, words: str) -> None:
    """Press the one visible button with this name."""
    found = [each for each in shown(page, QAbstractButton) if each.accessibleName() == words]
    assert len(found) == 1, (words, sorted({each.accessibleName() for each in shown(page, QAbstractButton)}))
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def key(widget: QWidget | None, *keys: Any) -> None:
    """Press a key, with modifiers, on a widget."""
    assert widget is not None
    QTest.keyClick(widget, *keys)
    QApplication.processEvents()


def field(page: Any, question: str) -> Any:
    """The input of a question on the page."""
    return page.sheet.blocks[question].input.field


def rested(page: Any) -> None:
    """The hands have rested long enough for the page to say something: what waits for it comes now."""
    QApplication.processEvents()
    for timer in page.findChildren(QTimer):
        if timer.interval() == REST_MS and timer.isActive():
            timer.stop()
            timer.timeout.emit()
    QApplication.processEvents()
