"""The first screen there ever is: three short questions beside what the program promises."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from app.services import clients
from app.words import say
from ui.context import Context, Openings
from ui.page import Page
from ui.pages.welcome.steps import DESCRIBE, Beginning, StartStep, WhoStep, YouStep
from ui.theme.current import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Scroll
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.mark import Mark
from ui.widgets.states import ErrorBanner
from ui.widgets.step_marks import StepMarks
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Heading, Icon, Label, Prose

LEFT_WIDTH = 464
LEFT_FROM = 1000
"""Effective window width from which the promises stand beside the questions."""

BODY_WIDTH = 600

PROMISE_ROOM = 84
"""Kept free right of the promise, so that its last line is not a single word."""


class WelcomePage(Page):
    """Asks and makes the workspace; nothing is written before the last button."""

    bare = True
    help_topic = "welcome"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._who, self._you, self._start = WhoStep(), YouStep(context.today()), StartStep()
        self._steps: tuple[WhoStep | YouStep | StartStep, ...] = (self._who, self._you, self._start)
        self._marks = StepMarks(len(self._steps))
        self._heading = Heading("", "display")
        self._words = Label("", "lead", "text2", wrap=True)
        self._wrong = column()
        self._at = 0
        self._go = Button(say("Continue"), "primary")
        self._go.clicked.connect(self._continue)
        self._back = Button(say("Back"))
        self._back.clicked.connect(self._step_back)
        self._restore = Button(say("I have a backup"), "quiet", icon="history")
        self._restore.clicked.connect(self._choose_backup)
        self._you.person.entered.connect(self._continue)
        self._you.business.entered.connect(self._continue)
        self._code_place = column()
        body = column(
            STRETCH,
            self._marks,
            18,
            self._heading,
            6,
            self._words,
            20,
            self._wrong,
            *self._steps,
            26,
            row(self._go, self._back, self._restore, STRETCH, gap=12),
            12,
            self._code_place,
            STRETCH,
        )
        self._content = framed(body)
        self._promises = _Promises()
        self._right = Scroll(framed(row(STRETCH, (self._content, 5), STRETCH, margins=(24, 24, 24, 24))))
        self.set_whole(framed(row(self._promises, (self._right, 1), gap=0)))
        self._show(0)
        self._fit()
        openings = context.openings
        if openings is not None and openings.own_exists and openings.store is None:
            self._ask_own_code()

    def title(self) -> str:
        return say("Welcome")

    def primary_focus(self) -> QWidget | None:
        return self._first_field(self._at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The promises give way where the window is narrow."""
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        """The same for another text size."""
        super().restyle()
        self._fit()

    def _fit(self) -> None:
        self._promises.setVisible(self.effective_width() >= LEFT_FROM)
        self._promises.setFixedWidth(theme().px(LEFT_WIDTH))
        self._content.setMaximumWidth(theme().px(BODY_WIDTH))

    # Step by step ----------------------------------------------------------------------------------

    def _show(self, at: int) -> None:
        step = self._steps[at]
        self._at = at
        for each in self._steps:
            each.setVisible(each is step)
        self._marks.show_step(at)
        self._heading.setText(step.title)
        self._words.setText(step.words)
        self._back.setVisible(at > 0)
        self._restore.setVisible(at == 0)
        self._go.set_words(say("Continue") if at + 1 < len(self._steps) else say("Begin"))

    def _continue(self) -> None:
        at = self._at
        wrong = self._steps[at].problems()
        if wrong:
            wrong[0][1].setFocus()
            return
        if at + 1 < len(self._steps):
            self._show(at + 1)
            self._first_field(at + 1).setFocus()
        else:
            self._begin()

    def _first_field(self, at: int) -> QWidget:
        return (self._who.role, self._you.person, self._start.where)[at].target()

    def _step_back(self) -> None:
        at = max(0, self._at - 1)
        self._show(at)
        self._first_field(at).setFocus()

    def _begin(self) -> None:
        told = Beginning(
            role=self._who.role.value(),
            person=" ".join(self._you.person.value().split()),
            business=self._you.business.value().strip(),
            region=self._you.region,
        )
        openings = self._openings
        problem = openings.create_own(person=told.person, first=partial(_write_profile, told))
        if not problem and self._start.where.value() != DESCRIBE:
            problem = openings.open_sample()
        self._say_problem(problem)

    # A computer that takes over from another -----------------------------------------------------

    def _choose_backup(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, say("Choose a backup"), "", say("Backups (*.backup);;All files (*)")
        )
        if chosen:
            self.ask_code(Path(chosen))

    def ask_code(self, backup: Path) -> None:
        """Ask for the printed recovery code that opens `backup`."""
        self._ask_for(
            say("Restore “{file}”", file=backup.name),
            say("The code was printed when it was made. Nothing on this computer is replaced."),
            say("Restore"),
            lambda code: self._openings.restore(backup, code),
        )

    def _ask_own_code(self) -> None:
        """This person's workspace is here, but could not be opened: the printed code may open it."""
        self._ask_for(
            say("Open your workspace with its recovery code"),
            say("It is on this computer, but its key is not. Nothing in it is lost or changed."),
            say("Open it"),
            lambda code: self._openings.open_own(code),
        )

    def _ask_for(self, title: str, words: str, act: str, use: Callable[[str | None], str]) -> None:
        clear(self._code_place)
        code = TextField(chars=44)
        go = Button(act, "secondary", dense=True)
        run = partial(self._use_code, code, use)
        go.clicked.connect(run)
        code.entered.connect(run)
        heading = Label(title, "sub15", wrap=True)
        asked = FormRow(say("Recovery code"), code)
        card = Card(column(heading, 4, Prose(words, "dense"), 12, asked, 12, row(go, STRETCH)))
        self._code_place.addWidget(card)
        card.show()  # at once: what is not shown yet cannot take the focus
        follow_layout(self)
        code.setFocus()
        self._right.reveal(go)

    def _use_code(self, code: TextField, use: Callable[[str | None], str], *_: object) -> None:
        self._say_problem(use(code.value() or None))

    @property
    def _openings(self) -> Openings:
        openings = self.context.openings
        assert openings is not None
        return openings

    def _say_problem(self, problem: str) -> None:
        clear(self._wrong)
        if problem:
            banner = ErrorBanner(problem, say("Nothing was changed on this computer."))
            self._wrong.addWidget(banner)
            self._wrong.addSpacing(14)
            self._right.reveal(banner)


def _write_profile(told: Beginning, context: Context) -> None:
    """The first step in the new workspace: who works here."""
    context.operations.succeeded(
        lambda session: clients.keep_profile(
            session,
            person=told.person,
            role=told.role,
            business=told.business,
            country=told.region.country,
            currency=told.region.currency,
            locale=told.region.locale,
            time_zone=told.region.time_zone,
        ),
        say("Write down who works here"),
    )


class _Promises(QFrame):
    """What the program is for, beside the steps."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("promises")
        head = row(Mark(32), Label("Sourcewright", "title"), STRETCH, gap=12)
        promise = Label(
            say("Get it described, chosen fairly, and checked before you pay."), "figure_large", wrap=True
        )
        spaced = row((promise, 1), PROMISE_ROOM, gap=0)
        self._points = _points()
        foot = Label(
            say("Works without the internet. Sends nothing by itself."), "caption", "text3", wrap=True
        )
        self.setLayout(
            column(head, STRETCH, spaced, 24, self._points, STRETCH, foot, margins=(48, 44, 48, 36))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the points out where the window is too low for all of it."""
        super().resizeEvent(event)
        self._points.show()
        self._points.setVisible(self.heightForWidth(self.width()) <= self.height())


def _points() -> QFrame:
    lines = (
        ("lock", say("Yours alone"), say("No account. Everything stays on this computer.")),
        ("scale", say("Scope before price"), say("Quotes are compared on what they include.")),
        ("clipboard-check", say("Sign off, then pay"), say("Each payment waits for your tests to pass.")),
    )
    points: list[QWidget | int] = []
    for icon, title, words in lines:
        said = column(Label(title, "strong"), Label(words, "dense", "text2", wrap=True), gap=3)
        points += [framed(row((Icon(icon, "accent", 20), Qt.AlignmentFlag.AlignTop), (said, 1), gap=14)), 20]
    return framed(column(*points))
