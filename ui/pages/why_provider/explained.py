"""What stands under the head of "Why this provider": bars with their table, what would change it, what it rests on."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.queries.shortlist_rows import FactorRow, WhyView
from app.words import say, say_count
from app.words.formats import Formats
from ui.widgets.bars import Contribution, ContributionBars
from ui.widgets.cards import Card, Line
from ui.widgets.charts import ChartWithTable
from ui.widgets.gate_list import GateList, gates_in_short
from ui.widgets.layouts import column, framed, row
from ui.widgets.points import point
from ui.widgets.text import Heading, Label


def bars_card(why: WhyView, formats: Formats) -> Card:
    """What each factor adds, up to the total, with the average of the list and a table that says the same."""
    finding = say("Where the {points} come from", points=why.card.shown)
    count = max(1, why.of)
    average = say_count("average of the {count} provider", "average of the {count} providers", count)
    chart = ContributionBars(average, [_bar(each, formats) for each in why.factors])
    words = Label(say("How well they fit, times how much it matters"), "dense", "text3", wrap=True)
    total = row(
        (words, 1),
        Label(say("Total"), "dense", "text2"),
        Label(formats.one_decimal(why.total), "sub15", tabular=True),
        gap=8,
    )
    return Card(column(ChartWithTable(finding, chart), 8, Line(), 10, total), padding=18)


def _bar(each: FactorRow, formats: Formats) -> Contribution:
    number = formats.number
    found = next(iter((*each.evidence, *each.missing)), "")
    points = number(each.points.quantize(Decimal(1)))
    average = each.average * each.weight / 100
    return Contribution(
        each.name, each.weight_words, float(each.weight), float(each.adds), formats.one_decimal(each.adds),
        say("{points} of 100 · {evidence}", points=points, evidence=found),
        float(average), formats.one_decimal(average),
    )  # fmt: skip


def change_card(why: WhyView) -> Card:
    """What would have to be otherwise: of itself, of the weights."""
    told = (*why.single_changes, why.level, *why.would_change)
    return titled(say("What would change this"), [point("change", words) for words in told if words])


def weak_card(why: WhyView) -> Card:
    """What speaks against it, what nobody knows, and how fresh the evidence is."""
    card = why.card
    parts: list[QWidget] = [
        *(point("weakness", words) for words in card.weaknesses),
        *(point("unknown", words) for words in card.unknowns),
    ]
    if card.stale_words:
        parts.append(point("stale", card.stale_words, tone="warn_text"))
    parts.append(Label(card.confidence, "dense", "text3", wrap=True))
    return titled(say("Weak points and unknowns"), parts)


def sure_card(why: WhyView, sureness: str) -> Card | None:
    """How sure the first place is, whether other methods agree, and what brokers' words would change."""
    card = why.card
    told = [("first", sureness), ("agreement", why.agreement), ("endorsed", card.endorsed)]
    told += [("moved", card.moved_words), ("newcomer", card.newcomer_words)]
    parts: list[QWidget] = [point(kind, words, tone="text") for kind, words in told if words]
    if not parts:
        return None
    if why.tries:
        parts.append(Label(why.tries, "caption", "text3", wrap=True))
    return titled(say("How sure this place is"), parts)


def rests_card(why: WhyView) -> Card:
    """Every piece of evidence with its source and day."""
    return titled(say("What it rests on"), [part for each in why.factors for part in _evidence(each)])


def rules_card(why: WhyView) -> Card:
    """Every rule with its answer; what was ruled out is said first."""
    gates = why.card.gates
    if not gates:
        return titled(say("The rules"), [Label(say("No rules were applied."), "dense")])
    first = (
        say("The rules keep it off the list.")
        if why.ruled_out
        else say("The rules ruled nothing out: it may be asked.")
    )
    short = Label(gates_in_short(gates), "dense", "text3", wrap=True)
    return titled(
        say("The rules"), [Label(first, "dense", wrap=True), short, GateList(gates, can_write=False)]
    )


def titled(title: str, parts: Sequence[QWidget]) -> Card:
    """A card of lines under a small heading."""
    inside = column(Heading(title, "dense_strong"), 8)
    for part in parts:
        inside.addWidget(part)
        inside.addSpacing(3)
    inside.addStretch(1)
    return Card(inside, padding=16)


def _evidence(each: FactorRow) -> list[QWidget]:
    lines: list[QWidget] = [Label(each.name, "dense_medium", wrap=True)]
    for words, source in zip(each.evidence, each.sources, strict=True):
        lines.append(Label(words, "dense", "text2", wrap=True))
        lines.append(Label(source, "caption", "text3", wrap=True))
    lines += [Label(words, "dense", "text3", wrap=True) for words in each.missing]
    if each.capped:
        lines.append(Label(each.capped, "dense", "warn_text", wrap=True))
    lines.append(framed(column(6)))
    return lines
