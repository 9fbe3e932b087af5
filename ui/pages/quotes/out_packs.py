"""Make the packs of a request in the background and put them into a folder that the person chooses."""

import uuid
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.queries.request_views import OutView
from app.words import say
from app.workflows import packs
from app.workflows.packs import Gathered, Pack
from ui.context import Context
from ui.jobs import Cancelled, Job, Where

FOLDER = "packs/{project}"
"""Preference under which the folder of a project's packs is kept on this computer."""


class PackMaker(QObject):
    """Gathers, draws in a worker process, and writes; says where they lie, or why they could not be written."""

    unwritten = Signal(str)
    """Why nothing could be written, in words that name the path."""

    written = Signal()
    ended = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._parent = parent
        self._project = uuid.UUID(int=0)
        self._job: Job | None = None
        self._drawn: tuple[Pack, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether packs are being made."""
        return self._job is not None

    def begin(self, project: uuid.UUID) -> None:
        """Work for `project` as it is now: what was drawn before and could not be written is forgotten."""
        self._project = project
        self._drawn = ()

    def choose_folder(self) -> None:
        """Ask where to, and go on."""
        chosen = QFileDialog.getExistingDirectory(self._parent, say("Where do the packs go?"), self._kept())
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, folder: Path) -> None:
        """Make every pack and put it into its folder under `folder`."""
        if self._drawn:
            self._write(folder, self._drawn)
            return
        context = self._context
        found: Gathered | None = context.operations.carry_out(
            partial(
                _gather, project_id=self._project, formats=context.formats, person=context.person,
                on=context.today(),
            )
        )  # fmt: skip
        if found is None:
            return
        self._job = context.jobs.run(
            packs.draw_packs, found, label=say("Preparing the packs…"), done=partial(self._write, folder),
            failed=self._failed, where=Where.PROCESS, reader=self,
        )  # fmt: skip
        self._job.when_ended(self, self._ended)

    def ready_mail(self, view: OutView, quote_id: uuid.UUID) -> Path | None:
        """The mail that lies ready for a provider with its files; None where it was not made on this computer."""
        rows = [each for each in view.rows if each.waiting]
        names = packs.folder_names(view.number, [each.provider for each in rows])
        folder = next(
            (name for name, each in zip(names, rows, strict=True) if each.quote_id == quote_id), None
        )
        kept = self._kept()
        if not kept or folder is None:
            return None
        path = Path(kept) / folder / packs.mail_name(view.pack_number)
        return path if path.is_file() else None

    def _kept(self) -> str:
        return self._context.preferences.get(FOLDER.format(project=self._project)) or ""

    def _ended(self) -> None:
        self._job = None
        self.ended.emit()

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, Cancelled):
            self._context.notices.problem(say("The packs were not made. Nothing was written: try again."))
            return
        self._context.operations.carry_out(partial(_raise, problem))

    def _write(self, folder: Path, made: tuple[Pack, ...]) -> None:
        found, why = packs.written_or_why(made, folder)
        if found is None:
            self._drawn = made
            self.unwritten.emit(why)
            return
        self._drawn = ()
        self._context.preferences.set(FOLDER.format(project=self._project), str(folder))
        short = ", ".join(pack.provider for pack in found.packs if not pack.whole)
        lie = say(
            "The packs are in {folder}. Nothing was sent: open each mail, or hand the folder over.",
            folder=folder,
        )
        if short:
            lie = say(
                "The packs are in {folder}. {providers} have to agree to confidentiality first; their folders hold "
                "the mail that asks for it.",
                folder=folder,
                providers=short,
            )
        self._context.notices.toast(lie, tone="success")
        self.written.emit()


def _gather(workspace: Any, **values: Any) -> Gathered:
    return packs.gather(workspace, **values)


def _raise(problem: Exception, _: object) -> None:
    raise problem
