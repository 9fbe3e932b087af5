"""The whole program in a window, on real workspaces: the sample at any point of its story, or a first start."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPushButton, QTextEdit, QWidget

from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.workflows.sample_case import FILES, load_case
from tests.once import once
from tests.sample import Scene, scenes
from tests.ui.pages.quotes_world import named, shown, text_of
from ui.application import Application, show_frame
from ui.context import Context
from ui.models.columns import CELL_ROLE, Cell
from ui.notices import Notice

SIZES = {"1366x768": (1366, 768, 100), "1093x534": (1093, 534, 100), "150 percent": (1366, 768, 150)}

_STORIES = [load_case(name).story for name in FILES]
PRIVATE = tuple(
    str(text)
    for story in _STORIES
    for text in (
        story["broker"]["private_notes"],
        story["broker"]["private_fee"],
        story["client"]["notes"],
        *story.get("provider_notes", {}).values(),
    )
)
"""What the sample's broker wrote for herself alone."""


def later(point: str, name: str, step: Callable[[Workspace, Scene], object]) -> Scene:
    """`point` after one more `step`, taken once a run for all tests that begin there."""
    scene = scenes()[point]

    def make(folder: Path) -> Scene:
        shutil.copytree(scene.folder, folder, dirs_exist_ok=True)
        with Workspace.open(folder / "w", Keys(folder / "k", keychain=lambda: None)) as workspace:
            step(workspace, scene)
        return replace(scene, folder=folder)

    return once(name, make)


def _crashed(fault: BaseException) -> None:
    raise fault


@dataclass
class Program:
    """The program as it runs, in a folder of the test's own; `said` is every notice that was shown."""

    folder: Path
    said: list[Notice] = field(default_factory=list)
    _opened: list[Workspace] = field(default_factory=list)

    def __post_init__(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.window, faults = show_frame(application)
        faults.record = _crashed  # type: ignore[method-assign]
        self.window.notices.toasted.connect(self.said.append)
        self.window.notices.banner_set.connect(self.said.append)
        self.root = Application(self.window, faults)
        self.scene: Scene | None = None

    def start(self, *, sample: bool = False) -> Any:
        """As from the desktop."""
        self.root.start(sample=sample)
        return self.page

    def at(
        self, point: str | Scene, lens: Lens, address: str = "home", size: tuple[int, int] = (1366, 768)
    ) -> Any:
        """The sample at `point`, through `lens`; "P" in the address stands for the clinic's project."""
        scene = scenes()[point] if isinstance(point, str) else point
        self.scene = scene
        base = self.folder / f"{scene.folder.name}-{len(self._opened)}"
        shutil.copytree(scene.folder, base)
        workspace = Workspace.open(base / "w", Keys(base / "k", keychain=lambda: None))
        self._opened.append(workspace)
        self.window.resize(*size)
        person = scene.owner if lens is Lens.OWNER else scene.broker
        self.root.look_at(workspace, scene.day, lens, person).beside = scene.project
        return self.go(address)

    def go(self, address: str) -> Any:
        """Another page; "P" stands for the clinic's project, "W" for the wholesaler's."""
        if self.scene is not None:
            address = address.replace("P/", f"{self.scene.project}/").replace(
                "W/", f"{self.scene.wholesaler}/"
            )
        self.context.go(address)
        settle()
        return self.page

    @property
    def store(self) -> Workspace:
        """The workspace that is open."""
        assert self.root.store is not None
        return self.root.store

    @property
    def context(self) -> Context:
        """What the pages were given."""
        assert self.window.context is not None
        return self.window.context

    @property
    def page(self) -> Any:
        """What is shown."""
        assert self.window.pages is not None
        return self.window.pages.page()

    @property
    def address(self) -> str:
        """Where one is."""
        return self.window.trail.current

    @property
    def words(self) -> str:
        """Everything that can be read on the page."""
        return text_of(self.page)

    @property
    def last_said(self) -> str:
        """The notice that came last."""
        return self.said[-1].text if self.said else ""

    def look_as(self, lens: Lens) -> Any:
        """Switch between owner and broker."""
        self.context.set_lens(lens)
        settle()
        return self.page

    def press(self, name: str) -> None:
        """The visible button of this spoken name."""
        named(self.page, QPushButton, name).click()
        settle()

    def close(self) -> None:
        """End its jobs, its workspaces and its window: the theme would go on restyling it."""
        for context in self.root.findChildren(Context):
            context.jobs.close()
        for workspace in self._opened:
            if workspace is not self.root.store:
                workspace.close()
        self.root.close()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle() -> None:
    """Let layouts and queued signals come to rest."""
    for _ in range(3):
        QApplication.processEvents()


def fill(field_: Any, text: str) -> None:
    """Type into a one-line field, as a person would, and leave it."""
    line = field_.line
    line.setText(text)
    line.textEdited.emit(text)
    line.editingFinished.emit()


def button(page: QWidget, name: str) -> QPushButton | None:
    """The visible button of this spoken name, if there is one."""
    return next((each for each in shown(page, QPushButton) if each.accessibleName() == name), None)


def everything_said(page: QWidget) -> str:
    """All words of a page: seen, spoken, shown on hover, in lists, and what hidden parts would say."""
    return "\n".join(_said(page))


def _said(page: QWidget) -> Iterator[str]:
    yield text_of(page)
    for each in page.findChildren(QWidget):
        yield from (each.accessibleName(), each.accessibleDescription(), each.toolTip())
        text = getattr(each, "text", None)
        if callable(text) and not isinstance(each, QLineEdit | QTextEdit):
            yield str(text())
        if isinstance(each, QLineEdit):
            yield from (each.text(), each.placeholderText())
    for view in page.findChildren(QAbstractItemView):
        yield from _cells(view.model())


def _cells(model: Any) -> Iterator[str]:
    if not isinstance(model, QAbstractItemModel):
        return
    for row in range(model.rowCount()):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            index = model.index(row, column)
            cell = index.data(CELL_ROLE)
            yield str(index.data())
            if isinstance(cell, Cell):
                yield f"{cell.text} {cell.sub} {cell.tail} {cell.said}"
