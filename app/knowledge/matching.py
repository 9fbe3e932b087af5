"""Gates, criteria, red flags, interviews, negotiation, the award record and the broker's independence."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from app.analysis.keyed import Keyed
from app.analysis.said import Said
from app.knowledge.factors import Weights


@dataclass(frozen=True, slots=True)
class Gate:
    """A pass-or-fail test before any scoring; only a waivable one may be waived, in writing."""

    id: str
    test: Said
    waivable: bool


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the twelve criteria of a quote, scored 0-5; `anchors` say what 1, 3 and 5 look like."""

    id: str
    factor: str
    prior: Decimal
    name: Said
    rationale: Said
    anchors: Mapping[int, Said]
    auto: str | None = None
    fixed_before: Said | None = None


@dataclass(frozen=True, slots=True)
class Scoring:
    """How the total is made, and what stops an award."""

    total: Said
    range: str
    tie_rule: Said
    minimum: Said
    shortlist: Said


@dataclass(frozen=True, slots=True)
class ShortlistScore:
    """How the shortlist is ranked, and the places kept for fairness."""

    formula: Said
    note: Said
    fairness: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """One thing to look for in a quote."""

    id: str
    check: Said
    rule: Said | None = None


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A warning sign, severity 1 to 5."""

    id: str
    sign: Said
    severity: int


@dataclass(frozen=True, slots=True)
class InterviewQuestion:
    """A question to a person in a role, and what a good answer holds."""

    q: Said
    good: Said


@dataclass(frozen=True, slots=True)
class ReferenceScore:
    """How answers of a reference become a score."""

    formula: Said
    rule: Said


@dataclass(frozen=True, slots=True)
class NegotiationLever:
    """What may be offered, what it usually gives, and when not to."""

    id: str
    lever: Said
    gives: Said
    caution: Said | None = None


@dataclass(frozen=True, slots=True)
class AwardRecord:
    """The fields a decision record must hold."""

    id: str
    fields: tuple[str, ...]
    rule: Said


@dataclass(frozen=True, slots=True)
class FeeModel:
    """A way to pay the broker."""

    id: str
    name: Said
    default: bool


@dataclass(frozen=True, slots=True)
class DisclosureForm:
    """The fields of the broker's disclosure."""

    id: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndependenceBlock:
    """An interest, and what it forbids."""

    when: Said
    then: Said


@dataclass(frozen=True, slots=True)
class BrokerIndependence:
    """What keeps the broker on the owner's side."""

    principles: tuple[Said, ...]
    fee_models: Annotated[Mapping[str, FeeModel], Keyed()]
    disclosure_form: DisclosureForm
    blocks: tuple[IndependenceBlock, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """Everything between the brief and the award."""

    gates: Annotated[Mapping[str, Gate], Keyed()]
    missing_evidence: Said
    criteria: Annotated[Mapping[str, Criterion], Keyed()]
    weights: Weights
    scoring: Scoring
    shortlist_score: ShortlistScore
    quote_evaluation_checklist: Annotated[Mapping[str, QuoteCheck], Keyed()]
    normalisation: tuple[Said, ...]
    red_flags: Annotated[Mapping[str, RedFlag], Keyed()]
    red_flag_rule: Said
    interview_questions: Mapping[str, tuple[InterviewQuestion, ...]]
    reference_questions: tuple[Said, ...]
    reference_score: ReferenceScore
    negotiation_levers: Annotated[Mapping[str, NegotiationLever], Keyed()]
    negotiation_never: tuple[Said, ...]
    award_record: AwardRecord
    broker_independence: BrokerIndependence
