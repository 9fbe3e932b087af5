"""The card "Understood so far": what the words of the brief were taken for, each as a way to put it right."""

from collections.abc import Container, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.knowledge.told import READ_FROM
from app.queries.brief_facts import FactRow
from app.queries.understood import MaybeRow, NeedChip, Understood, need_words
from app.words import say, say_known
from ui.widgets.buttons import ChipButton, LinkButton
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.text import Icon, Label, Prose

MOST_UNKNOWN = 6
"""Words that nobody knows which are listed; more would be noise."""


class UnderstoodCard(Card):
    """Chips by what is said of them, quiet rows for the rest, then what is asked back. It never insists."""

    opened = Signal(object, QWidget)
    """A `NeedChip` or `MaybeRow` and the button that was pressed."""

    used = Signal(object)
    """A `FactRow` whose offer is taken."""

    replaced = Signal(object)
    """A `MaybeRow`: the typing error is put right."""

    adding = Signal(QWidget)
    """A need is to be added by hand; the button that was pressed."""

    def __init__(self) -> None:
        self._place = column()
        super().__init__(framed(self._place), padding=16)
        self._shown: object = None
        self.setAccessibleName(say("Understood so far"))
        self.hide()

    def show_understood(self, found: Understood, *, changeable: bool, adds: bool = True) -> None:
        """Show what was understood; where nothing was, only that it would stand here if one `adds` to it."""
        self.setVisible(not found.nothing or (adds and changeable))
        if (found, changeable, adds) == self._shown:
            return
        self._shown = (found, changeable, adds)
        clear(self._place)
        head = row(
            Icon("list-checks", "accent", 18), (Label(say("Understood so far"), "sub15", wrap=True), 1), gap=9
        )
        parts: list[QWidget | int] = [framed(head)]
        for heading, chips in groupby(found.needs, key=lambda chip: need_words(chip.need)):
            parts += [
                6,
                Label(heading, "caption_medium", "text3"),
                4,
                self._chips(list(chips), changeable),
            ]
        if found.needs:
            told = (
                say(
                    "Providers are matched on what is needed. "
                    "Click an underlined word, or press Alt+Enter in it, to change it."
                )
                if changeable
                else say("Providers are matched on what is needed.")
            )
            parts += [8, Prose(told, "caption", "text3")]
        if found.nothing:
            parts += [4, Prose(say("Nothing yet. What your words ask for is listed here."), "dense", "text2")]
        if found.facts:
            parts += [10, *(self._fact(fact, changeable) for fact in found.facts)]
        parts += self._questions([each for each in found.maybes if each.kind != "unknown"], changeable)
        parts += self._unknown(
            [each for each in found.maybes if each.kind == "unknown"][:MOST_UNKNOWN], changeable
        )
        parts += self._implied(found.implied, changeable)
        if adds and changeable:
            add = LinkButton(say("Add a skill by hand"), icon="plus")
            add.clicked.connect(lambda: self.adding.emit(add))
            parts += [8, framed(row(add, STRETCH))]
        self._place.addLayout(column(*parts))

    def _chips(self, chips: list[NeedChip], changeable: bool) -> QFrame:
        flow = FlowLayout(6)
        for chip in chips:
            button = ChipButton(chip.name)
            button.setAccessibleDescription(chip.said)
            button.setToolTip(chip.said)
            button.setEnabled(changeable)
            if chip.need.settled:
                button.set_icon("check", "accent_text")
            button.clicked.connect(partial(self.opened.emit, chip, button))
            flow.addWidget(button)
        return framed(flow)

    def _implied(self, chips: Sequence[NeedChip], changeable: bool) -> list[QWidget | int]:
        """What nobody named: by its reason, quieter than what somebody did."""
        parts: list[QWidget | int] = []
        for reason, called in groupby(chips, key=lambda chip: chip.need.reason):
            parts += [6, Prose(say_known(reason), "caption", "text3"), self._links(list(called), changeable)]
        return [10, Label(say("Called for, too"), "caption_medium", "text3"), *parts] if parts else []

    def _links(self, chips: list[NeedChip], changeable: bool) -> QFrame:
        flow = FlowLayout(8)
        for chip in chips:
            link = LinkButton(chip.name, wrap=True)
            link.setEnabled(changeable)
            link.setAccessibleDescription(chip.said)
            link.setToolTip(chip.said)
            link.clicked.connect(partial(self.opened.emit, chip, link))
            flow.addWidget(link)
        return framed(flow)

    def _fact(self, fact: FactRow, changeable: bool) -> QWidget:
        told = say("{label}: {text}", label=fact.label, text=fact.text)
        if fact.words.casefold() not in fact.text.casefold():
            told = say("{label}: {text}, from “{words}”", label=fact.label, text=fact.text, words=fact.words)
        line = Prose(told, "dense", "text2")
        if fact.why:
            return framed(column(line, 2, Prose(fact.why, "caption", "text3"), 4))
        if not (fact.offer and changeable):
            return framed(column(line, 2))
        use = LinkButton(say("Use this"))
        use.setAccessibleName(say("Use this: {what}", what=told))
        use.clicked.connect(partial(self.used.emit, fact))
        return framed(column(line, row(use, STRETCH), 4))

    def _questions(self, asked: list[MaybeRow], changeable: bool) -> list[QWidget | int]:
        parts: list[QWidget | int] = []
        for each in asked if changeable else ():
            typo = each.kind == "typo"
            words = (
                say("“{words}”: did you mean {name}?", words=each.words, name=each.name)
                if typo
                else say("Does “{words}” mean {name}?", words=each.words, name=each.name)
            )
            take = LinkButton(say("Use “{name}”", name=each.name) if typo else say("Yes"))
            take.setAccessibleDescription(words)
            take.clicked.connect(partial(self.replaced.emit, each))
            other = LinkButton(say("Something else"), kind="link")
            other.setAccessibleDescription(words)
            other.clicked.connect(partial(self.opened.emit, each, other))
            acts = FlowLayout(12)
            acts.addWidget(take)
            acts.addWidget(other)
            parts += [8, Prose(words, "dense", "text2"), framed(acts)]
        return parts

    def _unknown(self, words: list[MaybeRow], changeable: bool) -> list[QWidget | int]:
        if not words:
            return []
        flow = FlowLayout(12)
        for each in words:
            link = LinkButton(each.words, wrap=True)
            link.setEnabled(changeable)
            link.setAccessibleName(say("Say what “{words}” is", words=each.words))
            link.clicked.connect(partial(self.opened.emit, each, link))
            flow.addWidget(link)
        return [10, Label(say("Words we don’t know"), "caption_medium", "text3", wrap=True), 2, framed(flow)]


def of_page(found: Understood, blocks: Container[str]) -> Understood:
    """All of it where words are read, asking back about those of the page; elsewhere what answers its questions."""
    if any(id in blocks for id in READ_FROM):
        return replace(found, maybes=tuple(each for each in found.maybes if each.question in blocks))
    here = tuple(
        fact
        for fact in found.facts
        if fact.about in blocks or any(question in blocks for question, _ in fact.offer)
    )
    return Understood(facts=here)
