"""The mapped classes: identity, relations and rules in the user's words.

Importing this package maps every class, so that the workspace sees them all.
"""

from app.domain import (
    briefs,
    brokers,
    clients,
    cost_bases,
    documents,
    engagements,
    evaluations,
    letters,
    pricing,
    projects,
    providers,
    quote_questions,
    quotes,
    rate_files,
    replies,
    schedules,
    shortlists,
    team,
    terms,
)

__all__ = [
    "briefs",
    "brokers",
    "clients",
    "cost_bases",
    "documents",
    "engagements",
    "evaluations",
    "letters",
    "pricing",
    "projects",
    "providers",
    "quote_questions",
    "quotes",
    "rate_files",
    "replies",
    "schedules",
    "shortlists",
    "team",
    "terms",
]
