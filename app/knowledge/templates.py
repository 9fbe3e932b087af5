"""The eighteen project templates: what a job of this kind asks, holds, costs and is checked by."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from app.analysis.conditions import Condition, Inputs, holds
from app.analysis.keyed import Keyed
from app.analysis.said import Said
from app.analysis.work import Driver, Effort, WorkPackage


@dataclass(frozen=True, slots=True)
class TemplateQuestion:
    """A question of the template that does not size the job; `labels` are the words for `options`.

    A `private` answer is for the owner and the broker, unless they tell it themselves.
    """

    key: str
    type: Literal["text", "choice"]
    question: Said
    options: tuple[str, ...] = ()
    labels: tuple[Said, ...] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A milestone (on screen: a stage): its packages, its sign-off tests and its part of the price."""

    id: str
    name: Said
    payment_pct: Decimal
    work_packages: tuple[str, ...]
    acceptance: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AcceptanceCriterion:
    """A sign-off test. One that touches security, data or money is never accepted by silence."""

    id: str
    criterion: Said
    test: Said
    pass_if: Said
    touches: tuple[Literal["security", "data", "money"], ...]
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class TemplateMeasure:
    """A service measure with this template's target; `credit` false: reported, carries no money."""

    sla: str
    target: Decimal
    credit: bool = True


@dataclass(frozen=True, slots=True)
class TemplateRisk:
    """A risk of the library with what is done about it in this kind of job."""

    risk: str
    mitigation_here: Said


@dataclass(frozen=True, slots=True)
class OwnerTask:
    """What the owner's side must do, and by when."""

    task: Said
    by: Said


@dataclass(frozen=True, slots=True)
class HiddenCost:
    """What quotes tend to leave out, with its usual size in words."""

    item: Said
    size: Said


@dataclass(frozen=True, slots=True)
class CredentialNeed:
    """A credential the provider must or should hold; any one of the `alternatives` meets it too."""

    credential: str
    level: Literal["must", "should"]
    alternatives: tuple[str, ...] = ()
    when: Condition | None = None

    def accepted(self) -> tuple[str, ...]:
        """Every credential that meets this need."""
        return (self.credential, *self.alternatives)


@dataclass(frozen=True, slots=True)
class SkillNeed:
    """A skill the job needs, 1 to 5, with its weight.

    The need is met by the skill or any of the `alternatives`; it is dropped where `when` is false
    or the engagement class is not among `classes`; `must_when` turns a nice-to-have into a must.
    """

    skill: str
    level: int
    need: Literal["must", "nice"]
    weight: Decimal
    alternatives: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    when: Condition | None = None
    must_when: Condition | None = None

    def applies(self, drivers: Inputs, engagement_class: str | None) -> bool:
        """Whether the need counts at all; an open class keeps it."""
        in_class = not self.classes or engagement_class is None or engagement_class in self.classes
        return in_class and holds(self.when, drivers)

    def is_must(self, drivers: Inputs) -> bool:
        """Whether failing it fails the gate."""
        return self.need == "must" or (self.must_when is not None and holds(self.must_when, drivers))


@dataclass(frozen=True, slots=True)
class WorkedEstimate:
    """What the estimate comes to at the drivers' defaults: every implementation must reproduce it."""

    packages_pd: Mapping[str, Effort]
    total_pd: Effort
    mean_pd: Decimal
    p80_pd: Decimal
    indicative_cost_gbp_all_onshore: tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of project, complete."""

    id: str
    name: Said
    default_class: str
    pricing_models: tuple[str, ...]
    default_onsite_share: Decimal
    summary: Said
    drivers: Annotated[Mapping[str, Driver], Keyed("key")]
    questions: Annotated[Mapping[str, TemplateQuestion], Keyed("key")]
    scope_in: tuple[Said, ...]
    scope_out: tuple[Said, ...]
    work_packages: Annotated[Mapping[str, WorkPackage], Keyed()]
    milestones: Annotated[Mapping[str, Stage], Keyed()]
    acceptance_criteria: Annotated[Mapping[str, AcceptanceCriterion], Keyed()]
    service_measures: Annotated[Mapping[str, TemplateMeasure], Keyed("sla")]
    risks: Annotated[Mapping[str, TemplateRisk], Keyed("risk")]
    owner_tasks: tuple[OwnerTask, ...]
    hidden_costs: tuple[HiddenCost, ...]
    credentials: tuple[CredentialNeed, ...]
    skills: tuple[SkillNeed, ...]
    owner_effort_share: tuple[Decimal, Decimal]
    worked_estimate_at_defaults: WorkedEstimate

    def default_drivers(self) -> dict[str, Decimal]:
        """Every driver at its default: what counts until the owner answers."""
        return {key: driver.default for key, driver in self.drivers.items()}


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """A template's line in the index."""

    id: str
    name: Said
    file: str
    default_class: str


@dataclass(frozen=True, slots=True)
class TemplateIndex:
    """All templates by id, in the order they are listed."""

    version: str
    templates: Annotated[Mapping[str, TemplateEntry], Keyed()]
