"""The cards of "Are you ready?": how big the job is, how to buy it, how ready the owner is."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.analysis.money import Money
from app.queries.estimate_rows import EstimateView, ReadinessView
from app.words import say, say_count
from app.words.formats import Formats
from ui.widgets.bars import RangeBar
from ui.widgets.cards import Card, Line
from ui.widgets.charts import ChartWithTable, MeterBar
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import FlowLayout, column, framed, row
from ui.widgets.points import bullets
from ui.widgets.text import Heading, Icon, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop
PADDING = 20


def how_to_buy(ready: ReadinessView, still_open: QWidget | None) -> Card:
    """The sourcing class with the rule that led to it; `still_open` is what it hangs on while provisional."""
    marks = FlowLayout(8)
    if ready.provisional and not ready.small:
        marks.addWidget(StatusChip(say("Provisional"), "warn", filled=True))
    if ready.light:
        marks.addWidget(StatusChip(say("Light path"), "info", filled=True))
    quotes = say_count("At least {count} quote", "At least {count} quotes", ready.least_quotes)
    marks.addWidget(StatusChip(quotes, "neutral", icon="scale", filled=True))
    advice: list[Any] = [12, Line(), 8, *bullets(ready.advice)] if ready.advice else []
    told: list[Any] = []
    if ready.because:
        facts = say("Because of: {facts}", facts="; ".join(ready.because))
        told.append(Label(facts, "dense", "text2", wrap=True))
    if ready.limits:
        told.append(Label(say("Limits: {limits}", limits=ready.limits), "dense", "text2", wrap=True))
    return Card(
        column(
            Label(say("How to buy it"), "dense_strong", "text2"),
            4,
            Heading(ready.class_name, "title"),
            6,
            framed(marks),
            8,
            Prose(ready.class_reason, "body", "text"),
            4 if told else None,
            *told,
            10 if still_open is not None else None,
            still_open,
            *advice,
        ),
        padding=PADDING,
    )


def how_big(size: EstimateView, formats: Formats, usual: QWidget | None) -> Card:
    """Low, likely and high with the budget that is enough four times in five; effort and weeks below."""
    parts: list[Any] = [Label(say("How big it is"), "dense_strong", "text2"), 6]
    ends = (size.cost_low, size.cost_likely, size.cost_high)
    if all(ends):
        ring = say(
            "The ring is what is enough four times in five: {money}.",
            money=formats.money_short(size.cost_p80),
        )
        parts += [_chart(size, [each for each in ends if each is not None], formats), 2]
        parts += [Label(ring, "caption", "text3", wrap=True), 10]
        parts += [Prose(size.budget_advice, "dense", "text2")]
    else:
        parts += [Prose(size.summary, "body", "text")]
    return Card(column(*parts, *(_effort(size, formats, usual) if size.sized else ())), padding=PADDING)


def _chart(size: EstimateView, ends: Sequence[Money], formats: Formats) -> ChartWithTable:
    low, likely, high = ends
    money, held = formats.money_short, size.cost_p80
    words = say("Enough four times in five: {money}", money=money(held))
    bar = RangeBar(
        float(low.minor),
        float(likely.minor),
        float(high.minor),
        (money(low), money(likely), money(high)),
        points=[(float(held.minor), words)] if held is not None else [],
    )
    return ChartWithTable(size.summary, bar)


def _effort(size: EstimateView, formats: Formats, usual: QWidget | None) -> Iterator[Any]:
    figures = (
        (say("Work"), size.effort.words),
        (say("Half of such jobs need at most"), formats.effort(size.p50)),
        (say("Four in five need at most"), formats.effort(size.p80)),
        (say("From start to use"), size.weeks_words),
    )
    yield from (12, Line(), 8)
    for name, value in figures:
        told = Label(value, "dense_medium", wrap=True)
        yield framed(
            row((Label(name, "dense", "text2", wrap=True), 2), (told, 3), gap=14, margins=(0, 3, 0, 3))
        )
    for note in size.notes:
        yield Prose(note, "dense", "warn_text")
    yield from (10, usual) if usual is not None else ()
    yield from (8, Label(size.basis, "caption", "text3", wrap=True))


def how_ready(ready: ReadinessView, owner: str = "") -> Card:
    """The score or its bounds, and what to do about the weakest answers; a stopper comes first.

    `owner` is named where somebody else reads it.
    """
    told = say("{done} of {all} answered", done=ready.answered, all=ready.asked)
    bar = MeterBar(ready.answered / ready.asked if ready.asked else 0, said=told)
    title = say("How ready {name} is", name=owner) if owner else say("How ready you are")
    parts: list[Any] = [Label(title, "sub15", wrap=True), 8]
    if ready.answered:
        parts += [Label(ready.score_words, "strong", wrap=True), 4]
    if ready.band:
        parts += [Label(ready.band, "dense_medium", "text2", wrap=True), 4]
        parts += [Prose(ready.band_advice, "dense", "text2"), 8]
    parts += [bar, 4, Label(told, "caption", "text3")]
    for weak in sorted(ready.to_improve, key=lambda each: not each.blocker)[:4]:
        icon = Icon("octagon-alert", "danger", 14) if weak.blocker else Icon("triangle-alert", "warn", 14)
        words = column(
            Label(weak.question, "dense_medium", wrap=True), Prose(weak.advice, "dense", "text2"), gap=2
        )
        parts += [12, framed(row((icon, TOP), (words, 1), gap=8))]
    return Card(column(*parts), padding=18)
