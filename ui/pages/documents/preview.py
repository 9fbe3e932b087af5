"""One document beside the list: drawn in a worker process, read, saved and printed."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget
from shiboken6 import isValid

from app.queries.decision_papers import LetterPaper
from app.queries.documents import DocumentRow
from app.queries.makeable import Makeable
from app.words import say
from app.workflows import documents
from app.workflows.documents import DrawnPages, Wanted
from app.workflows.page_images import PageImages
from ui.context import Context
from ui.jobs import Job, Where
from ui.pages.documents.binding import IssueCard, issue, withdraw, withdraw_card
from ui.pages.documents.letters import ReviewSheet, draft_again, hand_over, prepare_mail, settle
from ui.pages.documents.printing import ask_and_print, to_image
from ui.pages.documents.saving import save_as
from ui.pages.documents.standing import issued_note
from ui.theme.current import theme
from ui.widgets.ask import ReasonCard
from ui.widgets.buttons import Button
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed
from ui.widgets.paper import PaperView
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Heading, Label

DRAWN_WIDTH = 1000
"""Pixels across a page is drawn at: sharp at twice the width of the pane."""

PROVIDER = "provider"
"""Whom a draft is for that is only looked at: providers get it inside a quote request."""

LOW = 560
"""Height of the pane under which a question takes the place of the pages."""


@dataclass(frozen=True)
class _Shown:
    """What stands in the pane: a draft that could be issued, or an issued document."""

    pdf: bytes
    name: str
    pages: int = 0
    wanted: Wanted | None = None
    row: DocumentRow | None = None


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
        self._draft: Makeable | None = None
        self._paper: object = None
        self.title = Heading("", "sub15")
        self._note = Label("", "caption", "text3", wrap=True)
        self.paper = PaperView(name=say("Pages of the document"))
        self.issue = Button(say("Issue it…"), "primary", dense=True)
        self.save = Button(say("Save as PDF…"), dense=True, icon="download")
        self.save.set_shortcut("Ctrl+Shift+S")
        self.web = Button(say("Save as web page…"), dense=True, icon="globe")
        self.print = Button(say("Print…"), dense=True, icon="printer")
        self.withdraw = Button(say("Withdraw…"), "quiet", dense=True)
        self.review = Button(say("Read and settle it…"), "primary", dense=True)
        self.mail = Button(say("Prepare a mail…"), "primary", dense=True, icon="mail")
        self.handed = Button(say("It is handed over"), dense=True, icon="check")
        self.issue.clicked.connect(self._ask_issue)
        self.save.clicked.connect(self._save)
        self.web.clicked.connect(self._save_web)
        self.print.clicked.connect(self.print_shown)
        self.withdraw.clicked.connect(self._ask_withdraw)
        self.review.clicked.connect(self._ask_review)
        self.mail.clicked.connect(lambda: self._with_row(partial(prepare_mail, self)))
        self.handed.clicked.connect(lambda: self._with_row(hand_over))
        self._acts = FlowLayout(8)
        for button in self._buttons():
            self._acts.addWidget(button)
        self._ask = column()
        self.setObjectName("side")
        self._offers = framed(self._acts)
        self._sheet = column()
        """A letter that is being read, in place of its pages."""
        head = column(self.title, 2, self._note, 10, self._offers, 12, self._ask)
        self.setLayout(
            column(
                framed(column(head, margins=(20, 14, 16, 0))), (self._sheet, 100), (self.paper, 100), STRETCH
            )
        )
        self.clear()

    def _buttons(self) -> tuple[Button, ...]:
        return self.review, self.issue, self.mail, self.handed, self.save, self.print, self.web, self.withdraw

    # What is shown ---------------------------------------------------------------------------------

    def clear(self) -> None:
        """Nothing is chosen."""
        self._forget()
        self.title.setText(say("Preview"))
        self._note.setText("")
        self.paper.say_nothing(
            say("Nothing chosen"), say("Choose a document to see it as it will be printed.")
        )

    def shows(self, document_id: uuid.UUID) -> bool:
        """Whether the pane shows this issued document, or is about to."""
        shown = self._shown
        return shown is not None and shown.row is not None and shown.row.id == document_id

    def show_issued(self, row_: DocumentRow) -> None:
        """Show an issued document: the bytes that were issued, nothing drawn again."""
        self._forget()
        self.title.setText(say("{number} · {title}", number=row_.told, title=row_.title))
        self._note.setText(issued_note(row_))
        store = self._context.attachments
        if store is None:
            return
        found: list[bytes] = []
        problem = self._context.operations.shown(lambda: found.append(store.get(row_.sha256)))
        if problem:
            self.paper.fail(say("{number} cannot be shown.", number=row_.told), problem)
            return
        pdf = found[0]
        self._shown = _Shown(pdf, f"{row_.told}.pdf", row_.pages, row=row_)
        self._run(partial(documents.page_images, pdf, DRAWN_WIDTH), self._pages)

    def show_draft(self, kind: Makeable) -> None:
        """Draw a draft of what could be issued now."""
        self._forget()
        self.title.setText(say("{title}, draft", title=kind.title))
        self._note.setText(
            say("Exactly what providers will be told, and nothing else. Nothing is sent to anyone.")
            if kind.audience == PROVIDER
            else say("A draft has no number and is not kept. Nothing is sent to anyone.")
        )
        if kind.reason:
            self.paper.fail(say("There is nothing to draw yet."), kind.reason)
            return
        wanted = Wanted(kind.kind, self._project_id(), kind.stage_id, kind.audience, kind.quote_id)
        context = self._context
        read = partial(documents.paper_of, context.operations, wanted, context.formats, context.today())
        papers: list[object] = []
        problem = context.operations.shown(lambda: papers.append(read()))
        if problem:
            self.paper.fail(say("There is nothing to draw yet."), problem)
            return
        work = partial(documents.drawn_pages, wanted, papers[0], context.formats, DRAWN_WIDTH)
        self._draft, self._paper = kind, papers[0]
        self._run(work, partial(self._drawn, wanted))

    def _run(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self.paper.wait(say("Drawing the pages…"))
        job = self._context.jobs.run(
            work,
            label=say("Drawing the pages…"),
            done=done,
            failed=self._failed,
            where=Where.PROCESS,
            reader=self,
        )
        self._job = job
        job.when_ended(self, lambda: self._ended(job))

    def _ended(self, job: Job) -> None:
        """A job that ended without a word was stopped from the banner."""
        if self._job is job:
            self._job = None
            self.paper.fail(say("Drawing was stopped."), say("Choose the document again to draw it."))

    def _failed(self, problem: Exception) -> None:
        self._job = None
        self.paper.fail(say("The pages could not be drawn."), say("Everything saved before is safe."))
        raise problem

    def _drawn(self, wanted: Wanted, result: object) -> None:
        assert isinstance(result, DrawnPages)
        name = say("{title} draft.pdf", title=documents.title_of(wanted.kind))
        self._shown = _Shown(result.pdf, name, result.images.count, wanted)
        if result.missing:
            self._note.setText(
                say(
                    "The fonts have no sign for {characters}. It shows as a box, "
                    "and cannot be issued like this.",
                    characters=" ".join(result.missing),
                )
            )
            self._note.set_tone("warn_text")
        elif result.not_yet:
            self._note.setText(result.not_yet)
            self._note.set_tone("warn_text")
        elif result.invisible:
            self._note.setText(
                say(
                    "A draft has no number and is not kept. Characters that cannot be seen were left out: "
                    "{characters}.",
                    characters=", ".join(result.invisible),
                )
            )
        self._pages(result.images)
        whole = not result.missing and not result.not_yet
        self.issue.setVisible(whole and wanted.audience != PROVIDER)
        if isinstance(self._paper, LetterPaper):
            self.review.setVisible(True)
            self.review.set_kind("secondary" if self._paper.reviewed else "primary")
            self._note.setText(self._paper.reviewed or self._note.text())

    def _pages(self, result: object) -> None:
        self._job = None
        assert isinstance(result, PageImages)
        self.paper.show_pages([to_image(page) for page in result.pages], result.count)
        shown = self._shown
        for button in (self.save, self.print):
            button.setVisible(True)
        self.web.setVisible(shown is not None and shown.wanted is not None)
        row_ = shown.row if shown is not None and shown.row is not None else None
        holds = row_ is not None and row_.state == "issued"
        self.withdraw.setVisible(holds)
        letter = holds and row_ is not None and row_.quote_id is not None
        self.mail.setVisible(letter)
        self.handed.setVisible(letter and row_ is not None and not row_.handed)

    def _forget(self) -> None:
        if self._job is not None:
            job, self._job = self._job, None
            job.cancel()
        self._shown = None
        self._note.set_tone("text3")
        self._close_question()
        for button in self._buttons():
            button.setVisible(False)

    # What binds ------------------------------------------------------------------------------------

    def _ask_issue(self) -> None:
        shown = self._shown
        if shown is None or shown.wanted is None:
            return
        ahead = documents.look_ahead(self._context.operations, shown.wanted, self._context.lens)
        card = IssueCard(ahead)
        card.confirmed.connect(partial(self._issue, shown.wanted))
        self._put(card, card.go)

    def _issue(self, wanted: Wanted) -> None:
        self._close_question()
        self.issue.setEnabled(False)
        job = issue(self._context, wanted, self._tell_issued, self._failed)
        job.when_ended(self, lambda: self.issue.setEnabled(True))

    def _tell_issued(self, document_id: object) -> None:
        """It is issued also where the page was let go of meanwhile."""
        if isValid(self):
            self.issued.emit(document_id)

    def _ask_withdraw(self) -> None:
        shown = self._shown
        if shown is None or shown.row is None:
            return
        row_, card = shown.row, withdraw_card(shown.row)

        def go(reason: str, _: str) -> None:
            if withdraw(self._context, row_, reason):
                self._close_question()

        card.confirmed.connect(go)
        self._put(card, card.reason)

    def _ask_review(self) -> None:
        """The words of the letter in place of its pages; what comes of it is drawn again."""
        shown, paper = self._shown, self._paper
        if shown is None or shown.wanted is None or not isinstance(paper, LetterPaper):
            return
        sheet = ReviewSheet(paper)
        sheet.left.connect(self._close_question)
        sheet.confirmed.connect(
            lambda settled: self._reread(settle(self._context, sheet, shown.wanted, settled))
        )
        sheet.redrafted.connect(lambda: self._reread(draft_again(self._context, shown.wanted)))
        clear(self._sheet)
        self._sheet.addWidget(sheet)
        self._offers.hide()
        self.paper.hide()
        sheet.show()
        follow_layout(self)
        sheet.first().setFocus()

    def _reread(self, done: bool) -> None:
        if done and self._draft is not None:
            self.show_draft(self._draft)
            self.issue.setFocus()

    def _put(self, card: IssueCard | ReasonCard, first: QWidget) -> None:
        """Ask in place of the acts; on a low window also in place of the pages."""
        clear(self._ask)
        card.left.connect(self._close_question)
        self._ask.addWidget(card)
        self._ask.addSpacing(12)
        self._offers.hide()
        self.paper.setVisible(self.height() >= theme().px(LOW))
        card.show()  # at once: what is not shown yet cannot take the focus
        follow_layout(self)
        first.setFocus()

    def _close_question(self) -> None:
        clear(self._ask)
        clear(self._sheet)
        self._offers.show()
        self.paper.show()

    # What can be done with it ----------------------------------------------------------------------

    def _save(self) -> None:
        if self._shown is not None:
            save_as(self, self._context, self._shown.pdf, self._shown.name, say("PDF documents (*.pdf)"))

    def _save_web(self) -> None:
        shown = self._shown
        if shown is None or shown.wanted is None:
            return
        context = self._context
        paper = documents.paper_of(context.operations, shown.wanted, context.formats, context.today())
        page = documents.web_draft(shown.wanted.kind, paper, context.formats)
        name = shown.name.replace(".pdf", ".html")
        save_as(self, context, page.encode("utf-8"), name, say("Web pages (*.html)"))

    def _with_row(self, act: Callable[[Context, DocumentRow], object]) -> None:
        if self._shown is not None and self._shown.row is not None:
            act(self._context, self._shown.row)

    def retell(self, rows: Sequence[DocumentRow]) -> None:
        """What is on record of the paper that is shown may have changed; its pages have not."""
        shown = self._shown
        row_ = next(
            (
                each
                for each in rows
                if shown is not None and shown.row is not None and each.id == shown.row.id
            ),
            None,
        )
        if shown is None or row_ is None or row_ == shown.row:
            return
        self._shown = replace(shown, row=row_)
        self._note.setText(issued_note(row_))
        self.handed.setVisible(not row_.handed and self.mail.isVisibleTo(self))

    def print_shown(self) -> bool:
        """Print the pages that are shown; False where there are none."""
        shown = self._shown
        if shown is None or not shown.pages:
            return False
        ask_and_print(self, shown.pdf, shown.pages, self._context.formats.paper)
        return True
