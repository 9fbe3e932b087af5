"""How an engagement is run: meetings, earned value, split, overlap, change, acceptance, closing."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from app.analysis.keyed import Keyed
from app.analysis.said import Said


@dataclass(frozen=True, slots=True)
class Meeting:
    """A regular meeting of a class of engagement, or in its place a `rule`."""

    meet: Said
    length_min: int | None = None
    who: tuple[Said, ...] = ()
    broker: Said | None = None
    out: Said | None = None
    rule: Said | None = None


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """Who settles a disagreement next, and within how many working days."""

    level: int
    who: Said
    within: Said


@dataclass(frozen=True, slots=True)
class Governance:
    """Meetings by class of engagement, escalation, and what the weekly note holds."""

    by_class: Mapping[str, tuple[Meeting, ...]]
    escalation: tuple[EscalationStep, ...]
    weekly_note_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Light:
    """A state of health and the figures it stands for."""

    when: str
    light: Literal["green", "amber", "red"]
    do: Said | None = None


@dataclass(frozen=True, slots=True)
class EarnedValueRules:
    """When earned value is used and how it is read."""

    when: Said
    earning_rule: Said
    formulas: Mapping[str, str]
    thresholds: tuple[Light, ...]
    caution: Said


@dataclass(frozen=True, slots=True)
class RaciRow:
    """An activity, and per column who does it (R), answers for it (A), is asked (C) or told (I)."""

    activity: Said
    raci: tuple[Literal["R", "A", "C", "I", "A/R"], ...]


@dataclass(frozen=True, slots=True)
class Raci:
    """Who does what in an engagement."""

    columns: tuple[str, ...]
    rows: tuple[RaciRow, ...]


@dataclass(frozen=True, slots=True)
class SplitExample:
    """A worked split that an implementation must reproduce."""

    template: str
    scope_clarity: Decimal
    criticality: Decimal
    data_sensitivity: str
    internal_skill: Decimal
    trust_history: Decimal
    onsite_share: Decimal


@dataclass(frozen=True, slots=True)
class Split:
    """How much of the work stays near the owner; `onsite_floor` per template, `default` for the rest."""

    onsite_floor: Mapping[str, Decimal]
    formula: str
    worked_example: SplitExample
    stays_near_owner: tuple[Said, ...]
    may_go_remote: tuple[Said, ...]
    cost_of_distance: Said
    not_before: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class OverlapRule:
    """Hours a day that both sides must share; a service is staffed through its hours instead."""

    minimum_hours: Mapping[str, Decimal]
    service_hours: Said
    window: Said
    check: Said
    answers: Said


@dataclass(frozen=True, slots=True)
class Channel:
    """What is told how, by whom, when, and what is kept of it."""

    what: Said
    how: Said
    who: Said
    when: Said
    record: Said


@dataclass(frozen=True, slots=True)
class ChangeLimit:
    """A size of change and who decides it."""

    class_: Said
    decide: Said
    broker: Said


@dataclass(frozen=True, slots=True)
class ChangeControl:
    """What a change is and how it is decided."""

    definition: Said
    not_a_change: tuple[Said, ...]
    steps: tuple[Said, ...]
    limits: tuple[ChangeLimit, ...]
    urgent_rule: Said
    pricing_rule: Said
    dispute: Said


@dataclass(frozen=True, slots=True)
class AcceptanceClock:
    """Working days an owner has for a review, by class."""

    micro_task_wd: int
    project_wd: int
    blended_wd: int
    reminder: Said


@dataclass(frozen=True, slots=True)
class DeemedAcceptance:
    """Acceptance by silence: off, unless the signed plan says otherwise for a stage."""

    default: Literal["off"]
    allowed_only_if: Said
    never_for: Said
    needs: Said
    effect: Said


@dataclass(frozen=True, slots=True)
class AcceptanceRules:
    """How a stage is handed over, tested, accepted or sent back."""

    states: tuple[str, ...]
    clock: AcceptanceClock
    deemed_acceptance: DeemedAcceptance
    submission: Said
    severities: Mapping[int, Said]
    accept_if: Said
    accepted_with_list: Said
    reject: Said


@dataclass(frozen=True, slots=True)
class ClauseTopic:
    """A topic for the parties' own advisers, in plain words; not legal advice."""

    id: str
    topic: Said
    plain: Said


@dataclass(frozen=True, slots=True)
class ScorecardCriterion:
    """One line of the scorecard; its formula is coded beside its test."""

    id: str
    weight: Decimal
    name: Said
    formula: str


@dataclass(frozen=True, slots=True)
class ScorecardBand:
    """From which total the result is called what."""

    min: Decimal
    label: Said


@dataclass(frozen=True, slots=True)
class Scorecard:
    """How a finished engagement is judged."""

    criteria: Annotated[Mapping[str, ScorecardCriterion], Keyed()]
    total: str
    bands: tuple[ScorecardBand, ...]
    provider_rating: Said
    right_to_comment: Said


@dataclass(frozen=True, slots=True)
class BenefitCheck:
    """A day after closing, and what is asked on it."""

    day: int
    ask: Said


@dataclass(frozen=True, slots=True)
class Benefits:
    """How the owner's own figures are followed after the end."""

    fields: tuple[str, ...]
    formulas: Mapping[str, str]
    checks: tuple[BenefitCheck, ...]
    rule: Said


@dataclass(frozen=True, slots=True)
class EngagementRules:
    """Everything about running and closing an engagement."""

    governance: Governance
    earned_value: EarnedValueRules
    raci: Raci
    onsite_offshore_split: Split
    overlap_rule: OverlapRule
    communication_plan: tuple[Channel, ...]
    communication_language_rule: Said
    change_control: ChangeControl
    acceptance: AcceptanceRules
    clause_topics: Annotated[Mapping[str, ClauseTopic], Keyed()]
    closure_checklist: tuple[Said, ...]
    scorecard: Scorecard
    benefits: Benefits
