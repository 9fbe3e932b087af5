"""The statement of work of the clinic as the documents' tests draw it."""

from datetime import date
from typing import Any

from app.queries import papers as p
from app.queries.work_papers import (
    DeliverableLine,
    LevelLine,
    MeetingLine,
    StatementPaper,
    TestLine,
    TraceLine,
    WorkClause,
)
from tests.documents import samples

TITLES = (
    "Who is in charge", "Why, and what success is", "What will be delivered", "What is not included",
    "What you provide", "What this rests on", "Stages, dates and tests", "How sign-off works",
    "Price and stage payments", "If it’s late or broken", "Changes", "Working rhythm", "Data and security",
    "Who owns the work", "Free fixing after go-live", "Ending early", "Order of documents", "Signatures",
)  # fmt: skip
LINES = (
    "Half a sentence of the parties, in plain words, which is long enough to go on below itself on paper.",
    "A second one.",
    "A third one, which says what happens if nobody does what the first two say, and who has to tell whom of it.",
    "A fourth one.",
)


def statement(**changes: Any) -> StatementPaper:
    """The statement that both sides signed, with `changes`."""
    whole = samples.summary()
    said: dict[str, Any] = {
        "head": whole.head,
        "firm": whole.firm,
        "plan": whole.plan,
        "clauses": tuple(
            WorkClause(number, title, "Term", LINES) for number, title in enumerate(TITLES, start=1)
        ),
        "starts_on": date(2026, 3, 16),
        "can_be_issued": True,
        "measures": whole.measures,
        "deliverables": tuple(
            DeliverableLine(f"D{number}", "Tested cabling, Wi-Fi and firewall", "M1, M5", number)
            for number in range(1, 6)
        ),
        "tests": tuple(
            TestLine(f"{stage}.{test}", "The main line is unplugged; a card sale works", "seen", "E. Thornaby")
            for stage in range(1, 6)
            for test in range(1, 4)
        ),
        "levels": tuple(
            LevelLine(f"Measure {number}", "at least 99.5%", "below 98.5%", "17% of the credit")
            for number in range(1, 7)
        ),
        "meetings": (MeetingLine("Kick-off", "owner, broker, provider", "90 minutes", "plan, owner tasks"),),
        "trace": (
            TraceLine("M1", "Import clients and animals", "D4", "4.1", "Control totals are equal", "4"),
            TraceLine("M2", "A programme manager on site", "", "", "", "", "Seen every week"),
        ),
        "provider_lead": whole.on_site,
        "owner_record": p.AgreementRecord("E. Thornaby", date(2026, 3, 13)),
        "provider_record": p.AgreementRecord("R. Tolland", date(2026, 3, 13), "recorded by P. Averill from a mail"),
    }  # fmt: skip
    return StatementPaper(**{**said, **changes})
