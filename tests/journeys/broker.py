"""A broker's first run with a client, a project and providers of their own, up to a certificate."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from tests.journeys import chapters
from tests.journeys.hands import Hands
from tests.journeys.walk import main, read_documents

BROKER = "Ingrid Halloran"
CLIENT = "Quayside Joinery"
OWNER = "Tom Weir"
FORTH = "Forth Networks"
NORTHLIGHT = "Northlight Systems"
FACTS = (
    ("Languages", "English"), ("Minutes to the owner", "20"), ("Hours shared a day", "8"),
    ("Free person-days a week", "10"), ("Can start on", "tomorrow"), ("People", "14"), ("Founded in", "2009"),
    ("Yearly turnover", "1200000"), ("Insured up to", "1000000"),
)  # fmt: skip
CHECKED = (
    "Company registration and good standing", "Tax registration and no arrears declaration",
    "Professional indemnity", "Public and employer liability insurance", "Financial health check",
    "Client references", "Data-protection readiness", "Conflict-of-interest declaration",
    "Security questionnaire",
)  # fmt: skip
SKILLS = ("Network design", "Wi-Fi design and survey", "Firewall administration", "Structured cabling")
CODE_START = "Recovery code: "
DOCUMENTS = ("BRF-001",)
ON_PAPER = (OWNER, CLIENT, BROKER, chapters.PROJECT, chapters.PROBLEM, *chapters.MUSTS)
"""What has to be read on the last document."""


def walk(hands: Hands) -> None:
    """From first start to an issued certificate of acceptance."""
    chapters.first_start(
        hands, role="I advise businesses on IT", person=BROKER, business="Halloran IT Advice"
    )
    keep_recovery_code(hands)
    start_for_a_client(hands)
    chapters.describe(hands)
    chapters.fill_the_gaps(hands)
    hands.press("Agree this brief")
    hands.reads("Both sides stand behind this.")
    hands.pick_row("Documents", inside="Places")
    hands.chapter("the brief issued")
    chapters.issue_document(hands, "Brief")
    for name, town in ((FORTH, "Leith"), (NORTHLIGHT, "Stirling")):
        add_provider(hands, name, town)


def add_provider(hands: Hands, name: str, town: str) -> None:
    """A provider of the broker's own: who they are, what was checked, and what they can do."""
    hands.pick_row("Directory", inside="Places")
    hands.press("Add a provider")
    hands.chapter("a provider")
    hands.write("Name", name)
    hands.write("Town", town)
    hands.choose("Country", "United Kingdom")
    for label, text in FACTS:
        hands.write(label, text)
    hands.press("Office network and Wi-Fi")
    hands.press("Add this provider")
    hands.press("Checks", start=True)
    for credential in CHECKED:
        hands.press("Record a check")
        hands.choose("What", credential)
        hands.choose("How far it was checked", "2")
        hands.write("Issued by", "The register")
        hands.write("Ends on", "31 Dec 2027")
        hands.press("Record a check")
    hands.chapter("checks")
    hands.press("Skills", start=True)
    for skill in SKILLS:
        hands.press("Add a skill")
        hands.choose("Skill", skill)
        hands.choose("Level", "4")
        hands.press("Add a skill")
    hands.chapter("skills")


def keep_recovery_code(hands: Hands) -> None:
    """Make the code and type its end, as somebody does who wrote it down."""
    hands.press("Settings")
    hands.press("Make a recovery code")
    hands.chapter("the recovery code")
    code = hands.until(
        lambda: next(
            (
                each.accessibleName()
                for each in hands.window.findChildren(QLabel)
                if each.isVisible() and each.accessibleName().startswith(CODE_START)
            ),
            "",
        ),
        "The recovery code",
    )
    hands.write("Type its last 4 characters", code[-4:])
    hands.press("I have kept it")
    hands.reads("The recovery code is made.")


def start_for_a_client(hands: Hands) -> None:
    """Write down a client and begin its project from there."""
    hands.pick_row("Clients", inside="Places")
    hands.press("Add a client")
    hands.write("Business", CLIENT)
    hands.write("Contact", OWNER)
    hands.write("Town", "Leith")
    hands.chapter("a client")
    hands.press("Start a project")
    chapters.new_project(hands)


if __name__ == "__main__":
    raise SystemExit(main(walk, read_documents))
