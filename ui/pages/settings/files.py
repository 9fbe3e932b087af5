"""Files and backups: where it lies, when it was backed up, the recovery code, and taking everything out."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QWidget
from shiboken6 import isValid

from app.words import say
from app.workflows import safekeeping
from ui.context import Context
from ui.theme.current import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Icon, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop
CODE_END = 4
"""Characters of the code that are typed again, to be sure that it was written down."""

BREAK = "\u200b"
"""Lets a long path go on in the next line."""


class FilesSection(QFrame):
    """Everything here runs beside the work and says what came of it."""

    grown = Signal(QWidget)
    """This part has become larger and should be seen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._facts = QGridLayout()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setVerticalSpacing(6)
        self._facts.setHorizontalSpacing(20)
        self._facts.setColumnStretch(1, 1)
        self._notice = Prose("", "dense", "warn_text")
        self._code = column()
        self._showing_code = False  # it is shown only once, so no refresh may take it away
        self.first: QWidget | None = None
        acts = FlowLayout(8)
        for words, act in (
            (say("Back up now"), self._back_up),
            (say("Save a copy…"), self._copy),
            (say("Take everything out…"), self._take_out),
            (say("Check the workspace"), self._check),
        ):
            button = Button(words, dense=True)
            button.clicked.connect(act)
            acts.addWidget(button)
        self.setLayout(
            column(framed(self._facts), 12, self._notice, 14, framed(acts), 18, framed(self._code))
        )

    @property
    def _store(self) -> Any:
        openings = self._context.openings
        return None if openings is None else openings.store

    def refresh(self) -> None:
        """Show where things lie and how safe they are."""
        clear(self._facts)
        if self._store is None:
            return
        told = safekeeping.safety(self._store, self._context.formats)
        lines = (
            (say("Folder"), told.folder.replace(os.sep, os.sep + BREAK)),
            (say("Last backup"), told.last_backup),
            (say("Backups kept"), self._context.formats.number(told.backups)),
        )
        for at, (name, value) in enumerate(lines):
            self._facts.addWidget(Label(name, "dense", "text2"), at, 0, TOP)
            self._facts.addWidget(Label(value, "dense", wrap=True), at, 1)
        self._notice.setText(told.key_notice)
        self._notice.setVisible(bool(told.key_notice))
        if not self._showing_code:
            clear(self._code)
            self._code.addWidget(self._code_card(told.has_code))
            follow_layout(self)

    def _code_card(self, has_code: bool) -> QWidget:
        words = (
            say("A recovery code has been made. With it and a backup, everything can be brought back.")
            if has_code
            else say(
                "There is no recovery code yet. Without one, a lost computer takes your work with it, "
                "whatever backups there are."
            )
        )
        make = Button(say("Make a new code") if has_code else say("Make a recovery code"), dense=True)
        make.clicked.connect(self._make_code)
        self.first = make
        icon, tone, kind = (
            ("shield-check", "success", "plain") if has_code else ("triangle-alert", "warn", "warn")
        )
        said = column(Label(say("Recovery code"), "dense_strong"), Prose(words, "dense"), gap=3)
        return Card(row((Icon(icon, tone, 20), TOP), (said, 1), (make, TOP), gap=12), kind=kind, padding=14)

    # The code --------------------------------------------------------------------------------------

    def _make_code(self) -> None:
        code = self._store.new_recovery_code()
        self._showing_code = True
        clear(self._code)
        shown = Label(code, "sub", wrap=True)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAccessibleName(say("Recovery code: {code}", code=code))
        words = say(
            "Print it or write it down, and keep it away from this computer. It is shown only now and kept "
            "nowhere. An older code no longer opens anything."
        )
        to_print = Button(say("Print it…"), dense=True)
        to_print.clicked.connect(partial(self._print_code, code))
        again = TextField(chars=8)
        asked = FormRow(
            say("Type its last {count} characters", count=CODE_END),
            again,
            help=say("So that it is surely kept"),
        )
        done = Button(say("I have kept it"), "primary", dense=True)
        finish = partial(self._code_kept, code, again, asked)
        done.clicked.connect(finish)
        again.entered.connect(finish)
        self._code.addWidget(
            Card(
                column(
                    Label(say("Your recovery code"), "dense_strong"), 6, shown, 8, Prose(words, "dense"), 12,
                    asked, 12, row(done, to_print, STRETCH, gap=8),
                ),
                kind="accent",
            )
        )  # fmt: skip
        follow_layout(self)
        again.setFocus()
        self.grown.emit(done)

    def _code_kept(self, code: str, again: TextField, asked: FormRow) -> None:
        typed = "".join(again.value().split()).upper()
        if typed != "".join(code.split("-"))[-CODE_END:].upper():
            asked.set_problem(say("These are not its last {count} characters", count=CODE_END))
            again.setFocus()
            return
        self._showing_code = False
        self.refresh()
        if self.first is not None:
            self.first.setFocus()
        self._context.notices.toast(say("The recovery code is made."), tone="success")

    def _print_code(self, code: str) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if not dialog.exec():
            return
        painter = QPainter(printer)
        inch = printer.resolution()
        painter.setFont(theme().font("title"))
        painter.drawText(inch, inch, say("Sourcewright recovery code"))
        painter.drawText(inch, int(inch * 1.5), code)
        painter.setFont(theme().font("body"))
        painter.drawText(inch, int(inch * 2), say("Workspace {id}", id=self._store.id))
        painter.end()

    # Backups, copies, everything -------------------------------------------------------------------

    def _run(self, work: Callable[..., Any], *arguments: Any, label: str) -> None:
        def told(words: str) -> None:
            self._context.notices.toast(words, tone="success")
            if isValid(self):  # the page may have been let go of meanwhile
                self.refresh()

        self._context.jobs.run(work, self._store, *arguments, label=label, done=told, failed=self._failed)

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, OSError):
            words = say("It could not be written there. Check that the folder is there and has room.")
            self._context.notices.problem(words, details=str(problem))
            return
        self._context.operations.carry_out(lambda _: _raise(problem))

    def _back_up(self) -> None:
        self._run(safekeeping.back_up, label=say("Backing up…"))

    def _copy(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, say("Save a copy"), "sourcewright.backup", say("Backups (*.backup)")
        )
        if chosen:
            self._run(safekeeping.copy_to, Path(chosen), label=say("Saving a copy…"))

    def _take_out(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("Choose an empty folder"))
        if chosen:
            self._run(safekeeping.take_everything, Path(chosen), label=say("Taking everything out…"))

    def _check(self) -> None:
        def told(result: tuple[bool, tuple[str, ...]]) -> None:
            well, words = result
            if well:
                self._context.notices.toast(words[0], tone="success")
            else:
                self._context.notices.problem(words[0], details="\n".join(words))

        self._context.jobs.run(
            safekeeping.checked, self._store, label=say("Checking…"), done=told, failed=self._failed
        )


def _raise(problem: Exception) -> None:
    raise problem
