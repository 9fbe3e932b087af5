"""The replies that came back to the round: dropped or picked here, each with its label, opened together."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from app.queries import replies as reply_rows
from app.queries.replies import Replies
from app.services import replies as verbs
from app.words import say
from app.workflows import replies as workflow
from app.workflows.replies import Looked
from ui.context import Context
from ui.pages.quotes.reply_forms import ReplyActs
from ui.pages.quotes.reply_row import ReplyLine, first_button
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Line
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Label


class RepliesPanel(QFrame):
    """Takes files, lists what came with its label, and opens all of a round in one act."""

    quote_asked = Signal(object)
    """The id of a quote that is to be opened."""

    form_opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._project = uuid.UUID(int=0)
        self._blocked = False
        self._view: Replies | None = None
        self._title = Label(say("Replies"), "sub15")
        self._sentence = Label("", "dense", "text3", wrap=True)
        self.pick = Button(say("Choose files"), icon="paperclip", dense=True)
        self.pick.setAccessibleName(say("Choose the forms that came back"))
        self.pick.clicked.connect(self._pick)
        hint = Label(
            say("or drop the forms that came back anywhere on this page"), "dense", "text3", wrap=True
        )
        self._well = Card(row(self.pick, (hint, 1), gap=12), kind="well", padding=14)
        self.open_all = Button(say("Open the replies together…"), "primary", icon="mail")
        self.open_all.clicked.connect(self._ask_to_open)
        self._summary = Label("", "dense", "text2", wrap=True)
        self._next = framed(row(self.open_all, (self._summary, 1), STRETCH, gap=12, margins=(0, 6, 0, 6)))
        self._lines: list[ReplyLine] = []
        self._list = column()
        self._list_frame = framed(self._list)
        self._acts = ReplyActs(context)
        self._acts.opened.connect(self._form_shown)
        self._acts.closed.connect(self._offer)
        self._acts.put_off.connect(self._put_off)
        self.setLayout(
            column(
                self._title, 3, self._sentence, self._next, self._acts, 9, self._list_frame, self._well, 18,
            )
        )  # fmt: skip
        self.setAccessibleName(say("Replies"))

    # Showing --------------------------------------------------------------------------------------

    def show_replies(self, project: uuid.UUID, *, blocked: bool, prices: bool = True) -> None:
        """Read the replies of a project again and show them; nothing where none can come.

        Without `prices` nothing is told of what an opened one says.
        """
        context = self._context
        if project != self._project:
            self._acts.close_form()
        self._project, self._blocked = project, blocked
        view = context.operations.read(
            partial(
                reply_rows.replies, lens=context.lens, project_id=project, formats=context.formats,
                today=context.today(), prices=prices,
            )
        )  # fmt: skip
        self.setVisible(bool(view.rows) or (view.can_take and not blocked))
        if view == self._view:
            return
        self._view = view
        self._sentence.setText(view.sentence)
        self._sentence.setVisible(bool(view.sentence))
        self._well.setVisible(view.can_take and not blocked and context.attachments is not None)
        self._offer()
        self._summary.setText("" if view.can_open else view.summary)
        self._next.setVisible(bool(view.sealed))
        self._show_lines(view)

    def _show_lines(self, view: Replies) -> None:
        inner = self.focusWidget()
        held = inner is not None and inner.hasFocus()
        clear(self._list)
        self._lines = []
        self._list_frame.setVisible(bool(view.rows))
        if not view.rows:
            return
        inside = column()
        for at, each in enumerate(view.rows):
            if at:
                inside.addWidget(Line())
            line = ReplyLine(each, view.askable, blocked=self._blocked)
            line.assigned.connect(self._assign)
            line.late_asked.connect(self._acts.ask_why)
            line.day_asked.connect(self._acts.ask_when)
            line.quote_asked.connect(self.quote_asked)
            self._lines.append(line)
            inside.addWidget(line)
        self._list.addWidget(Card(framed(inside), padding=(18, 6, 14, 6)))
        self._list.addSpacing(9)
        if held and self.first is not None:
            self.first.setFocus()

    @property
    def can_open(self) -> bool:
        """Whether opening them comes next."""
        return not self.isHidden() and not self.open_all.isHidden()

    @property
    def opens_next(self) -> bool:
        """Whether the last day is over and replies lie here sealed: then nothing else comes first."""
        return self._view is not None and self._view.can_open and not self._blocked

    @property
    def first(self) -> QWidget | None:
        """What comes next here: to open them, or what can be done about one."""
        return self.open_all if not self.open_all.isHidden() else first_button(self._lines)

    # Taking files ---------------------------------------------------------------------------------

    def take_drops_on(self, page: QWidget) -> None:
        """Let forms be dropped anywhere on `page`."""
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dragged over the page and let go there."""
        if not isinstance(event, QDropEvent) or not self._may_take() or not event.mimeData().hasUrls():
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        return True

    def take(self, paths: Sequence[Path]) -> None:
        """Look at files, one after the other, and keep each whatever it is; what can't even be read is said.

        They are kept also where one went on to another page meanwhile.
        """
        if not self._may_take():
            return
        for path in paths:
            content = self._content(path)
            if content is not None:
                self._context.jobs.run(
                    workflow.look_all, workflow.the_reader(), path.name, content,
                    label=say("Looking at a reply"),
                    done=partial(self._keep, self._project),
                )  # fmt: skip

    def _may_take(self) -> bool:
        return self._view is not None and self._view.can_take and not self._blocked

    def _content(self, path: Path) -> bytes | None:
        found: list[bytes] = []
        problem = self._context.operations.shown(lambda: found.append(workflow.content_of(path)))
        if problem:
            self._context.notices.problem(problem)
        return found[0] if found else None

    def _pick(self) -> None:
        kinds = say("Files ({kinds})", kinds=" ".join(f"*{each}" for each in workflow.SUFFIXES))
        names, _ = QFileDialog.getOpenFileNames(self, say("Choose the forms that came back"), "", kinds)
        self.take([Path(name) for name in names])

    def _keep(self, project: uuid.UUID, looked: Sequence[Looked]) -> None:
        self._context.operations.carry_out(
            partial(
                workflow.keep_all, looked=looked, project_id=project, at=datetime.now(UTC),
                on=self._context.today(),
            ),
            done=workflow.kept_words(len(looked)),
        )  # fmt: skip

    def _assign(self, reply: uuid.UUID, quote: uuid.UUID, name: str) -> None:
        self._context.operations.run(
            partial(
                verbs.assign_reply, reply_id=reply, quote_id=quote, person=self._context.person,
                on=self._context.today(),
            ),
            say("Say that a reply is from {provider}", provider=name),
            done=say("It counts as the reply of {provider}.", provider=name),
        )  # fmt: skip

    # Opening --------------------------------------------------------------------------------------

    def _ask_to_open(self) -> None:
        if self._view is not None:
            self._acts.ask_to_open(self._project, self._view.sealed)

    def _form_shown(self, form: QWidget) -> None:
        self.open_all.hide()
        self.form_opened.emit(form)

    def _put_off(self) -> None:
        """The focus goes back to where a form was opened that somebody closed."""
        if self.first is not None:
            self.first.setFocus()

    def _offer(self) -> None:
        view = self._view
        self.open_all.setVisible(view is not None and view.can_open and not self._blocked)
