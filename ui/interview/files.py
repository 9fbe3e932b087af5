"""Files that show how the owner works today: looked at before they are read, kept the moment they come."""

import uuid
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImageReader
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from app.knowledge.answers import AnswerContext, problems
from app.knowledge.questions import Question
from app.queries.briefs import FileRow
from app.services import briefs
from app.words import say, say_known
from ui.context import Context
from ui.widgets.buttons import IconButton
from ui.widgets.file_drop import FileDrop
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.text import Icon, Label

QUESTION = "b6.files"
MEGABYTE = 1_000_000
PROBE = QSize(64, 64)
"""Pictures are decoded small: enough to know that they can be read."""


def take_files(context: Context, project_id: uuid.UUID, paths: Sequence[Path]) -> int:
    """Keep files with the brief; what is wrong with one is said by its name. Returns how many were kept."""
    kept = 0
    for path in paths:
        problem = not_a_file(path) or too_large(context, path) or unreadable(path)
        if problem:
            context.notices.problem(problem, here=True)
        elif _keep(context, project_id, path):
            kept += 1
    return kept


def take_drag(context: Context, event: QDragEnterEvent) -> None:
    """Files may be dropped anywhere on a page of the brief."""
    if event.mimeData().hasUrls() and context.attachments is not None:
        event.acceptProposedAction()


def take_drop(context: Context, project_id: uuid.UUID, event: QDropEvent) -> None:
    """Keep what was dropped on a page with the brief."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    take_files(context, project_id, paths)


def not_a_file(path: Path) -> str:
    """Why a folder, or what nobody may open, is not taken; "" for a file."""
    if path.is_dir():
        return say("“{file}” is a folder. Add the files that are in it.", file=path.name)
    try:
        with path.open("rb"):
            return ""
    except OSError:
        return say("“{file}” cannot be opened. Check that it is still there.", file=path.name)


def too_large(context: Context, path: Path) -> str:
    """What the schema says about the size of a file, before a byte of it is read; "" where it may come."""
    size = path.stat().st_size
    question = context.knowledge.questions.questions[QUESTION]
    found = problems(question, [{"name": path.name, "size": size}], AnswerContext(context.today()))
    return str(found[0]) if found else ""


def unreadable(path: Path) -> str:
    """Why a picture cannot be taken; "" for what is none, or can be read."""
    kinds = {bytes(kind.data()).decode("ascii") for kind in QImageReader.supportedImageFormats()}
    if path.suffix.lower().lstrip(".") not in kinds:
        return ""
    held = QByteArray(path.read_bytes())
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setScaledSize(PROBE)
    if reader.read().isNull():
        return say(
            "“{file}” is not a picture that can be read. It may be damaged. Nothing was added.",
            file=path.name,
        )
    return ""


def _keep(context: Context, project_id: uuid.UUID, path: Path) -> bool:
    store = context.attachments
    if store is None:
        return False

    def verb(session: Any) -> uuid.UUID:
        kept = store.put(path.read_bytes(), path.name)
        return briefs.attach_file(
            session,
            project_id=project_id,
            name=path.name,
            sha256=kept.sha256,
            size=kept.size,
            mime=kept.mime,
            on=context.today(),
        )

    label = say("Add “{file}”", file=path.name)
    done = say("Added “{file}” to your files.", file=path.name)
    return context.operations.run(verb, label, done=done) is not None


def ask_for_files(context: Context, project_id: uuid.UUID, parent: QWidget) -> None:
    """Let the person pick files, and keep them."""
    names, _ = QFileDialog.getOpenFileNames(parent, say("Choose files"))
    take_files(context, project_id, [Path(name) for name in names])


class FilesBlock(QFrame):
    """The question for files: what is there, and a place to drop more."""

    def __init__(self, context: Context, project_id: uuid.UUID, question: Question) -> None:
        super().__init__()
        self.question = question
        self._context = context
        self._project = project_id
        self.drop = FileDrop(most_bytes=question.limits.max_bytes or 25 * MEGABYTE)
        self.drop.committed.connect(self._take)
        self.form = FormRow(say_known(question.label), self.drop, help=say_known(question.help or ""))
        self._list = column(gap=4)
        self._list_frame = framed(self._list)
        self.setLayout(column(self.form, 8, self._list_frame))
        self.show_files(())

    def show_files(self, files: Sequence[FileRow]) -> None:
        """Show what is kept."""
        clear(self._list)
        for file in files:
            remove = IconButton("x", say("Remove {file}", file=file.name), side=28)
            remove.clicked.connect(partial(self._remove, file))
            size = say("{size} KB", size=self._context.formats.number(max(1, file.size // 1000)))
            words = Label(file.name, "dense", wrap=True)
            line = row(Icon("paperclip", "text3"), (words, 1), Label(size, "caption", "text3"), remove, gap=8)
            self._list.addLayout(line)
        self._list_frame.setVisible(bool(files))

    def _take(self) -> None:
        paths = self.drop.value()
        if paths:
            self.drop.set_value(())
            take_files(self._context, self._project, paths)

    def _remove(self, file: FileRow) -> None:
        self._context.operations.succeeded(
            partial(briefs.remove_file, file_id=file.id, on=self._context.today()),
            say("Remove “{file}”", file=file.name),
            done=say("Removed “{file}”.", file=file.name),
        )
