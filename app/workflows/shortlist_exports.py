"""A shortlist as a list for a spreadsheet, for the broker: everybody with places, points, reasons and rules."""

import re
import uuid
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial

from app.exchange.tables import Value, write_table
from app.queries import projects, shortlists
from app.queries.lens import Lens
from app.queries.shortlist_rows import ExcludedRow, ProviderCard, ShortlistView, WhyView
from app.words import say
from app.words.formats import Formats
from app.workflows.runner import Runner

LONGEST_NAME = 40
TENTH = Decimal("0.1")


def shortlist_table(runner: Runner, *, project_id: uuid.UUID, formats: Formats) -> bytes:
    """The list of a project as CSV; no cell of it is read as a formula by whatever opens it."""
    query = partial(shortlists.shortlist, lens=Lens.BROKER, project_id=project_id, formats=formats)
    view = runner.read(query)
    header = (
        say("Place"), say("Provider"), say("Match"), say("Word"), say("First"), *(each.name for each in view.weights),
        say("Usual price"), say("Currency"), say("Minutes away"), say("Free from"), say("Asked"), say("Speaks for it"),
        say("Speaks against it"), say("Not known"), say("Kept off by"), say("Reason"),
    )  # fmt: skip
    listed = [_listed(card) for card in view.cards]
    return write_table(header, [*listed, *(_kept_off(view, each) for each in view.excluded)])


def why_table(view: WhyView) -> bytes:
    """One score as CSV: every factor with its weight, points, what it adds, the average, and on what it rests."""
    header = (
        say("What matters"), say("How much, in percent"), say("Points of 100"), say("Adds"), say("Average points"),
        say("Why"), say("From"), say("Not known"),
    )  # fmt: skip
    rows: list[list[Value]] = [
        [
            each.name, each.weight, each.points, each.adds, each.average.quantize(TENTH), _joined(each.evidence),
            "; ".join(each.sources), _joined(each.missing),
        ]
        for each in view.factors
    ]  # fmt: skip
    return write_table(
        header, [*rows, [say("Total"), None, None, view.total, None, view.card.name, view.run_words, ""]]
    )


def _listed(card: ProviderCard) -> list[Value]:
    usual = card.usual
    return [
        card.place_words, card.name, card.shown, card.strength_words, card.first_words, *card.points,
        usual.decimal if usual else None, usual.currency if usual else "", card.travel_minutes, card.earliest_start,
        card.invited_on, _joined(card.strengths), _joined(card.weaknesses), _joined(card.unknowns), "",
        _joined(filter(None, (card.reason, card.moved_words))),
    ]  # fmt: skip


def _kept_off(view: ShortlistView, each: ExcludedRow) -> list[Value]:
    points: Sequence[Value] = [None] * len(view.weights)
    return [
        "", each.name, each.shown, "", "", *points, None, "", None, None, None, "", "", "",
        _joined(each.reasons), "",
    ]  # fmt: skip


def _joined(words: Iterable[str]) -> str:
    return " ".join(words)


def shortlist_name(runner: Runner, *, project_id: uuid.UUID) -> str:
    """What to call the file: no system takes offence at it."""
    head = runner.read(partial(projects.head, project_id=project_id))
    return file_name("providers", head.title if head else "")


def file_name(what: str, of: str) -> str:
    """A name for a file that no system takes offence at."""
    told = re.sub(r"[\W_]+", "-", of.casefold())[:LONGEST_NAME].strip("-")
    return f"{what}-{told}.csv" if told else f"{what}.csv"
