"""The mapped classes: identity, relations and rules in the user's words.

Importing this package maps every class, so that the workspace sees them all.
"""

from app.domain import briefs, clients, documents, engagements, projects, providers, quotes, shortlists

__all__ = ["briefs", "clients", "documents", "engagements", "projects", "providers", "quotes", "shortlists"]
