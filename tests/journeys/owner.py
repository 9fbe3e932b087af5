"""An owner's first run: from the welcome to a brief that is shared, printed and on record."""

from __future__ import annotations

from tests.journeys import chapters
from tests.journeys.hands import Hands
from tests.journeys.walk import main, read_documents

OWNER = "Maren Fisk"
BUSINESS = "Fisk Boatyard"
BROKER = "Ingrid Halloran"
ON_PAPER = (OWNER, BUSINESS, BROKER, chapters.PROJECT, chapters.PROBLEM, chapters.OUTCOME, *chapters.MUSTS)
"""What has to be read on the brief that was issued."""


def walk(hands: Hands) -> None:
    """From first start to sharing."""
    chapters.first_start(hands, role="I run the business", person=OWNER, business=BUSINESS)
    hands.press("Describe a project")
    chapters.new_project(hands)
    chapters.describe(hands)
    hands.pick_row("How big it is, and how to buy it", inside="Parts")
    hands.chapter("are you ready")
    hands.press("I can describe the result")
    hands.press("One named person who answers within two working days")
    hands.press("Half a day")
    hands.press("Continue")
    hands.press("Save and close")
    chapters.fill_the_gaps(hands)
    hands.press("Save and close")
    hands.pick_row("How big it is, and how to buy it", inside="Parts")
    hands.chapter("how to buy it")
    hands.reads("How to buy it")
    hands.press("Check your answers")
    hands.write("Who is your broker?", BROKER)
    hands.press("Share with my broker")
    hands.reads(f"{BROKER} advises you on this brief.")
    hands.pick_row("Documents", inside="Places")
    hands.chapter("documents")
    chapters.issue_document(hands, "Brief")


if __name__ == "__main__":
    raise SystemExit(main(walk, read_documents))
