"""While a request is out: prepare its packs, hand them over, answer questions, remind. Nothing is sent by itself."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.request_views import OutView, QuestionRow, out_view
from app.services import request_rounds
from app.words import say
from app.workflows import packs
from app.workflows.packs import Mail, mail_address
from ui.context import Context
from ui.pages.quotes.out_cards import PackRows, Questions, heading
from ui.pages.quotes.out_forms import (
    AnotherForm,
    AnswerForm,
    CorrectForm,
    MailForm,
    OutForm,
    PrepareForm,
    QuestionForm,
)
from ui.pages.quotes.out_packs import PackMaker
from ui.widgets.buttons import Button
from ui.widgets.layouts import clear, column, framed
from ui.widgets.states import ErrorBanner
from ui.widgets.text import Label


class OutSection(QFrame):
    """Packs and questions of the request that is out; hidden where none is."""

    declined = Signal(object, str)
    """Somebody says that this provider of a quote declined."""

    opened = Signal(object)
    """A form that has opened, to be brought into view."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._project = uuid.UUID(int=0)
        self._view: OutView | None = None
        self.packs = PackMaker(context, self)
        self.prepare = Button(say("Prepare packs…"), icon="download", dense=True)
        self._correct = Button(say("Correct it…"), "quiet", dense=True)
        self._another = Button(say("Ask another…"), "quiet", icon="plus", dense=True)
        self._ask = Button(say("Add a question…"), icon="plus", dense=True)
        self._tell = Button(say("Mail the answers…"), "quiet", icon="mail", dense=True)
        self._sub = Label("", "dense", "text3", wrap=True)
        self._rows = PackRows()
        self._questions = Questions()
        self._none_asked = Label(say("Nobody has asked anything yet."), "dense", "text3", wrap=True)
        self._form = column()
        self._form_frame = framed(self._form)
        self._form_frame.hide()
        self._connect()
        self.setLayout(
            column(
                heading(say("Packs"), self._another, self._correct, self.prepare), 2, self._sub, 8, self._rows, 14,
                self._form_frame, heading(say("Questions and answers"), self._tell, self._ask), 6, self._none_asked,
                self._questions, 20,
            )
        )  # fmt: skip
        self.setAccessibleName(say("Packs and questions"))

    def _connect(self) -> None:
        self.prepare.clicked.connect(self._open_prepare)
        self._correct.clicked.connect(self._open_correct)
        self._another.clicked.connect(self._open_another)
        self._ask.clicked.connect(self._open_question)
        self._tell.clicked.connect(self._open_answers)
        self.packs.unwritten.connect(self._say_unwritten)
        self.packs.written.connect(self._close_form)
        self.packs.ended.connect(lambda: self.prepare.setEnabled(self._view is not None))
        self._rows.acted.connect(self._act_on)
        self._questions.answer_asked.connect(self._open_answer)

    # Showing --------------------------------------------------------------------------------------

    def show_out(self, project: uuid.UUID, *, blocked: bool, only_list: bool = False) -> None:
        """Read the request that is out again, and show it where there is one.

        `only_list` where nobody else on the page lists those who were asked.
        """
        if project != self._project:
            self._close_form()
            self.packs.begin(project)
        self._project = project
        context = self._context
        view = context.operations.read(
            partial(
                out_view, project_id=project, lens=context.lens, formats=context.formats, today=context.today()
            )
        )  # fmt: skip
        if view != self._view:
            self.packs.begin(project)
        self.setVisible(view is not None)
        if view is None:
            self._view = None
            return
        for button in (self.prepare, self._correct, self._ask):
            button.setVisible(not blocked)
        waiting = any(each.waiting for each in view.rows)
        self.prepare.setEnabled(waiting and not self.packs.busy and self._context.attachments is not None)
        self._tell.setVisible(waiting and any(each.answered for each in view.questions))
        self._another.setVisible(bool(view.others) and not blocked)
        self._sub.setText(self._about(view))
        self._rows.show_rows(view.rows, blocked=blocked, with_declined=only_list)
        self._questions.show_questions(view.questions, blocked=blocked)
        self._none_asked.setVisible(not view.questions)
        self._view = view

    @property
    def to_hand_over(self) -> bool:
        """Whether somebody who has to answer does not have the pack yet: then this comes first on the page."""
        return self._view is not None and any(each.waiting and not each.handed for each in self._view.rows)

    def _about(self, view: OutView) -> str:
        if view.questions_until is None:
            return say("{number} · brief v{version}", number=view.number, version=view.brief_version)
        day = self._context.formats.weekday_day(view.questions_until)
        if view.questions_over:
            return say(
                "{number} · brief v{version} · questions were taken until {day}",
                number=view.number,
                version=view.brief_version,
                day=day,
            )
        return say(
            "{number} · brief v{version} · questions until {day}",
            number=view.number,
            version=view.brief_version,
            day=day,
        )

    def _open(self, form: OutForm, first: QWidget) -> None:
        clear(self._form)
        form.closed.connect(self._close_form)
        self._form.addWidget(form)
        self._form.addSpacing(14)
        self._form_frame.show()
        form.show()
        first.setFocus()
        QTimer.singleShot(0, form, lambda: self.opened.emit(form))

    def _close_form(self) -> None:
        clear(self._form)
        self._form_frame.hide()

    # Packs ----------------------------------------------------------------------------------------

    def _open_prepare(self) -> None:
        view = self._view
        if view is None:
            return
        count = sum(each.waiting for each in view.rows)
        form = PrepareForm(count, view.brief_version, view.budget)
        form.confirmed.connect(self.packs.choose_folder)
        self._open(form, form.first)

    def _say_unwritten(self, words: str) -> None:
        banner = ErrorBanner(
            words, say("Nothing was written, and nothing is lost."), say("Choose another folder…")
        )
        banner.acted.connect(self.packs.choose_folder)
        clear(self._form)
        self._form.addWidget(banner)
        self._form.addSpacing(14)
        self._form_frame.show()
        if banner.button is not None:
            banner.button.setFocus()
        QTimer.singleShot(0, banner, lambda: self.opened.emit(banner))

    # One provider ---------------------------------------------------------------------------------

    def _act_on(self, what: str, quote_id: uuid.UUID) -> None:
        acts: dict[str, Callable[[uuid.UUID], object]] = {
            "mail": self._open_mail,
            "agreement": partial(self._show_mail, "agreement"),
            "reminder": partial(self._show_mail, "reminder"),
            "declined": self._say_declined,
            "handed": partial(self._record, request_rounds.record_handed_over, say("Record a pack as handed over")),
            "agreed": partial(self._record, request_rounds.record_confidential, say("Record that it agreed")),
        }  # fmt: skip
        acts[what](quote_id)

    def _say_declined(self, quote_id: uuid.UUID) -> None:
        rows = self._view.rows if self._view is not None else ()
        name = next((each.provider for each in rows if each.quote_id == quote_id), "")
        self.declined.emit(quote_id, name)

    def _record(self, verb: Callable[..., Any], label: str, quote_id: uuid.UUID) -> None:
        self._run(verb, label, quote_id=quote_id)

    def _open_mail(self, quote_id: uuid.UUID) -> None:
        """The ready mail where its pack lies, with its files; else a mail with the text alone."""
        found = self.packs.ready_mail(self._view, quote_id) if self._view is not None else None
        if found is not None and QDesktopServices.openUrl(QUrl.fromLocalFile(str(found))):
            return
        self._show_mail("pack", quote_id)

    def _show_mail(self, kind: str, quote_id: uuid.UUID) -> None:
        mail = self._mail(kind, quote_id)
        view = self._view
        if mail is None or view is None:
            return
        provider = next(each.provider for each in view.rows if each.quote_id == quote_id)
        titles = {
            "pack": say("Mail to {provider}. Attach the files of its folder.", provider=provider),
            "agreement": say("Ask {provider} to keep the request confidential", provider=provider),
            "reminder": say("Remind {provider}", provider=provider),
        }
        records: dict[str, tuple[str, Callable[..., Any]]] = {
            "pack": (say("It has the pack"), request_rounds.record_handed_over),
            "agreement": (say("It agreed"), request_rounds.record_confidential),
            "reminder": (say("It is reminded"), request_rounds.record_reminded),
        }
        words, verb = records[kind]
        form = MailForm(titles[kind], mail, words)
        form.opened.connect(lambda: self._to_mail_program(mail))
        form.confirmed.connect(lambda: self._record(verb, words, quote_id))
        self._open(form, form.first)

    def _mail(self, kind: str, quote_id: uuid.UUID) -> Mail | None:
        context = self._context
        return context.operations.carry_out(
            lambda workspace: packs.mail_to(
                workspace, kind, project_id=self._project, quote_id=quote_id, formats=context.formats,
                on=context.today(),
            )
        )  # fmt: skip

    def _open_answers(self) -> None:
        context = self._context
        mail = context.operations.carry_out(
            lambda workspace: packs.answers_to_all(
                workspace, project_id=self._project, formats=context.formats, on=context.today()
            )
        )  # fmt: skip
        if mail is not None:
            form = MailForm(say("The answers, the same to everybody"), mail)
            form.opened.connect(lambda: self._to_mail_program(mail))
            self._open(form, form.first)

    def _to_mail_program(self, mail: Mail) -> None:
        if not QDesktopServices.openUrl(QUrl(mail_address(mail))):
            self._context.notices.problem(
                say("No mail program answered. Copy the text and paste it into a mail of your own.")
            )

    # The request ----------------------------------------------------------------------------------

    def _run(self, verb: Callable[..., Any], label: str, done: str = "", **values: Any) -> None:
        bound = partial(verb, on=self._context.today(), **values)
        if self._context.operations.succeeded(bound, label, done=done):
            self._close_form()

    def _open_question(self) -> None:
        form = QuestionForm(self._view.rows if self._view else ())
        form.confirmed.connect(
            lambda text, quote_id: self._run(
                request_rounds.add_question, say("Add a question"), project_id=self._project, text=text,
                quote_id=quote_id,
            )
        )  # fmt: skip
        self._open(form, form.first)

    def _open_answer(self, question: QuestionRow) -> None:
        form = AnswerForm(question)
        form.confirmed.connect(
            lambda key, text: self._run(
                request_rounds.answer_question, say("Answer a question"),
                say("The answer is on record for everybody. Tell them: nothing was sent."),
                question_id=key, answer=text, person=self._context.person,
            )
        )  # fmt: skip
        self._open(form, form.first)

    def _open_correct(self) -> None:
        form = CorrectForm(self._view.number if self._view else "")
        form.confirmed.connect(
            lambda what: self._run(
                request_rounds.correct_request, say("Correct the request"),
                say("It is corrected. Prepare the packs again and hand them over to everybody."),
                project_id=self._project, what=what, person=self._context.person,
            )
        )  # fmt: skip
        self._open(form, form.first)

    def _open_another(self) -> None:
        form = AnotherForm(self._view.others if self._view else ())
        form.confirmed.connect(
            lambda key: self._run(
                request_rounds.ask_another, say("Ask one more provider"),
                say("It is asked, too. Prepare its pack: nothing was sent."),
                project_id=self._project, candidate_id=key, person=self._context.person,
            )
        )  # fmt: skip
        self._open(form, form.first)
