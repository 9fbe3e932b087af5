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
LEAD = "Ailsa Grant"
PROOF = "Mail with the signal map of all work areas"
FACTS = (
    ("Languages", "English"), ("Minutes to the owner", "20"), ("Hours shared a day", "8"),
    ("Free person-days in a usual week", "10"), ("Can start on", "tomorrow"), ("People", "14"), ("Founded in", "2009"),
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
DOCUMENTS = ("BRF-001", "ACC-001")
ON_PAPER = (OWNER, CLIENT, FORTH, chapters.PROJECT, PROOF)
"""What has to be read on the last document."""


def walk(hands: Hands) -> None:
    """From first start to an issued certificate of acceptance."""
    chapters.first_start(
        hands, role="I advise businesses on IT", person=BROKER, business="Halloran IT Advice"
    )
    keep_recovery_code(hands)
    start_for_a_client(hands)
    chapters.describe(hands, unknown="Not known yet")
    chapters.fill_the_gaps(hands)
    hands.write(f"Full name of {OWNER}", OWNER)
    hands.press("Agree this brief")
    hands.reads("Both sides stand behind this.")
    hands.pick_row("Documents", inside="Places")
    hands.chapter("the brief issued")
    chapters.issue_document(hands, "Brief")
    for name, town in ((FORTH, "Leith"), (NORTHLIGHT, "Stirling")):
        add_provider(hands, name, town)
    ask_both(hands)
    choose(hands)
    agree_the_plan(hands)
    accept_a_stage(hands)
    hands.press("Make the certificate")
    hands.chapter("the certificate")
    chapters.issue(hands)


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


def ask_both(hands: Hands) -> None:
    """How the broker is paid comes first and is read by the owner; then the list, and who is asked."""
    hands.pick_row("Providers", inside="Places")
    hands.write("How are you paid, and by whom?", f"Only {CLIENT} pays me, by the day.")
    hands.press("File this")
    hands.press("Let the owner read it")
    hands.press("I have read this")
    hands.reads(f"Read by {OWNER}")
    hands.press(f"{BROKER}, Owner view", start=True)
    hands.press("Find providers")
    hands.reads("9 of 9 rules passed")
    hands.chapter("the shortlist")
    for name in (FORTH, NORTHLIGHT):
        hands.press(f"Ask {name} for a quote")
    hands.press("Ask 2 for quotes", start=True)
    hands.write("Quotes by", "in 2 weeks")
    hands.write(f"Full name of {OWNER}", OWNER)
    hands.press("Ask them now")
    hands.press("See the quotes")


def choose(hands: Hands) -> None:
    """Both quotes recorded, compared, and one chosen in the owner's words and name."""
    record_quote(hands, FORTH, price="6400", weeks="5", visitors="Included")
    record_quote(hands, NORTHLIGHT, price="5900", weeks="9", visitors="Not included")
    hands.press("Close the round and compare")
    hands.chapter("compare")
    hands.press(f"Choose {FORTH}")
    hands.press("Must-haves covered: 2 of 2")
    hands.write("In your own words", "It covers both things we must have, and is here four weeks sooner.")
    hands.press("Continue")
    hands.chapter("choose")
    hands.write(f"Full name of {OWNER}", OWNER)
    hands.press(f"Choose {FORTH}")


def record_quote(hands: Hands, provider: str, *, price: str, weeks: str, visitors: str) -> None:
    """What the letter of a provider says; `visitors` is its answer on the second must-have."""
    if hands.sees(f"Record the quote of {provider}"):
        hands.press(f"Record the quote of {provider}")
    else:  # of the first, while nobody has answered
        hands.press("Record a quote")
        hands.pick_in_menu(provider)
    hands.chapter("a quote")
    hands.write("Price, excl. tax", price)
    hands.press("Comes on top")
    hands.write("Tax rate", "20")
    hands.write("Price holds until", "in 8 weeks")
    hands.press("Included", nth=0)
    hands.press(visitors, nth=1)
    for label in (
        "Support a month, excl. tax",
        "Licences a month, excl. tax",
        "Things you buy yourself, excl. tax",
    ):
        hands.write(label, "0")
    hands.write("How long it takes", weeks)
    hands.write("Person on site", LEAD)
    hands.write("When they are there", "2 days a week")
    hands.write("Free fixing after", "60")
    hands.press("Record it as in")


def agree_the_plan(hands: Hands) -> None:
    """The plan from the quote, a test for each must-have, and both sides' names."""
    hands.pick_row("Plan", inside="Places")
    hands.press("Fill in from", start=True)
    hands.press("Stages and sign-off tests", start=True)
    hands.pick_row("Network live and tested", inside="Stages of the plan")
    for number in (1, 2):
        hands.press(f"Add a test for must-have {number} to stage 3")
    hands.chapter("the plan")
    hands.press("Agree", start=True)
    hands.press("Agree to the text")
    hands.write("Who agreed for them?", LEAD)
    hands.write("Which file or message does it stand in?", "their mail of today")
    hands.press("Record that they agree")
    hands.write(f"Full name of {OWNER}", OWNER)
    hands.press("Agree to this plan")
    hands.press("Open progress")


def accept_a_stage(hands: Hands) -> None:
    """Work begins, proof comes in as a message, every test passes, and the owner accepts by name."""
    hands.press("Record that work has begun")
    hands.press("Add proof for test", start=True)
    hands.press("A message")
    hands.write("What it shows", PROOF)
    hands.press("Keep this proof")
    hands.press("Hand over for review")
    hands.press("Review it")
    hands.chapter("the review")
    hands.press("Pass")
    hands.press("Accept this stage")
    hands.write(f"Full name of {OWNER}", OWNER)
    hands.press("Accept this stage")
    hands.reads(f"Accepted by {OWNER}")


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
