"""The quote request of the clinic, as it went out on 9 February."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.queries import papers as p
from app.queries import request_papers as r
from tests.documents import samples

WEIGHTS = (
    ("Cost over three years", 18),
    ("Skill fit", 14),
    ("Knows your trade", 12),
    ("Proven results", 12),
    ("Understanding and approach", 12),
    ("Credentials", 8),
    ("Named team", 6),
    ("Date and capacity", 5),
    ("Security and data care", 4),
    ("Communication and overlap", 3),
    ("Local presence", 3),
    ("After-care and way out", 3),
)


def told(**changes: Any) -> p.BriefPaper:
    """The brief as a provider reads it."""
    inside = {
        "money": None, "choosing": None, "talking_points": (), "estimate": None, "quality": None,
        "quality_band": "", "status": "", "next_act": "", "next_act_detail": "",
    }  # fmt: skip
    return samples.brief(**{**inside, **changes})


def request(**changes: Any) -> r.RequestPaper:
    """The pack, with two questions that were answered to all."""
    brief = told()
    contact = replace(brief.head.prepared_by, email="quotes@amberline.example", phone="01632 960 187")
    values = {
        "head": brief.head,
        "brief": brief,
        "currency": "GBP",
        "questions_until": date(2026, 2, 13),
        "quotes_by": date(2026, 2, 20),
        "decide_by": date(2026, 3, 2),
        "weights": WEIGHTS,
        "fixed_on": date(2026, 2, 6),
        "least_points": 60,
        "confidential": False,
        "contact": contact,
        "answered": (
            r.AnsweredQuestion("Can the old program export history?", "Yes: a trial export is attached."),
            r.AnsweredQuestion("Landlord consent for cabling?", "Written consent dated 3 Feb 2026."),
        ),
        "rounds": (),
        "scope_hash": "7a52511f87386681" * 4,
    }
    return r.RequestPaper(**{**values, **changes})
