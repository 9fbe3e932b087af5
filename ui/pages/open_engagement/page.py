"""The page: a file is chosen or dropped, read in the background, shown, and taken in on a yes."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from app.queries.lens import Lens
from app.words import say
from app.workflows.opened_files import (
    FileView,
    People,
    import_engagement_file,
    look_into,
    open_engagement_file,
)
from ui.context import Context
from ui.jobs import Job
from ui.long_step import LongStep
from ui.page import Page
from ui.pages.open_engagement.parts import MOST_ROWS, StrangerCard, changes_table, clash_card, listed
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.file_drop import FileDrop
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.navigation import StepFooter
from ui.widgets.states import EmptyState, ErrorBanner, Skeleton
from ui.widgets.tab_order import follow_layout
from ui.widgets.table import TableCard
from ui.widgets.text import Heading, Label, Prose

SUFFIXES = (".engagement",)
MOST_BYTES = 251 * 1024 * 1024
READING_WIDTH = 980

T = TypeVar("T")


class OpenEngagementPage(Page):
    """Nothing is written before Import; what is shown is what was really done, and rolled back."""

    interests = frozenset({"project", "profile"})
    help_topic = "handover"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._path: Path | None = None
        self._received: Any = None
        self._view: FileView | None = None
        self._strangers: list[StrangerCard] = []
        self._job: Job | None = None
        self._busy = False
        self.drop = FileDrop(
            words=say("or drop it anywhere on this window"),
            suffixes=SUFFIXES,
            most_bytes=MOST_BYTES,
            several=False,
            name=say("The engagement file"),
        )
        self.drop.committed.connect(self._chosen)
        self.another = Button(say("Choose another file"), dense=True)
        self.another.clicked.connect(self._start_again)
        self._title = Heading(say("Open an engagement file"), "title")
        self._from = Label("", "dense", "text2", wrap=True)
        self._faults = column()
        self._start = self._start_card()
        self._content = column()
        self._shown = framed(self._content)
        self.foot = StepFooter(say("Import"), say("Cancel"))
        self.foot.continued.connect(self._act)
        self.foot.closed.connect(self._leave)
        head = row((column(self._title, 2, self._from), 1), self.another, gap=12)
        self.set_body(
            column(head, 14, framed(self._faults), self._start, self._shown, STRETCH),
            body_width=READING_WIDTH,
        )
        self.set_footer(self.foot)
        self._start_again()

    def _start_card(self) -> QWidget:
        if self.context.lens is Lens.BROKER:
            words = say(
                "It is one project, as its owner handed it over. You then see what it would change here."
                " Nothing is written before you say so, and a backup is made first."
            )
        else:
            words = say(
                "It is one project, as your broker handed it over. You then see what it would change here."
                " Nothing is written before you say so, and a backup is made first."
            )
        return Card(column(Prose(words, "dense", "text2"), 14, self.drop), padding=18)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return say("Open an engagement file")

    def primary_focus(self) -> QWidget | None:
        return self.drop.button if self._view is None else self.foot.primary

    def refresh(self) -> None:
        """Look again: the workspace may have changed meanwhile."""
        if self._received is not None and not self._busy:
            self._look()

    def arrive(self) -> None:
        """A file that was dropped on the window is read at once."""
        path, self.context.dropped = self.context.dropped, None
        if path is not None:
            self.read(path)

    # Reading --------------------------------------------------------------------------------------

    def _start_again(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._path = self._received = self._view = self._job = None
        self.drop.set_value(())
        clear(self._faults)
        self._show()
        if self.isVisible():
            self.drop.button.setFocus()

    def _chosen(self) -> None:
        paths = self.drop.value()
        if paths:
            self.read(paths[0])

    def read(self, path: Path) -> None:
        """Read the file at `path` and show what it would change."""
        self._start_again()
        self._path = path
        self._show()

        def finish(received: Any) -> None:
            self._job = None
            self._received = received
            self._look()

        def fail(problem: Exception) -> None:
            self._job = None
            self._refused(self.context.operations.shown(partial(_raise, problem)))

        job = self._job = self.context.jobs.run(
            open_engagement_file, path, label=say("Reading the file…"), done=finish, failed=fail, reader=self
        )
        job.when_ended(self, partial(self._ended, job))
        self._show()

    def _ended(self, job: Job) -> None:
        """A job that ended without a word was stopped."""
        if self._job is job:
            self._job = None
            self._start_again()

    def _look(self) -> None:
        openings = self.context.openings
        if openings is None or openings.store is None or self._busy:
            return
        found: list[FileView | None] = []

        def look(step: LongStep) -> None:
            view = look_into(openings.store, self._received, self.context.formats, self._people(), step)
            found.append(view)

        title = say("Looking at what the file would change…")
        problem = self.context.operations.shown(partial(self._watched, title, say("Stop"), look))
        if problem:
            self._refused(problem)
            return
        before = self._view
        self._view = found[0]
        if self._view is None:
            self._start_again()
            return
        self._show(keep=before is not None and before.strangers == self._view.strangers)
        if before is None:
            self.context.notices.announce(say("What this file would change"))
            self._take_focus()

    def _watched(self, title: str, stop: str, work: Callable[[LongStep], T]) -> T:
        """Do something long in the workspace, with how far it is and a way to stop it."""
        step = LongStep(self.window(), self.context.formats, title=title, stop=stop, words=changes_done)
        self._busy = True
        try:
            return work(step)
        finally:
            self._busy = False
            step.put_away()

    def _take_focus(self) -> None:
        """What was pressed is gone: the next thing to do takes its place."""
        first = self._strangers[0].person if self._strangers else self.foot.primary
        (self.another if self._view is not None and self._view.clashes else first).setFocus()

    def _people(self) -> People:
        return {card.id: card.said() for card in self._strangers}

    def _refused(self, problem: str) -> None:
        name = self._path.name if self._path is not None else ""
        self._start_again()
        happened = say("“{file}” was not imported.", file=name)
        self._faults.addWidget(ErrorBanner(happened, problem))
        self._faults.addSpacing(12)
        self.context.notices.announce(happened)

    # Showing --------------------------------------------------------------------------------------

    def _show(self, *, keep: bool = False) -> None:
        view, begun = self._view, self._path is not None
        self._start.setVisible(not begun)
        self.another.setVisible(begun)
        self._shown.setVisible(begun)
        self.foot.setVisible(begun)
        self._title.setText(say("What this file would change") if view else say("Open an engagement file"))
        self._from.setVisible(view is not None)
        cards = self._strangers if keep else []
        for card in cards:
            card.setParent(self)
        clear(self._content)
        self._strangers = cards
        if view is not None:
            self._from.setText(
                say(
                    "“{project}”, handed over by {person} on {made}.",
                    project=view.title,
                    person=view.sender,
                    made=view.made,
                )
            )
            self._fill(view)
        elif begun:
            self._content.addWidget(Skeleton(say("Reading the file…"), rows=6))
        self._show_foot()
        follow_layout(self)

    def _fill(self, view: FileView) -> None:
        if not view.has_news:
            words = say("You already have everything in this file. It may be an older one.")
            self._add(EmptyState("circle-check", say("Nothing new"), words))
            return
        if view.clashes:
            self._add(clash_card(view.clashes, self))
        if not self._strangers:
            for at, stranger in enumerate(view.strangers):
                card = StrangerCard(stranger, sends=at == 0)
                card.changed.connect(self._look)
                self._strangers.append(card)
        for card in self._strangers:
            self._add(card)
        if view.notes:
            self._add(listed(say("Please note"), view.notes, "info", "info"))
        counted = say("New here: the whole project") if view.is_new else say("What it changes")
        if view.counts:
            self._add(listed(counted, view.counts, "circle"))
        if view.rows:
            self._add(TableCard(changes_table(view.rows, self)))
        if len(view.rows) > MOST_ROWS:
            words = say(
                "The latest {shown} of {count} changes are listed; all of them are imported.",
                shown=self.context.formats.number(MOST_ROWS),
                count=self.context.formats.number(len(view.rows)),
            )
            self._add(Label(words, "caption", "text3", wrap=True))

    def _add(self, part: QWidget) -> None:
        self._content.addWidget(part)
        self._content.addSpacing(12)
        part.show()

    def _show_foot(self) -> None:
        view = self._view
        if view is None:
            self.foot.set_reason(say("Not read yet"))
        elif view.clashes:
            self.foot.set_reason(say("Settle what you both changed first"))
        else:
            self.foot.set_reason("")
            self.foot.set_note(say("A backup is made first") if view.has_news else "")
        has_news = view is None or view.has_news
        self.foot.primary.set_words(say("Import") if has_news else say("Open the project"))

    # Acting ---------------------------------------------------------------------------------------

    def _act(self) -> None:
        received = self._received
        if received is None or self._view is None or self._view.clashes or self._busy:
            return
        self._unnamed()
        if any(not card.said()[0] for card in self._strangers):
            return
        people, carry_out = self._people(), self.context.operations.carry_out
        title, stop = say("Importing the file…"), say("Stop and change nothing")
        taken = self._watched(
            title,
            stop,
            lambda step: carry_out(
                partial(import_engagement_file, received=received, people=people, progress=step)
            ),
        )
        if taken is None:
            self._look()
            return
        if taken.stopped:
            self.context.notices.toast(taken.words)
            self.foot.primary.setFocus()
            return
        self.context.operations.tell(taken.changes)
        self._strangers = []
        self._start_again()
        self.context.notices.toast(taken.words, tone="success")
        self.context.go(f"project/{taken.project_id}")

    def _unnamed(self) -> None:
        """A computer that is trusted from now on belongs to somebody."""
        for card in self._strangers:
            if not card.said()[0]:
                self.context.notices.problem(say("Say whose computer this is."))
                card.person.setFocus()
                return

    def _leave(self) -> None:
        self._start_again()
        self.context.go("home")


def changes_done(done: str, total: str) -> str:
    """How far the file is looked at or taken in."""
    return say("{done} of {total} changes", done=done, total=total)


def _raise(problem: Exception) -> None:
    raise problem
