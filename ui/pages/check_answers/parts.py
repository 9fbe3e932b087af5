"""Small parts of "Check your answers" that only show what they are given."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.knowledge.supplier_questions import OWN
from app.queries.briefs import MISSING, SummaryRow
from app.queries.interview import READY, BriefHead, Course
from app.queries.lens import Lens
from app.services.briefs import ALWAYS_OPEN
from app.words import say, say_count
from ui.context import Context
from ui.theme.current import theme
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Icon, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop


class StillOpen(Card):
    """What is needed and not answered yet, each as a way to its page."""

    opened = Signal(str)
    """The last part of the address of a page of the brief."""

    left = Signal()
    """The open questions of "Are you ready?" are to wait for the visit."""

    def __init__(self, course: Course, rows: Sequence[SummaryRow]) -> None:
        open_rows = [line for line in rows if line.required and line.state == MISSING]
        brief = [line for line in open_rows if not line.question.startswith(f"{READY}.")]
        ready = len(open_rows) - len(brief)
        links = {line.label: course.home_of(line.question) for line in brief}
        buttons = [LinkButton(words, icon="circle-dashed", wrap=True) for words in links]
        parts: list[QWidget] = [*buttons]
        if ready:
            go, leave, part = _readiness(ready)
            parts.append(part)
        elif not brief:
            parts.append(_nothing())
        super().__init__(column(Label(say("Still open"), "sub15"), 8, *parts, gap=4), padding=18)
        for button, leg in zip(buttons, links.values(), strict=True):
            if leg is not None:
                button.clicked.connect(partial(self.opened.emit, f"{leg.key}/change"))
        first = next((leg for leg in course.legs if not leg.section and not course.done(leg)), None)
        if ready and first is not None:
            go.clicked.connect(partial(self.opened.emit, first.key))
            leave.clicked.connect(self.left)


def _readiness(count: int) -> tuple[Button, Button, QWidget]:
    """The readiness questions: answer them now, or leave what is open for the visit."""
    go = LinkButton(
        say_count("{count} of “Are you ready?”", "{count} of “Are you ready?”", count), icon="circle-dashed"
    )
    leave = Button(say("Leave them for the visit"), dense=True)
    told = Prose(say("Each takes a few seconds. “I don’t know yet” is an answer too."), "caption", "text3")
    return go, leave, framed(column(go, told, 6, row(leave, STRETCH), gap=4))


def open_readiness(course: Course) -> list[str]:
    """What is open of "Are you ready?"; "I don't know yet" is an answer."""
    return [
        question.id
        for leg in course.legs
        if not leg.section
        for question in course.asked(leg)
        if question.required and question.id not in course.unknown and question.id not in course.values
    ]


def change_link(context: Context, base: str, course: Course, line: SummaryRow) -> QWidget | None:
    """The way to the page of one answer and back; None where it has none."""
    page = page_of(course, line.question)
    if not page:
        return None
    words = say("Add") if line.state == MISSING else say("Change")
    link = LinkButton(words)
    link.setAccessibleName(say("{act}: {question}", act=words, question=line.label))
    wide, measured = link.fontMetrics().horizontalAdvance, link.sizeHint().width()
    longest = max(wide(other) for other in (say("Add"), say("Change")))
    least = measured - wide(words) + longest
    link.setMinimumWidth(max(theme().px(64), least))  # the links of a card begin at one place
    link.clicked.connect(partial(context.go, f"{base}/{page}/change"))
    return link


def _nothing() -> QWidget:
    words = Prose(say("Nothing that is needed."), "dense")
    return framed(row((Icon("circle-check", "success"), TOP), (words, 1)))


def may_change(head: BriefHead, question: str) -> bool:
    """Whether an answer may be changed: some may until an award, the others until the brief is agreed."""
    late = question in ALWAYS_OPEN and head.before_award and not head.blocked
    return head.changeable or late


def what_next(sharing: bool) -> QWidget:
    """What follows the act at the foot of the page."""
    told = (
        say(
            "Your broker goes through it with you, and looks for providers once you both agree. Nothing is sent."
        )
        if sharing
        else say("Providers are looked for, and later asked, by these words. Nothing is sent by agreeing.")
    )
    return Card(
        column(Label(say("What happens next"), "sub15", wrap=True), 6, Prose(told, "dense")), padding=18
    )


def still_waiting(head: BriefHead, count: int) -> str:
    """What becomes of suggestions that nobody has settled, beside the act that agrees the brief."""
    if not count:
        return ""
    if head.lens is Lens.BROKER:
        return say_count(
            "{count} suggestion of yours is still open. Once {owner} agrees, the words stay as they are.",
            "{count} suggestions of yours are still open. Once {owner} agrees, the words stay as they are.",
            count,
            owner=head.owner_name or say("the owner"),
        )
    return say_count(
        "{count} suggestion of {broker} is still open. Agree now, and your own words stay.",
        "{count} suggestions of {broker} are still open. Agree now, and your own words stay.",
        count,
        broker=head.broker_name or say("your broker"),
    )


def something_changed(act: Callable[[], object]) -> QWidget:
    """The way back into a brief that is agreed."""
    again = Button(say("Change the brief"), dense=True)
    again.clicked.connect(lambda: act())
    told = Prose(
        say("Opens it again. What was agreed stays on record, and it is agreed anew."), "dense", "text2"
    )
    return Card(
        column(Label(say("Something has changed?"), "sub15", wrap=True), 6, told, 10, row(again, STRETCH))
    )


def lines_of(course: Course, rows: Sequence[SummaryRow]) -> list[SummaryRow]:
    """The answers that stand here; what a small job does without may stay open."""
    return [
        line if course.needs(line.question) else replace(line, required=False)
        for line in rows
        if belongs(course, line)
    ]


def belongs(course: Course, line: SummaryRow) -> bool:
    """What this reader is asked, and what the broker asked beyond it and has an answer to."""
    asked = course.home_of(line.question) is not None
    expected = line.question.startswith(f"{OWN}.")
    return asked or (line.state != MISSING and (line.step <= course.steps or expected))


def page_of(course: Course, question: str) -> str:
    """The key of the page on which `question` may be answered; empty where it may not be now."""
    if not may_change(course.head, question):
        return ""
    leg = course.home_of(question)
    if leg is not None:
        return leg.key
    return OWN if question.startswith(f"{OWN}.") else ""


SHOWN = "b10.show"
"""Says whether another answer is shown to providers: no answer that is kept from them."""


def asked_chip(lens: Lens) -> QFrame:
    """Marks a question that was left for the broker, who reads it as one to ask."""
    words = say("Ask at the visit") if lens is Lens.BROKER else say("Ask my broker")
    return StatusChip(words, "info", icon="message-square", filled=True)


def not_seen(rows: Sequence[SummaryRow], look: Callable[[], object]) -> QWidget:
    """The answers that never leave the owner and the broker, and the paper without them."""
    head = row(Icon("eye-off", "text2"), (Label(say("Providers won’t see"), "sub15", wrap=True), 1), gap=8)
    seen = LinkButton(say("See what providers will see"), icon="file-text", wrap=True)
    seen.clicked.connect(lambda: look())
    labels = [line.label for line in rows if line.private and line.question != SHOWN]
    hidden = (Prose(label, "dense", "text2") for label in labels)
    return Card(column(head, 6, *hidden, 8, row(seen, STRETCH), gap=2), padding=18)
