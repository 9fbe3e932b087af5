"""The rows of what goes out with a request for quotes: the pack to read, and the form to fill in."""

from dataclasses import dataclass
from datetime import date

from app.queries.paper_parts import Head, Person
from app.queries.papers import BriefPaper
from app.queries.response_asks import ResponseForm


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question that somebody asked, and what everybody was answered. Who asked is not in it."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Told:
    """A later round: its day, and what it changed, in words."""

    on: date
    what: str


@dataclass(frozen=True, slots=True)
class RequestPaper:
    """The quote-request pack (RFQ): the same for everybody asked, and without what providers are not told."""

    head: Head
    brief: BriefPaper
    """The brief as providers read it."""

    currency: str
    questions_until: date | None
    quotes_by: date | None
    decide_by: date | None
    weights: tuple[tuple[str, int], ...]
    """Name of a criterion and its percent, the heaviest first."""

    fixed_on: date | None
    """When our own estimate was fixed; None where there is none."""

    least_points: int
    confidential: bool
    contact: Person
    answered: tuple[AnsweredQuestion, ...]
    rounds: tuple[Told, ...]
    scope_hash: str


@dataclass(frozen=True, slots=True)
class ResponsePaper:
    """The form of one provider."""

    head: Head
    form: ResponseForm
    quotes_by: date | None
    reply_to: Person
