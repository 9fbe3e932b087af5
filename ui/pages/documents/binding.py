"""The two acts that bind: issuing a document, and withdrawing one that was issued."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from app.queries.documents import DocumentRow
from app.services import documents as verbs
from app.words import say
from app.workflows import documents
from app.workflows.documents import Ahead, Wanted
from ui.context import Context
from ui.jobs import Job, Where
from ui.widgets.ask import ReasonCard
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.text import Label, Prose


class IssueCard(Card):
    """Says who will see the document and what is left out of it, before it gets its number."""

    confirmed = Signal()
    left = Signal()

    def __init__(self, ahead: Ahead) -> None:
        self.go = Button(say("Issue {number}", number=ahead.number), "primary", dense=True)
        later = Button(say("Not yet"), dense=True)
        title = Label(say("Issue this document?"), "sub15", wrap=True)
        lines = [Prose(sentence, "dense") for sentence in ahead.sentences]
        super().__init__(
            column(title, 6, column(*lines, gap=3), 12, row(self.go, later, STRETCH, gap=8)), kind="accent"
        )
        self.go.clicked.connect(self.confirmed)
        later.clicked.connect(self.left)


def issue(
    context: Context,
    wanted: Wanted,
    done: Callable[[object], None],
    failed: Callable[[Exception], None],
) -> Job:
    """Draw the document with its number in a worker process, then keep its bytes and put it on record."""
    today, operations = context.today(), context.operations
    number = documents.next_number(operations, wanted)
    paper = documents.paper_of(operations, wanted, context.formats, today)

    def keep(drawn: Any) -> None:
        result = operations.carry_out(
            lambda runner: documents.keep(runner, wanted, drawn, number, person=context.person, on=today)
        )
        if result is not None:
            done(result)

    return context.jobs.run(
        partial(documents.draw_issue, wanted.kind, paper, context.formats, number, today),
        label=say("Drawing {number}…", number=number),
        done=keep,
        failed=failed,
        where=Where.PROCESS,
    )


def withdraw_card(row_: DocumentRow) -> ReasonCard:
    """Asks why, and says what withdrawing does and does not do."""
    return ReasonCard(
        say("Withdraw {number}?", number=row_.told),
        say(
            "It stays in the list with its number, marked as withdrawn. Copies that others have are not taken "
            "back: tell them yourself. This cannot be undone."
        ),
        say("Withdraw {number}", number=row_.told),
    )


def withdraw(context: Context, row_: DocumentRow, reason: str) -> bool:
    """Withdraw an issued document; False where it was refused, with the reason said."""
    return context.operations.succeeded(
        partial(verbs.withdraw, document_id=row_.id, reason=reason, on=context.today()),
        say("Withdraw {number}", number=row_.told),
        done=say("{number} is withdrawn.", number=row_.told),
    )
