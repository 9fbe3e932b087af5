"""The parts of what a file would change: who it is from, what clashes, and the list of changes."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.words import say, say_count
from app.workflows.opened_files import ChangeRow, ClashRow, StrangerRow
from ui.models.columns import Cell, Column
from ui.models.rows import RowsModel
from ui.widgets.cards import Card
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.navigation import Segments
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Icon, Label, Prose, breakable

TOP = Qt.AlignmentFlag.AlignTop
MOST_ROWS = 100
"""Changes shown in the list; more are counted."""

TONES = {"new": "success", "changed": "info", "removed": "warn"}


class StrangerCard(Card):
    """A computer that was never met: its fingerprint, and whose it is. `changed` when that was said anew."""

    changed = Signal()

    def __init__(self, stranger: StrangerRow, *, sends: bool) -> None:
        self.id = stranger.id
        self.person = TextField(stranger.person, chars=30)
        self.role = Segments(
            (("owner", say("The owner’s")), ("broker", say("The broker’s"))), name=say("Whose computer it is")
        )
        self.role.set_value(stranger.role if stranger.role in ("owner", "broker") else "owner")
        title = (
            say("You have not had a file from this computer before")
            if sends
            else say("The file also holds what another new computer wrote")
        )
        words = say(
            "It says that it is “{device}” of {person}. Anybody can say so. Call them, and compare these numbers with"
            " those on their page “Hand over”. From then on it is known, and a file that is signed with another key is"
            " refused.",
            device=breakable(stranger.device),
            person=breakable(stranger.person),
        )
        self.fingerprint = Label(stranger.fingerprint, "sub15", tabular=True, wrap=True)
        self.fingerprint.setAccessibleName(say("Fingerprint: {digits}", digits=stranger.fingerprint))
        whose = row(
            (FormRow(say("Whose is it?"), self.person), 1),
            (column(Label(say("Whose computer it is"), "strong"), 7, self.role), TOP),
            STRETCH,
            gap=18,
        )
        said = column(
            Label(title, "dense_strong", wrap=True), 2, Prose(words, "dense"), 10, self.fingerprint, 12, whose
        )
        super().__init__(
            row((Icon("triangle-alert", "warn"), TOP), (said, 1), gap=10), kind="warn", padding=14
        )
        self.role.chosen.connect(lambda _: self.changed.emit())
        self.person.committed.connect(self.changed)

    def said(self) -> tuple[str, str]:
        """Whose it is, and in which role."""
        return self.person.value(), self.role.value()


def clash_card(clashes: Sequence[ClashRow], parent: QObject) -> QWidget:
    """What both sides wrote differently, and how to go on."""
    title = say_count(
        "You both changed {count} thing since you last exchanged this project, so it cannot be imported yet",
        "You both changed {count} things since you last exchanged this project, so it cannot be imported yet",
        len(clashes),
    )
    words = say(
        "Speak to each other about which one holds. If it is theirs, write it here exactly as they have it and open"
        " this file again. If it is yours, ask them to write it so and to hand the project over again."
    )
    model = RowsModel(
        (
            Column(
                say("What"), lambda each: Cell(each.what, sub=each.which or each.field, role="dense_medium")
            ),
            Column(say("You wrote"), lambda each: Cell(each.ours, wraps=True)),
            Column(say("They wrote"), lambda each: Cell(each.theirs, wraps=True)),
        ),
        parent=parent,
    )
    model.show(clashes)
    table = Table(model, name=say("What you both changed"), lines=2, fits=True, sortable=False, grows=True)
    said = column(Label(title, "dense_strong", wrap=True), 2, Prose(words, "dense"))
    head = Card(row((Icon("circle-alert", "danger"), TOP), (said, 1), gap=10), kind="danger", padding=14)
    return framed(column(head, 12, TableCard(table)))


def changes_table(rows: Sequence[ChangeRow], parent: QObject) -> Table:
    """The first changes, the latest on top."""
    model = RowsModel(
        (
            Column(say("What"), lambda each: Cell(each.what, sub=each.which, role="dense_medium")),
            Column("", lambda each: Cell(each.change, chip=TONES[each.kind]), width=104),
            Column(say("How it changes"), _how),
            Column(say("By"), lambda each: Cell(each.by, sub=each.day, tone="text2"), width=150),
        ),
        parent=parent,
    )
    model.show(rows[:MOST_ROWS])
    return Table(model, name=say("Changes in this file"), lines=2, fits=True, sortable=False, grows=True)


def _how(each: ChangeRow) -> Cell:
    if not each.details:
        return Cell("")
    first, *others = each.details
    if len(others) > 1:
        more = say_count("and {count} more", "and {count} more", len(others))
        return Cell(first, sub=more, tone="text2", said=". ".join(each.details))
    return Cell(first, sub=others[0] if others else "", tone="text2", wraps=not others)


def listed(title: str, lines: Sequence[str], icon: str, tone: str = "text3") -> QWidget:
    """A card of sentences."""
    rows = [
        framed(row((Icon(icon, tone, 14), TOP), (Prose(breakable(each), "dense"), 1), gap=8))
        for each in lines
    ]
    return Card(column(Label(title, "dense_strong", "text2", wrap=True), *rows, gap=7), padding=16)
