"""One document beside the list: drawn in a worker process, read, issued, saved and printed."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QFrame

from app.queries.documents import DocumentRow, Makeable
from app.words import say, say_count
from app.workflows import documents
from app.workflows.documents import DrawnPages, Wanted
from app.workflows.page_images import PageImages
from ui.context import Context
from ui.jobs import Job, Where
from ui.pages.documents.printing import print_pages
from ui.widgets.buttons import Button
from ui.widgets.layouts import FlowLayout, column, framed
from ui.widgets.paper import PaperView
from ui.widgets.text import Heading, Label

DRAWN_WIDTH = 1000
"""Pixels across a page is drawn at: sharp at twice the width of the pane."""


@dataclass(frozen=True)
class _Shown:
    """What stands in the pane: a draft that could be issued, or an issued document."""

    pdf: bytes
    name: str
    wanted: Wanted | None = None


class PreviewPane(QFrame):
    """The pages with the acts that fit what they show."""

    issued = Signal(object)
    """Id of the document that was issued."""

    def __init__(self, context: Context, project_id: Callable[[], uuid.UUID]) -> None:
        super().__init__()
        self._context = context
        self._project_id = project_id
        self._job: Job | None = None
        self._shown: _Shown | None = None
        self._images: list[QImage] = []
        self.title = Heading("", "sub15")
        self._note = Label("", "caption", "text3", wrap=True)
        self.paper = PaperView(name=say("Pages of the document"))
        self.issue = Button(say("Issue it"), "primary", dense=True)
        self.save = Button(say("Save as PDF…"), dense=True)
        self.web = Button(say("Save as web page…"), dense=True)
        self.print = Button(say("Print…"), dense=True)
        self.issue.clicked.connect(self._issue)
        self.save.clicked.connect(self._save)
        self.web.clicked.connect(self._save_web)
        self.print.clicked.connect(self.print_shown)
        acts = FlowLayout(8)
        for button in (self.issue, self.save, self.print, self.web):
            acts.addWidget(button)
        self.setObjectName("side")
        head = column(self.title, 2, self._note, 10, framed(acts), 12)
        self.setLayout(column(head, (self.paper, 1), margins=(20, 14, 8, 8)))
        self.clear()

    # What is shown ---------------------------------------------------------------------------------

    def clear(self) -> None:
        """Nothing is chosen."""
        self._forget()
        self.title.setText(say("Preview"))
        self._note.setText("")
        self.paper.say_nothing(
            say("Nothing chosen"), say("Choose a document to see it as it will be printed.")
        )

    def show_issued(self, row_: DocumentRow) -> None:
        """Show an issued document: the bytes that were issued, nothing drawn again."""
        self._forget()
        self.title.setText(say("{number} · {title}", number=row_.number, title=row_.title))
        self._note.setText(
            say_count(
                "Issued {day}, {count} page. It never changes.",
                "Issued {day}, {count} pages. It never changes.",
                row_.pages,
                day=row_.issued_words,
            )
        )
        store = self._context.attachments
        if store is None:
            return
        try:
            pdf = store.get(row_.sha256)
        except KeyError:
            self.paper.fail(
                say("The bytes of {number} are no longer where they were kept.", number=row_.number),
                say("Restore a backup that has them."),
            )
            return
        self.paper.wait(say("Drawing the pages…"))
        self._shown = _Shown(pdf, f"{row_.number}.pdf")
        self._run(partial(documents.page_images, pdf, DRAWN_WIDTH), self._pages)

    def show_draft(self, kind: Makeable) -> None:
        """Draw a draft of what could be issued now."""
        self._forget()
        self.title.setText(say("{title}, draft", title=kind.title))
        self._note.setText(say("A draft has no number and is not kept. Nothing is sent to anyone."))
        wanted = Wanted(kind.kind, self._project_id(), kind.stage_id)
        context = self._context
        paper = documents.paper_of(context.operations, wanted, context.formats, context.today())
        self.paper.wait(say("Drawing the pages…"))
        work = partial(documents.drawn_pages, wanted, paper, context.formats, DRAWN_WIDTH)
        self._run(work, partial(self._drawn, wanted))

    def _run(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self._job = self._context.jobs.run(
            work, label=say("Drawing the pages…"), done=done, where=Where.PROCESS
        )

    def _drawn(self, wanted: Wanted, result: object) -> None:
        assert isinstance(result, DrawnPages)
        name = say("{title} draft.pdf", title=documents.title_of(wanted.kind))
        self._shown = _Shown(result.pdf, name, wanted)
        if result.missing:
            self._note.setText(
                say(
                    "The fonts have no sign for {characters}. It shows as a box, "
                    "and cannot be issued like this.",
                    characters=" ".join(result.missing),
                )
            )
        self._pages(result.images)
        self.issue.setVisible(not result.missing)

    def _pages(self, result: object) -> None:
        self._job = None
        assert isinstance(result, PageImages)
        self._images = [
            QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB888).copy()
            for page in result.pages
        ]
        self.paper.show_pages(self._images, result.count)
        for button in (self.save, self.print):
            button.setVisible(True)
        self.web.setVisible(self._shown is not None and self._shown.wanted is not None)

    def _forget(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._shown = None
        self._images = []
        for button in (self.issue, self.save, self.web, self.print):
            button.setVisible(False)

    # What can be done with it ----------------------------------------------------------------------

    def _issue(self) -> None:
        shown = self._shown
        if shown is None or shown.wanted is None:
            return
        context = self._context
        wanted = shown.wanted
        result = context.operations.carry_out(
            lambda runner: documents.issue(
                runner, wanted, formats=context.formats, person=context.person, on=context.today()
            )
        )
        if result is not None:
            self.issued.emit(result)

    def _save(self) -> None:
        if self._shown is not None:
            self._write(self._shown.pdf, self._shown.name, say("PDF documents (*.pdf)"))

    def _save_web(self) -> None:
        shown = self._shown
        if shown is None or shown.wanted is None:
            return
        context = self._context
        paper = documents.paper_of(context.operations, shown.wanted, context.formats, context.today())
        page = documents.web_draft(shown.wanted.kind, paper, context.formats)
        self._write(page.encode("utf-8"), shown.name.replace(".pdf", ".html"), say("Web pages (*.html)"))

    def _write(self, content: bytes, name: str, kinds: str) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, say("Save the document"), name, kinds)
        if not chosen:
            return
        try:
            Path(chosen).write_bytes(content)
        except OSError:
            self._context.notices.problem(
                say(
                    "Couldn't save “{file}”. It may be open in another program, or the folder cannot be "
                    "written. Close it there, or choose another name.",
                    file=Path(chosen).name,
                )
            )
            return
        self._context.notices.toast(say("Saved as “{file}”.", file=Path(chosen).name), tone="success")

    def print_shown(self) -> bool:
        """Print the pages that are shown; False where there are none."""
        if not self._images:
            return False
        print_pages(self, self._images)
        return True
