"""What providers are told of a brief: everything they need, and none of what is between owner and broker."""

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from app.persistence.workspace import Workspace
from app.services import briefs, projects
from app.words.formats import Formats
from app.workflows.documents import Wanted, draw_draft, paper_of, web_draft
from tests.services.test_briefs import ON, Desk

SECRETS = {
    "who decides": "Wilhelmina Decider",
    "who sees the quotes": "Quentin Onlooker",
    "the owner's own name": "Jo Hale-Hidden",
    "the broker's notes": "Notes for my eyes",
    "the broker's fee": "fee of 1,234",
    "a talking point": "Ask about the lawsuit",
    "the cost of running it": "4,321",
    "an incident": "real loss",
}
LOW, HIGH = "15,151", "27,272"
TOLD = ("Somebody got in through the mail", "Written findings", "31 May 2027", "Stage by stage")


def desk_with_secrets(workspace: Workspace, show: str) -> Desk:
    """A security check-up with something to hide in every place where it can be typed."""
    owner = projects.OwnerFacts(
        owner_name=SECRETS["the owner's own name"], business="Hale Foods", town="Ludlow"
    )
    desk = Desk(workspace, card="CARD-SAFE", main_template="TPL-CYB", owner=owner, broker_name="Dev Raman")
    money = {"low_minor": 1515100, "high_minor": 2727200, "currency": "GBP"}
    given: dict[str, Any] = {
        "b2.problem": "Somebody got in through the mail.",
        "b5.must": ["Written findings ranked by risk"],
        "b7.CYB.incident": "real loss",
        "b8.onsite": "key_moments",
        "b10.budget": money,
        "b10.show": show,
        "b10.run": {"low_minor": None, "high_minor": 432100, "currency": "GBP"},
        "b10.price": "stages",
        "b12.who": {"decides": SECRETS["who decides"], "see": [SECRETS["who sees the quotes"]]},
        "b12.when": "2027-05-31",
        "ready.skill": "0",
    }
    for question, value in given.items():
        desk.answer(question, value)
    desk.answer("b11.data", None, unknown=True)
    desk.do(briefs.add_talking_point, project_id=desk.project, text=SECRETS["a talking point"])
    workspace.write(
        lambda s: projects.write_broker_notes(
            s, project_id=desk.project, notes=SECRETS["the broker's notes"], fee=SECRETS["the broker's fee"]
        ),
        "Notes",
    )
    return desk


def texts(workspace: Workspace, desk: Desk, audience: str) -> list[str]:
    """The paper as PDF and as a web page, in one line each."""
    wanted, formats = Wanted("BRF", desk.project, audience=audience), Formats()
    paper = paper_of(workspace, wanted, formats, ON)
    pdf = draw_draft("BRF", paper, formats).pdf
    pages = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return [re.sub(r"\s+", " ", text) for text in (pages, web_draft("BRF", paper, formats))]


@pytest.mark.parametrize(
    ("show", "seen"),
    [("no", ()), ("top", (HIGH,)), ("yes", (LOW, HIGH))],
    ids=("nothing", "the top", "the range"),
)
def test_providers_are_told_the_work_and_of_the_budget_what_the_owner_allows(
    workspace: Workspace, show: str, seen: tuple[str, ...]
) -> None:
    desk = desk_with_secrets(workspace, show)
    for text in texts(workspace, desk, "provider"):
        assert [told for told in TOLD if told not in text] == []
        assert [what for what, words in SECRETS.items() if words in text] == []
        assert [figure for figure in (LOW, HIGH) if figure in text] == list(seen)
        assert "Providers are told" not in text
        assert "next visit" not in text


def test_the_owner_reads_what_providers_do_not(workspace: Workspace) -> None:
    """The same secrets are found where they belong, so that the test above looks for the right words."""
    desk = desk_with_secrets(workspace, "no")
    private = {"the broker's notes", "the broker's fee"}
    for text in texts(workspace, desk, "owner"):
        assert {what for what, words in SECRETS.items() if words not in text} == private
        assert LOW in text
        assert HIGH in text
