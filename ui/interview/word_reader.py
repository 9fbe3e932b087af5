"""Reads the words of the brief while they are typed, a moment after the last key, and lets the reading be put right."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QWidget

from app.knowledge import Knowledge
from app.knowledge.told import READ_FROM, TODAY, told_in
from app.knowledge.vocabulary import vocabulary
from app.queries.brief_facts import FactRow
from app.queries.brief_needs import (
    IMPLIED,
    MUST,
    BriefNeed,
    NeedSaid,
    brief_needs,
    decision_on,
    reading_of,
    said_of,
    usual_weight,
)
from app.queries.interview import Course
from app.queries.lens import Lens
from app.queries.understood import (
    LONG_TEXT,
    MaybeRow,
    NeedChip,
    WordMark,
    chip_of,
    understood,
    word_marks,
)
from app.services import needs
from app.words import say
from ui.context import Context
from ui.interview.block import QuestionBlock
from ui.interview.meaning import MeaningCard
from ui.interview.sheet import Given, QuestionSheet, keep_answers
from ui.interview.understood import UnderstoodCard, of_page
from ui.interview.word_marks import marks_in
from ui.widgets.growing_text import GrowingText, TextBox
from ui.widgets.list_editor import ListEditor

MUSTS = "b5.must"
"""The list on whose page what is asked for has its place, even while it is empty."""

PAUSE_MS = 350
"""How long nothing is typed before the words are read."""


class WordReader:
    """Looks at the questions of one page and shows what was understood in them, and on a card beside them."""

    def __init__(self, context: Context, page: QWidget, card: UnderstoodCard) -> None:
        self._context, self._page = context, page
        self._course: Course | None = None
        self._sheets: tuple[QuestionSheet, ...] = ()
        self._answers: Callable[[], Mapping[str, Any]] = dict
        self._said: tuple[NeedSaid, ...] = ()
        self.meaning: MeaningCard | None = None
        self.timer = QTimer(page)
        self.timer.setSingleShot(True)
        self.timer.setInterval(PAUSE_MS)
        self.timer.timeout.connect(self.look)
        self.put_on(card)
        keys = QShortcut(QKeySequence("Alt+Return"), page)
        keys.activated.connect(self._open_at_cursor)
        self._leave_keys = QShortcut(QKeySequence("Escape"), page)
        self._leave_keys.setEnabled(False)  # else the key is somebody else's
        self._leave_keys.activated.connect(self._leave)

    def put_on(self, card: UnderstoodCard) -> None:
        """Show what is understood on `card` from now on."""
        self.card = card
        card.opened.connect(self._open_from_card)
        card.used.connect(self._use)
        card.replaced.connect(self._take_maybe)
        card.adding.connect(lambda button: self._add_by_hand(button))

    def watch(
        self, course: Course, sheets: Sequence[QuestionSheet], answers: Callable[[], Mapping[str, Any]]
    ) -> None:
        """Read the questions of `sheets` from now on; at once, as nobody is typing yet. `answers` as they stand."""
        self._course, self._sheets, self._answers = course, tuple(sheets), answers
        self._said = self._context.operations.read(partial(said_of, project_id=course.head.id))
        self.close()
        self.look()

    def typed(self) -> None:
        """Something was typed: read it once the hands rest."""
        self.close()
        self.timer.start()

    def stop(self) -> None:
        """The page is left."""
        self.timer.stop()
        self.close()

    def close(self) -> None:
        """Take the card over the page away."""
        self._leave_keys.setEnabled(False)
        if self.meaning is not None:
            card, self.meaning = self.meaning, None
            card.hide()
            card.deleteLater()

    # Reading --------------------------------------------------------------------------------------

    def look(self) -> None:
        """Read what stands there; the first time, and where it is long, away from the hands that type."""
        if not self._sheets:
            return
        knowledge, today = self._context.knowledge, self._context.today()
        texts = tuple(told.text for told in told_in(self._answers()))
        if vocabulary.cache_info().currsize and all(len(text) <= LONG_TEXT for text in texts):
            self._show()
            return

        def read_all() -> None:
            for text in texts:
                reading_of(text, knowledge, today)
            vocabulary(knowledge)

        self._context.jobs.run(
            read_all, label=say("Reading your words"), done=lambda _: self._show(), reader=self._page
        )

    @property
    def _blocks(self) -> dict[str, QuestionBlock]:
        """The questions of the page."""
        return {id: block for sheet in self._sheets for id, block in sheet.blocks.items()}

    def _show(self) -> None:
        course, blocks = self._course, self._blocks
        if course is None:
            return
        context = self._context
        found = understood(
            context.knowledge,
            self._answers(),
            self._said,
            today=context.today(),
            formats=context.formats,
            currency=course.head.currency,
            light=course.light,
        )
        for _, box in self._boxes():
            self._mark(box)
        adds = found.needs != () and any(id in READ_FROM for id in blocks)
        self.card.show_understood(
            of_page(found, blocks),
            changeable=course.head.changeable,
            adds=adds or MUSTS in blocks,
        )

    def _boxes(self) -> Sequence[tuple[QuestionBlock, TextBox]]:
        """The texts of the page that are read, one by one."""
        found: list[tuple[QuestionBlock, TextBox]] = []
        for id, block in self._blocks.items():
            field = block.input.field
            if id in READ_FROM and isinstance(field, ListEditor):
                found += [(block, box) for box in field.boxes()]
            elif id in READ_FROM and isinstance(field, GrowingText):
                found.append((block, field.box))
        return found

    def _mark(self, box: TextBox) -> None:
        marks = marks_in(box)
        if marks is None:
            return
        if not marks.watched:
            marks.watched = True
            box.clicked.connect(partial(self._open_at, box, take_focus=False))
        context = self._context
        marks.show_marks(word_marks(context.knowledge, box.toPlainText(), self._said, context.today()))

    # Opening --------------------------------------------------------------------------------------

    def _open_at_cursor(self) -> None:
        focused = self._page.window().focusWidget()
        if isinstance(focused, TextBox):
            self._open_at(focused, take_focus=True)

    def _open_at(self, box: TextBox, *, take_focus: bool) -> None:
        """Say what the marked word under the cursor is taken for."""
        self.close()
        marks = marks_in(box)
        mark = marks.at(box.textCursor().position()) if marks is not None else None
        block = next((block for block, each in self._boxes() if each is box), None)
        if mark is None or block is None or not block.isEnabled():
            return
        card = self._card_of(mark, block.question.id, box)
        if card is not None:
            self._open(card, _place_of(box, mark, self._page), box, take_focus=take_focus)

    def _card_of(self, mark: WordMark, question: str, box: TextBox) -> MeaningCard | None:
        text = box.toPlainText()
        if mark.kind in ("typo", "unsure"):
            skill = self._context.knowledge.skills.skills[mark.value].name
            return self._maybe_card(
                MaybeRow(mark.kind, question, text, mark.start, mark.end, mark.words, mark.value, skill)
            )
        need = self._need_of(mark, question) if mark.kind == "need" else None
        return self._need_card(need) if need is not None else None

    def _need_of(self, mark: WordMark, question: str) -> BriefNeed | None:
        """The need that these words came to, or what they would alone."""
        context, light = self._context, self._course is not None and self._course.light
        found = brief_needs(context.knowledge, self._answers(), self._said, context.today(), light=light)
        skill = next((d.skill for d in (decision_on(self._said, mark.value, mark.words),) if d), mark.value)
        need = next((one for one in found if one.skill == skill), None)
        if need is None or need.words.casefold() == mark.words.casefold():
            return need
        return BriefNeed(
            skill, need.weight, need.level, need.confidence, mark.words, question, "read", mark.value
        )

    def _open_from_card(self, what: object, button: QWidget) -> None:
        self.close()
        card = (
            self._need_card(what.need)
            if isinstance(what, NeedChip)
            else self._maybe_card(what, searching=what.kind == "unknown")
            if isinstance(what, MaybeRow)
            else None
        )
        if card is not None:
            self._open(card, _rect_of(button, self._page), button, take_focus=True)

    def _add_by_hand(self, button: QWidget) -> None:
        self.close()
        told = say("It counts as needed until you say otherwise.")
        card = MeaningCard(self._context.knowledge, say("Add a skill"), told, (), searching=True)
        card.meant.connect(lambda skill: self._say(skill, weight=MUST))
        self._open(card, _rect_of(button, self._page), button, take_focus=True)

    def _open(self, card: MeaningCard, near: QRect, back: QWidget, *, take_focus: bool) -> None:
        self.meaning = card
        card.closed.connect(partial(self._leave_keys.setEnabled, False))
        card.open_over(self._page, near, back, take_focus=take_focus)
        self._leave_keys.setEnabled(not take_focus)

    def _leave(self) -> None:
        """Esc where one goes on typing under the card."""
        if self.meaning is not None:
            self.meaning.close_card()

    # What the cards say ---------------------------------------------------------------------------

    def _need_card(self, need: BriefNeed) -> MeaningCard:
        chip = chip_of(self._context.knowledge, need)
        if need.said_by == Lens.OWNER.value and self._context.lens is Lens.BROKER:
            return _owners_card(self._context.knowledge, chip, self._course)
        same = {"words": need.words, "read_as": need.read_as, "question": need.question, "level": need.level}
        right = partial(self._say, need.skill, weight=need.weight, **same)
        wrong = partial(self._say, need.skill, weight=need.weight, confirmed=False, **same)
        yes, no = say("Right meaning"), say("Not this")
        if need.state == IMPLIED:
            yes, no = say("Yes, it is needed"), say("Not needed")
        acts = [] if need.settled else [(yes, right)]
        if need.read_as:
            acts.append((no, wrong))
        if need.said is not None:
            undo = say("Take it off") if need.state == "added" else say("Read it anew")
            acts.append((undo, partial(self._take_back, need)))
        card = MeaningCard(self._context.knowledge, chip.name, chip.said, acts, weight=need.weight)
        card.meant.connect(lambda skill: self._say(skill, weight=need.weight, **same))
        card.weighed.connect(lambda weight: self._say(need.skill, weight=weight, **same))
        return card

    def _maybe_card(self, row: MaybeRow, *, searching: bool = False) -> MeaningCard:
        acts: list[tuple[str, Any]] = []
        told = say("We don’t know this word. Providers who know it can be matched once you say what it is.")
        if row.kind == "typo":
            told = say("Did you mean {name}?", name=row.name)
            acts.append((say("Use “{name}”", name=row.name), partial(self._take_maybe, row)))
        elif row.kind == "unsure":
            told = say("Does it mean {name}?", name=row.name)
            acts.append((say("Right meaning"), partial(self._take_maybe, row)))
        if row.skill:
            no = partial(
                self._say,
                row.skill,
                confirmed=False,
                words=row.words,
                read_as=row.skill,
                question=row.question,
            )
            acts.append((say("Not this"), no))
        title = say("“{words}”", words=row.words)
        card = MeaningCard(self._context.knowledge, title, told, acts, searching=searching)
        card.meant.connect(
            lambda skill: self._say(
                skill, weight=_usual(row, self._course), words=row.words, question=row.question
            )
        )
        return card

    # Acting ---------------------------------------------------------------------------------------

    def _say(self, skill: str, **facts: Any) -> None:
        course = self._course
        assert course is not None
        context = self._context
        name = context.knowledge.skills.skills[skill].name
        context.operations.run(
            partial(
                needs.say_need,
                project_id=course.head.id,
                skill=skill,
                by=context.lens.value,
                on=context.today(),
                **facts,
            ),
            say("Say what “{words}” means", words=facts.get("words") or name),
        )

    def _take_back(self, need: BriefNeed) -> None:
        assert need.said is not None
        context = self._context
        verb = partial(needs.take_back_need, need_id=need.said, on=context.today(), by=context.lens.value)
        context.operations.succeeded(verb, say("Take back what was said of a skill"))

    def _take_maybe(self, row: MaybeRow) -> None:
        """A typing error is put right where it stands; an everyday word becomes the skill it may name."""
        if row.kind == "unsure":
            self._say(row.skill, weight=_usual(row, self._course), words=row.words, question=row.question)
            return
        for block, box in self._boxes():
            text = box.toPlainText()
            if block.question.id == row.question and text.strip() == row.text.strip():
                begin = text.find(row.words, max(row.start - 1, 0))
                cursor = QTextCursor(box.document())
                cursor.setPosition(begin)
                cursor.setPosition(begin + len(row.words), QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(row.name)
                box.setFocus()
                self.look()
                return
        systems = self._blocks.get(TODAY)
        if row.question == TODAY and systems is not None:
            held = [dict(each) for each in systems.value or ()]
            for each in held:
                if each.get("use") == row.text:
                    each["use"] = row.text[: row.start] + row.name + row.text[row.end :]
            systems.take(held).setFocus()
            self.look()

    def _use(self, fact: FactRow) -> None:
        """Answer what the words have said already: on this page as if typed, elsewhere at once."""
        course, blocks = self._course, self._blocks
        assert course is not None
        elsewhere = []
        for question, value in fact.offer:
            if question in blocks:
                blocks[question].take(value)
            else:
                elsewhere.append(Given(question, value, False, False, self._context.lens.value))
        if elsewhere:
            self._context.operations.succeeded(
                partial(keep_answers, project_id=course.head.id, given=elsewhere, on=self._context.today()),
                say("Use “{words}”", words=fact.words),
                done=say("Used: {what}", what=fact.text),
            )
        self.look()


def _owners_card(knowledge: Knowledge, chip: NeedChip, course: Course | None) -> MeaningCard:
    """What the owner has said of a skill is only read here."""
    owner = (course.head.owner_name if course is not None else "") or say("The owner")
    words = say("{owner} has said so, and it is theirs to change. Talk it over at the visit.", owner=owner)
    return MeaningCard(knowledge, chip.name, "\n".join((chip.said, words)), (), changeable=False)


def _usual(row: MaybeRow, course: Course | None) -> str:
    return usual_weight(row.question, light=course is not None and course.light)


def _rect_of(widget: QWidget, page: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def _place_of(box: TextBox, mark: WordMark, page: QWidget) -> QRect:
    """Where a marked word stands on the page."""
    cursor = QTextCursor(box.document())
    cursor.setPosition(min(mark.start, len(box.toPlainText())))
    inside = box.cursorRect(cursor)
    return QRect(box.viewport().mapTo(page, inside.topLeft()), inside.size())
