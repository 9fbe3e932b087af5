"""Needs read from words: `read` says what a text asks for, with the words each finding was read from."""

from app.analysis.needs.findings import (
    Burden,
    Day,
    Finding,
    ImpliedSkill,
    Length,
    Mark,
    Pattern,
    Polarity,
    Rate,
    Sum,
    Typo,
    Unknown,
    Unsure,
)
from app.analysis.needs.implied import implied
from app.analysis.needs.reading import Reading, read, verdicts
from app.analysis.needs.typos import did_you_mean
from app.analysis.needs.vocabulary import Vocabulary

__all__ = [
    "Burden",
    "Day",
    "Finding",
    "ImpliedSkill",
    "Length",
    "Mark",
    "Pattern",
    "Polarity",
    "Rate",
    "Reading",
    "Sum",
    "Typo",
    "Unknown",
    "Unsure",
    "Vocabulary",
    "did_you_mean",
    "implied",
    "read",
    "verdicts",
]
