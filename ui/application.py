"""The composition root: paints the bare frame, then opens a workspace and wires everything once.

Nothing slow is imported before the first paint; what is slow is imported by the functions `load_…`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.words import say
from ui.context import Context
from ui.faults import Faults
from ui.notices import Notice, Notices
from ui.operations import Operations
from ui.page import Page
from ui.routes import ROUTES
from ui.shell.addresses import PageFactory, Routes
from ui.shell.blank import Nowhere, NoWorkspace
from ui.shell.look_settings import keep_look, look_settings, restore_look
from ui.shell.window import MainWindow
from ui.starting import settle
from ui.theme.current import install_theme, theme

if TYPE_CHECKING:
    from app.persistence.keys import Keys
    from app.persistence.workspace import Workspace
    from app.queries.lens import Lens
    from ui.jobs import Jobs, Where
    from ui.shell.places import ProjectPlaces

WELCOME = "welcome"
BACKUP_LOOK_MS = 5 * 60 * 1000
SAMPLE = "sample"


class Storage(NamedTuple):
    """The parts of persistence that the root needs, once they are loaded."""

    workspace: type[Workspace]
    keys: Callable[[], Keys]
    restore: Callable[..., Workspace]
    own_folder: Path
    sample_folder: Path
    actionable: type[Exception]
    trouble: type[Exception]


def load_storage() -> Storage:
    """Import storage: SQLAlchemy and the cipher take longer than the window."""
    from app.domain.errors import DomainError
    from app.persistence import places
    from app.persistence.keys import Keys
    from app.persistence.refusals import StorageTrouble
    from app.persistence.restore import restore
    from app.persistence.workspace import Workspace

    return Storage(
        Workspace, lambda: Keys(places.keys_folder()), restore, places.own_folder(), places.sample_folder(),
        DomainError, StorageTrouble,
    )  # fmt: skip


def load_device_name() -> str:
    """What this computer is called, as the journal names the device that wrote."""
    import platform

    return platform.node() or "computer"


def load_jobs(crashed: Callable[[BaseException], None], parent: QObject) -> Jobs:
    """The machinery of threads and processes."""
    from ui.jobs import Jobs

    return Jobs(crashed, parent)


def load_where() -> type[Where]:
    """Where work runs."""
    from ui.jobs import Where

    return Where


def load_options(arguments: Sequence[str]) -> bool:
    """Whether the sample is asked for; prints the usage and ends the program where it is something else."""
    if tuple(arguments) in ((), ("--sample",)):
        return bool(arguments)
    import argparse

    parser = argparse.ArgumentParser(prog="sourcewright")
    sample = say("open the sample, in which nothing is real")
    parser.add_argument("--sample", action="store_true", help=sample)
    return bool(parser.parse_args(arguments).sample)


def load_log_folder() -> Path:
    """Where faults are written; asked only once there is one."""
    from app.persistence.places import logs_folder

    return logs_folder()


def load_reading(workspace: Workspace) -> dict[str, Any]:
    """What a context takes from the workspace: formats, lens, knowledge and today."""
    from app.knowledge import load_knowledge
    from app.queries.clients import ProfileView, profile
    from app.workflows.sample_case import TODAY

    known = workspace.read(profile) or ProfileView(person=workspace.person)
    clock: Callable[[], date] = (lambda: TODAY) if workspace.sample else date.today
    return {
        "formats": known.formats, "lens": known.lens, "knowledge": load_knowledge(), "clock": clock,
        "person": known.person or workspace.person,
    }  # fmt: skip


def load_blank_reading() -> dict[str, Any]:
    """The same before there is any workspace."""
    from app.knowledge import load_knowledge
    from app.queries.clients import ProfileView

    blank = ProfileView()
    return {"formats": blank.formats, "lens": blank.lens, "knowledge": load_knowledge(), "clock": date.today}


def load_navigation(context: Context) -> ProjectPlaces:
    """The rail, the bell and the search over the open workspace."""
    from ui.shell.places import ProjectPlaces

    return ProjectPlaces(context)


def load_page(where: str) -> PageFactory:
    """A factory that imports the page `module:Class` when it is first shown."""

    def make(context: Context) -> Page:
        module, _, name = where.partition(":")
        page: Page = getattr(import_module(module), name)(context)
        return page

    return make


def load_sample_into(folder: Path) -> None:
    """Make the sample workspace in `folder`, in a process of its own: it takes some seconds."""
    from app.persistence import places
    from app.persistence.keys import Keys
    from app.persistence.workspace import Workspace
    from app.workflows.sample import build_sample

    with Workspace.create(
        folder, Keys(places.keys_folder()), person="", device=load_device_name(), sample=True
    ) as workspace:
        build_sample(workspace)


class Application(QObject):
    """Holds what is open, and opens another workspace when a page asks for it (`ui.context.Openings`)."""

    def __init__(self, window: MainWindow, faults: Faults) -> None:
        super().__init__(window)
        self.window = window
        self._faults = faults
        self._storage: Storage | None = None
        self._workspace: Workspace | None = None
        self._routes = Routes()
        for pattern, where in ROUTES:
            self._routes.register(pattern, load_page(where))
        self._backing_up = False
        self._backups = QTimer(self)
        self._backups.setInterval(BACKUP_LOOK_MS)
        self._backups.timeout.connect(self._back_up_if_due)
        window.closing.connect(self.close)

    @property
    def storage(self) -> Storage:
        """Persistence, loaded when first asked for."""
        if self._storage is None:
            self._storage = load_storage()
        return self._storage

    @property
    def store(self) -> Workspace | None:
        """The workspace that is open."""
        return self._workspace

    @property
    def own_exists(self) -> bool:
        """Whether this person has a workspace."""
        folder = self.storage.own_folder
        return folder.is_dir() and any(folder.iterdir())

    @property
    def sample_open(self) -> bool:
        """Whether the sample is open."""
        return self._workspace is not None and self._workspace.sample

    def start(self, *, sample: bool) -> None:
        """Open what is to be seen first: the sample by choice, one's own workspace, or the welcome."""
        if sample:
            problem = self.open_sample()
        elif self.own_exists:
            problem = self.open_own()
        else:
            problem = ""
            self._attach(None, WELCOME)
        if problem:
            self._attach(None, WELCOME)
            self.window.notices.banner(Notice(problem, "danger", key="opening"))

    def create_own(self, *, person: str, first: Callable[[Context], object]) -> str:
        """Make this person's workspace and run `first` in it."""

        def make() -> Workspace:
            storage = self.storage
            return storage.workspace.create(
                storage.own_folder, storage.keys(), person=person, device=load_device_name()
            )

        return self._open(make, first)

    def open_own(self, code: str | None = None) -> str:
        """Open this person's workspace."""
        storage = self.storage
        return self._open(lambda: storage.workspace.open(storage.own_folder, storage.keys(), code=code))

    def open_sample(self) -> str:
        """Open the sample; where it is not there, make it first and open it when it is ready."""
        storage = self.storage
        folder = storage.sample_folder
        if folder.is_dir() and any(folder.iterdir()):
            return self._open(lambda: storage.workspace.open(folder, storage.keys()))
        context = self.window.context or self._attach(None, WELCOME)
        context.jobs.run(
            load_sample_into, folder, label=say("Preparing the sample…"), where=load_where().PROCESS,
            done=lambda _: self._sample_made(),
        )  # fmt: skip
        return ""

    def restore(self, backup: Path, code: str | None) -> str:
        """Bring this person's workspace back from a backup file, into its empty place."""
        storage = self.storage
        return self._open(
            lambda: storage.restore(
                backup, code, storage.own_folder, storage.keys(), device=load_device_name()
            )
        )

    def look_at(self, workspace: Workspace, day: date, lens: Lens, person: str) -> Context:
        """Show a workspace that somebody else opened, as it is on `day` through `lens`: for pictures."""
        self._workspace = workspace
        context = self._attach(workspace, "")
        context.stand_at(day)
        context.person = person
        context.set_lens(lens)
        return context

    def let_go(self) -> None:
        """Forget the workspace without closing it."""
        self._workspace = None

    def close(self) -> None:
        """Back up if due, and let the next program in."""
        self._backups.stop()
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            if workspace.backups.changed and not workspace.sample:
                workspace.backup("exit")
            workspace.backups.finish()
            workspace.close()

    def _open(self, make: Callable[[], Workspace], first: Callable[[Context], object] | None = None) -> str:
        """Open what `make` returns in place of what is open; the words why not, or ""."""
        storage = self.storage
        try:
            workspace = make()
        except storage.actionable as problem:
            return str(problem)
        self.window.leave()
        self.close()
        self._workspace = workspace
        context = self._attach(workspace, "" if first else None)
        if first is not None:
            first(context)
            self._refresh_reading(context, workspace)
            context.go("home")
        self._backups.start()
        return ""

    def _sample_made(self) -> None:
        problem = self.open_sample()
        if problem:
            self.window.notices.problem(problem)

    def _attach(self, workspace: Workspace | None, address: str | None) -> Context:
        """Give the window a context over `workspace`, at `address`, or where one was last for None."""
        storage = self.storage
        notices = self.window.notices
        blank = NoWorkspace()
        operations = Operations(
            workspace or blank, notices, actionable=(storage.actionable,), storage=(storage.trouble, OSError),
            crashed=self._faults.record, parent=self,
        )  # fmt: skip
        reading = load_reading(workspace) if workspace else load_blank_reading()
        context = Context(
            operations=operations, notices=notices, jobs=load_jobs(self._faults.record, self),
            drafts=workspace.drafts if workspace else blank,
            preferences=workspace.preferences if workspace else blank,
            attachments=workspace.attachments if workspace else None,
            openings=self, parent=self, **reading,
        )  # fmt: skip
        places = load_navigation(context) if workspace else None
        start = places.landing() if places and address is None else address or ""
        if workspace is not None:
            context.jobs.writing = lambda: workspace.store.writing
        pages = self.window.attach(context, self._routes, places or Nowhere(), start)
        if places is not None:
            pages.page_shown.connect(lambda: places.remember(pages.address))
        if self.sample_open:
            words = say("Sample project. Nothing here is real, and nothing you do here reaches anyone.")
            leave = say("Close the sample") if self.own_exists else say("Start my own")
            notices.banner(Notice(words, "info", leave, self._leave_sample, key=SAMPLE))
        else:
            notices.clear(SAMPLE)
        return context

    def _refresh_reading(self, context: Context, workspace: Workspace) -> None:
        """Take formats, lens and name again once the profile was kept."""
        reading = load_reading(workspace)
        context.person = reading["person"]
        context.set_formats(reading["formats"])
        context.set_lens(reading["lens"])

    def _leave_sample(self) -> None:
        if self.own_exists:
            problem = self.open_own()
            if problem:
                self.window.notices.problem(problem)
        else:
            self.close()
            self._attach(None, WELCOME)

    def _back_up_if_due(self) -> None:
        """A backup of a long directory takes seconds: it is made beside the window, one at a time."""
        workspace, context = self._workspace, self.window.context
        if workspace is None or context is None or workspace.store.writing or self._backing_up:
            return
        if workspace.backups.due():
            self._backing_up = True
            job = context.jobs.run(
                workspace.backup, "timer", label=say("Making a backup…"), done=lambda _: None
            )
            job.when_ended(self, self._backed_up)

    def _backed_up(self) -> None:
        self._backing_up = False


def show_frame(application: QApplication) -> tuple[MainWindow, Faults]:
    """Put the bare window on the screen. Everything after this may take its time."""
    install_theme(application)
    restore_look(look_settings())
    notices = Notices()
    window = MainWindow(notices)
    faults = Faults(load_log_folder, notices)
    window.show()
    application.processEvents()  # the first paint
    return window, faults


def open_window(arguments: Sequence[str]) -> int:
    """Run the program with its window until it is closed; returns the exit status."""
    sample = load_options(arguments)
    application = QApplication(["Sourcewright"])
    application.setApplicationName("Sourcewright")
    window, faults = show_frame(application)
    faults.install()
    root = Application(window, faults)
    theme().changed.connect(lambda: keep_look(look_settings()))
    QTimer.singleShot(0, lambda: root.start(sample=sample))
    QTimer.singleShot(0, settle)  # after the start
    return application.exec()
