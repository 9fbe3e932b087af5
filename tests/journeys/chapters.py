"""Chapters that both journeys walk: the first start, and what a brief asks."""

from __future__ import annotations

from tests.journeys.hands import Hands

UNKNOWN = "I don't know yet"
PROJECT = "Wi-Fi that reaches the workshop"
PROBLEM = "The signal stops at the office door. In the workshop we walk back to read every drawing."
OUTCOME = "Everybody opens drawings on a tablet at the bench and nobody walks back to the office to read one."
MUSTS = (
    "Wi-Fi works in every room where we work, measured in 20 agreed places",
    "Visitors have their own Wi-Fi and see none of our things",
)


def first_start(hands: Hands, *, role: str, person: str, business: str) -> None:
    """The three questions of a first start."""
    hands.chapter("first start")
    hands.press(role)
    hands.press("Continue")
    hands.write("Your full name", person)
    hands.write("Your business", business)
    hands.press("Continue")
    hands.press("Start with my own work")
    hands.press("Begin")
    hands.reads(person)


def new_project(hands: Hands) -> None:
    """The kind of project, its template and its name."""
    hands.chapter("a new project")
    hands.press("Office network, Wi-Fi and computers")
    hands.press("Continue")
    hands.press("Network, Wi-Fi and internet")
    hands.press("Continue")
    hands.write("Give it a short name", PROJECT)
    hands.press("Start the project")


def first_words(hands: Hands, unknown: str = UNKNOWN) -> None:
    """What is in the way, what will be different, and a date that is left to the broker.

    `unknown` is how the reader says that something is not known yet.
    """
    hands.chapter("the short start")
    hands.write("What's getting in the way today?", PROBLEM)
    hands.press("Continue")
    hands.write("What will be different when it's done?", OUTCOME)
    hands.press("Add: Times the Wi-Fi drops: from 20 to 1 a week")
    hands.press("Continue")
    hands.reads("When do you need it?")
    hands.press(unknown, start=True)
    hands.press("Continue")


def describe(hands: Hands, unknown: str = UNKNOWN) -> None:
    """The short start of the brief, and then what it must do."""
    first_words(hands, unknown)
    hands.write("Low: To build it, all in", "4000")
    hands.write("High: To build it, all in", "9000")
    hands.press("Continue")
    hands.chapter("the brief so far")
    hands.pick_row("What must it do?", inside="Parts")
    for words in MUSTS:
        hands.press(f"Add: {words}")
    hands.press("Add: Electrical work")
    hands.press("Continue")
    hands.press("Save and close")


def fill_the_gaps(hands: Hands) -> None:
    """What "Check your answers" lists as still open, each from its link and back."""
    hands.press("Check your answers")
    hands.chapter("check your answers")
    hands.press("Who will use it")
    hands.press("Add: Office")
    hands.write("Who will use it?, row 1, How many", "9")
    hands.press("Continue")
    hands.press("Someone at your place")
    hands.press("One or two days a week")
    hands.press("Continue")
    hands.press("Information it handles")
    hands.press("Names and contact details")
    hands.press("A day")
    hands.press("Continue")
    hands.press("What matters most")
    hands.press("Price: Vital")
    hands.press("Continue")
    hands.press("Leave them for the visit")
    hands.reads("Nothing that is needed.")


def issue_document(hands: Hands, title: str) -> None:
    """Look at a document on the page of documents, then issue it."""
    hands.press(f"Preview: {title}")
    issue(hands)


def issue(hands: Hands) -> None:
    """Issue the document that is looked at."""
    hands.press("Issue it…")
    hands.press("Issue ", start=True, last=True)
    hands.reads("Issued. It is in the list with its number.")
