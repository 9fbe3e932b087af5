"""An owner and a broker at two computers, who hand one project to each other in files until both read the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.briefs import SuggestedChange
from app.domain.projects import Project
from app.domain.shortlists import Candidate, Disclosure
from app.queries import briefs
from tests.journeys import chapters
from tests.journeys.broker import BROKER, FORTH
from tests.journeys.hands import Hands
from tests.journeys.owner import BUSINESS, OWNER
from tests.journeys.walk import main

PAID = f"Only {BUSINESS} pays me, by the day."
BETTER = (
    "Everybody opens drawings on a tablet at the bench within 5 seconds, and nobody walks back to the office."
)
OUTCOME = "What will be different when it's done?"
IF_LATE = "The season begins in March, and boats wait on the slip."
OTHER_CLIENT = "Quayside Joinery"
NOTE_ON_PROVIDER = "Ospreyquill: slow to answer in August."
NOTE_ON_LIST = "Ospreyquill: ask for five percent off."
PRIVATE = (OTHER_CLIENT, NOTE_ON_PROVIDER, NOTE_ON_LIST)
"""What the broker keeps to herself."""


def table() -> Path:
    """Where the files lie that are handed over: beside the two homes."""
    return Path(os.environ["HOME"]).parent.parent


def handed_over() -> list[Path]:
    """The files that were handed over so far, the latest last."""
    return sorted(table().glob("*.engagement"))


def walk(hands: Hands) -> None:
    """The sitting that comes next: how many files were handed over tells which."""
    sittings: tuple[Callable[[Hands], None], ...] = (describe, suggest, weigh, read)
    sittings[len(handed_over())](hands)


def describe(hands: Hands) -> None:
    """The owner begins a brief and hands the project over."""
    chapters.first_start(hands, role="I run the business", person=OWNER, business=BUSINESS)
    hands.press("Describe a project")
    chapters.new_project(hands)
    chapters.first_words(hands)
    hands.press("Save and close")
    hands.press("Check your answers")
    hands.press("Leave them for the visit")
    hands.write("Who is your broker?", BROKER)
    hands.press("Share with my broker")
    hands.reads(f"{BROKER} advises you on this brief.")
    hand_over(hands, "Hand over to your broker")


def suggest(hands: Hands) -> None:
    """The broker takes it in, keeps her own notes, puts one answer in other words and a provider on the list."""
    chapters.first_start(
        hands, role="I advise businesses on IT", person=BROKER, business="Halloran IT Advice"
    )
    hands.pick_row("Clients", inside="Places")
    hands.press("Add a client")
    hands.write("Business", OTHER_CLIENT)
    hands.pick_row("Directory", inside="Places")
    hands.press("Add a provider")
    hands.write("Name", FORTH)
    hands.write("Town", "Leith")
    hands.choose("Country", "United Kingdom")
    hands.press("Office network and Wi-Fi")
    hands.press("Add this provider")
    hands.press("Notes", start=True)
    hands.write("Private notes", NOTE_ON_PROVIDER)
    open_file(hands)
    meet(hands, OWNER)
    hands.press("Import")
    hands.reads("Which client is it for?")
    hands.chapter("which client")
    hands.press("Add as a client")
    hands.pick_row("Brief", inside="Places")
    hands.pick_row("What will be different", inside="Parts")
    hands.write(OUTCOME, BETTER)
    hands.press("Save and close")
    say_if_late(hands, IF_LATE)
    hands.pick_row("Providers", inside="Places")
    hands.write("How are you paid, and by whom?", PAID)
    hands.press("File this")
    hands.press("Find providers")
    hands.press(f"Write a private note: {FORTH}")
    hands.write(f"Private note on {FORTH}", NOTE_ON_LIST)
    hands.press("Keep the note")
    hands.chapter("the shortlist")
    hand_over(hands, "Hand over to the owner")


def weigh(hands: Hands) -> None:
    """The owner settles what both answered, takes in what came back, accepts it and hands it over again."""
    say_if_late(hands, "Nothing much: we wait.")
    open_file(hands)
    hands.reads("You both changed 1 thing since you last exchanged this project")
    hands.reads(IF_LATE)
    say_if_late(hands, IF_LATE)
    open_file(hands)
    meet(hands, BROKER)
    hands.press("Import")
    hands.pick_row("Brief", inside="Places")
    hands.pick_row("What will be different", inside="Parts")
    hands.reads(f"{BROKER} suggests")
    hands.chapter("a suggestion")
    hands.press("Accept: ", start=True)
    hands.reads("Accepted.")
    hands.press("Save and close")
    hands.pick_row("Providers", inside="Places")
    hands.reads(PAID)
    hands.chapter("how the broker is paid")
    hands.press("I have read this")
    hands.reads(FORTH)
    assert not hands.sees("Rank again")  # from a directory that is not here
    hands.chapter("whom she suggests")
    hand_over(hands, "Hand over to your broker")


def read(hands: Hands) -> None:
    """The broker takes in what the owner said to it."""
    open_file(hands)
    hands.press("Import")
    hands.pick_row("Brief", inside="Places")
    hands.pick_row("What will be different", inside="Parts")
    hands.reads(f"{OWNER} accepted your wording")
    hands.chapter("accepted")
    hands.pick_row("Providers", inside="Places")
    hands.reads(f"Read by {OWNER}")


def say_if_late(hands: Hands, words: str) -> None:
    """Answer the question that nobody has answered so far."""
    hands.pick_row("Brief", inside="Places")
    hands.pick_row("When do you need it?", inside="Parts")
    hands.write("What happens if it's late?", words)
    hands.press("Save and close")


def hand_over(hands: Hands, words: str) -> None:
    """Write the next file from the overview, and see that it was read back."""
    hands.pick_row("Overview", inside="Places")
    hands.press(words)
    hands.chapter(words)
    path = table() / f"{len(handed_over()) + 1}.engagement"
    with hands.naming_a_file(path):
        hands.press("Write the file…")
    hands.reads("Written and read back")


def open_file(hands: Hands) -> None:
    """Drop the latest file on the window, wherever one is."""
    hands.drop(handed_over()[-1])
    hands.reads("What this file would change")
    hands.chapter("what it would change")


def meet(hands: Hands, person: str) -> None:
    """A computer that is new here says whose it is."""
    hands.reads("You have not had a file from this computer before")
    hands.reads(person)


def read_back(workspace: Any) -> dict[str, Any]:
    """What stands in the workspace of whoever sat there: what both are to read, and what one is not."""

    def shared(session: Session) -> dict[str, Any]:
        project = session.scalars(select(Project)).one()
        brief = briefs.answers(session, project_id=project.id)
        return {
            "title": project.title,
            "brief": sorted((asked, repr(value)) for asked, value in brief.values.items()),
            "left open": sorted(brief.unknown),
            "suggestions": [each.state.value for each in session.scalars(select(SuggestedChange))],
            "providers": [each.name for each in session.scalars(select(Candidate))],
            "paid": [(each.text, each.acknowledged_by) for each in session.scalars(select(Disclosure))],
        }

    kept = list(every_value(workspace))
    return {
        "shared": workspace.read(shared),
        "private": [words for words in PRIVATE if any(words.encode() in value for value in kept)],
    }


def every_value(workspace: Any) -> Iterator[bytes]:
    """Everything in any table, the journal included, as bytes."""
    connection = workspace.store.reading_connection()
    try:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            for row in connection.execute(f'SELECT * FROM "{name}"'):
                yield from (each if isinstance(each, bytes) else str(each).encode() for each in row)
    finally:
        connection.close()


if __name__ == "__main__":
    raise SystemExit(main(walk, read_back))
