"""The clinic of the sample as tests need it: a project brought to any point by the product's own verbs."""

import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, partial, wraps
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.briefs import BriefItem, ItemKind, ShouldCost
from app.domain.engagements import Payment, SignOffTest, Stage
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.domain.shortlists import Candidate
from app.knowledge import load_knowledge
from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from app.services import decisions, engagements, payments, projects, quotes, stages
from app.services.lifecycle import advance
from app.services.projects import OwnerFacts
from tests.analysis.shipped import as_written
from tests.once import once

T = TypeVar("T")
R = TypeVar("R")
REMEMBERED = ("project", "musts", "candidates", "quotes", "engagement", "stages")
OWNER = "Clare Bramble"
TO_SCOPED = (
    ("finish readiness and strategy questions", "owner"),
    ("choose broker", "owner"),
    ("agree brief and estimate", "owner"),
)
GATES = tuple(f"GATE-0{number}" for number in range(1, 10))
PROVIDERS = {"PRV-01": "Larchfield Systems", "PRV-02": "Brandreth IT", "PRV-03": "Quickstep Tech"}
WHY = "They went through our three awkward cases before quoting."


@cache
def case() -> Mapping[str, Any]:
    """The sample case as written."""
    loaded: Mapping[str, Any] = as_written("sample", "case_vet_clinic.yaml")
    return loaded


def day(text: str) -> date:
    """A date of the case."""
    return date.fromisoformat(text)


def gbp(amount: object) -> Money:
    """Pounds as written in the case."""
    return Money.of(Decimal(str(amount)), "GBP")


def holidays() -> frozenset[date]:
    """The closed days of the case."""
    return frozenset(day(text) for text in case()["calendar"]["holidays"])


def outcome(**answers: str) -> dict[str, object]:
    """What a ranking keeps of a candidate: every gate passed but those named, GATE_04="fail"."""
    given = {name.replace("_", "-"): answer for name, answer in answers.items()}
    waivable = {"GATE-02", "GATE-03", "GATE-04", "GATE-05", "GATE-07", "GATE-09"}
    return {
        "gates": [
            {"gate": gate, "answer": given.get(gate, "pass"), "waivable": gate in waivable} for gate in GATES
        ]
    }


def _scene(method: Callable[..., R]) -> Callable[..., R]:
    """The whole method as one unit of work, played once a run and recalled from its files afterwards."""

    @wraps(method)
    def run(self: "Clinic", *args: Any, **kwargs: Any) -> Any:
        if self.untouched and type(self) is Clinic and not args and not kwargs:
            return _recall(self, method.__name__)
        with self.together():
            return method(self, *args, **kwargs)

    return run


@cache
def _kept(name: str) -> tuple[Path, dict[str, Any]]:
    return once(f"clinic-{name}", partial(_play, name))


def _play(name: str, base: Path) -> tuple[Path, dict[str, Any]]:
    keys = Keys(base / "keys", keychain=lambda: None)
    with Workspace.create(base / "workspace", keys, person="Dev Marsh", device="test") as workspace:
        clinic = Clinic(workspace)
        with clinic.together():
            getattr(clinic, name)()
    return base, {key: getattr(clinic, key) for key in REMEMBERED}


def _recall(clinic: "Clinic", name: str) -> Any:
    kept, ids = _kept(name)
    base = clinic.workspace.folder.parent
    clinic.workspace.close()
    shutil.rmtree(clinic.workspace.folder)
    shutil.copytree(kept, base, dirs_exist_ok=True)
    for key, value in ids.items():
        setattr(clinic, key, deepcopy(value))
    _reopen(clinic)
    return clinic


def _reopen(clinic: "Clinic") -> None:
    """Open the files again inside the object that the test and its fixture hold."""
    opened = Workspace.open(clinic.workspace.folder, clinic.workspace.keys)
    clinic.workspace.__dict__.update(opened.__dict__)


@dataclass
class Clinic:
    """The clinic's project in a workspace, with the ids that the verbs gave."""

    workspace: Workspace
    project: uuid.UUID = field(default_factory=uuid.uuid4)
    musts: list[uuid.UUID] = field(default_factory=list)
    candidates: dict[str, uuid.UUID] = field(default_factory=dict)
    quotes: dict[str, uuid.UUID] = field(default_factory=dict)
    engagement: uuid.UUID | None = None
    session: Session | None = None

    @property
    def untouched(self) -> bool:
        """Whether nothing has happened yet, so that a kept scene can be recalled."""
        return self.session is None and not self.musts and self.workspace.undo_step() is None

    stages: list[uuid.UUID] = field(default_factory=list)

    def do(self, verb: Any, /, **arguments: Any) -> Any:
        """Run one verb as its own unit of work, or within the one that `together` opened."""
        if self.session is not None:
            result = verb(self.session, **arguments)
            self.session.flush()
            return result
        return self.workspace.write(lambda session: verb(session, **arguments), verb.__name__)[0]

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several verbs as one unit of work: setting the scene costs one commit instead of many."""
        if self.session is not None:
            yield
            return
        with self.workspace.unit("set the scene") as session:
            self.session = session
            try:
                yield
            finally:
                self.session = None

    def see(self, query: Any, /, **arguments: Any) -> Any:
        """Run one query."""
        if self.session is not None:
            return query(self.session, **arguments)
        return self.workspace.read(lambda session: query(session, **arguments))

    def all(self, entity: type[T], *order: Any) -> list[T]:
        """Every row of an entity."""
        return list(self.see(lambda session: session.scalars(select(entity).order_by(*order)).all()))

    def get(self, entity: type[T], key: uuid.UUID) -> T:
        """One row as it stands."""
        row: T = self.see(lambda session: session.get_one(entity, key))
        return row

    @_scene
    def scoped(self, **answers: str) -> "Clinic":
        """Described and agreed, with three providers ranked; `answers` are gates of the first one."""
        self.project = self.do(
            projects.start,
            title=case()["project"]["title"],
            card="CARD-RUN",
            main_template="TPL-ERP",
            further_templates=("TPL-NET",),
            owner=OwnerFacts(owner_name=OWNER, business="Bramblecott Vets Ltd", town="Harrowmere"),
            broker_name="E. Thornaby",
            on=day("2026-01-12"),
        )
        self.do(self._scope)
        self.do(self._rank, answers=answers)
        return self

    def _scope(self, session: Session) -> None:
        project = session.get_one(Project, self.project)
        for event, who in TO_SCOPED:
            advance(session, "Project", project.id, project, event, who=who, on=day("2026-02-06"))
        project.sourcing_class = "project"
        project.brief_version = 1
        for place, text in enumerate(case()["project"]["brief"]["must"]):
            item = BriefItem(project_id=project.id, kind=ItemKind.MUST, text=text, place=place)
            session.add(item)
            self.musts.append(item.id)
        ours = case()["should_cost"]
        session.add(
            ShouldCost(
                project_id=project.id,
                fixed_on=day(ours["fixed_on"]),
                build=gbp(ours["build"]),
                hardware=gbp(ours["hardware"]),
                support_month=gbp(ours["support_per_month"]),
                licences_month=gbp(ours["licences_per_month"]),
            )
        )

    def _rank(self, session: Session, answers: Mapping[str, str]) -> None:
        for key, name in PROVIDERS.items():
            row = Candidate(
                project_id=self.project,
                provider_ref=uuid.uuid4(),
                name=name,
                outcome=outcome(**(answers if key == "PRV-01" else {})),
            )
            session.add(row)
            self.candidates[key] = row.id

    @_scene
    def asked(self, **answers: str) -> "Clinic":
        """All three asked, as in the case."""
        self.scoped(**answers)
        self.do(quotes.prepare_request, project_id=self.project, person="E. Thornaby", on=day("2026-02-06"))
        self.do(quotes.approve_request, project_id=self.project, person=OWNER, on=day("2026-02-09"))
        self.issue()
        return self

    def add_candidate(self, key: str, name: str) -> None:
        """One more provider on the list, with every gate passed."""

        def add(session: Session) -> uuid.UUID:
            row = Candidate(project_id=self.project, provider_ref=uuid.uuid4(), name=name, outcome=outcome())
            session.add(row)
            return row.id

        self.candidates[key] = self.do(add)

    def issue(self) -> None:
        """Hand over the request to everybody on the list."""
        self.do(
            quotes.issue_request,
            project_id=self.project,
            deadline=day("2026-02-20"),
            candidate_ids=tuple(self.candidates.values()),
            person="E. Thornaby",
            on=day("2026-02-09"),
        )
        by_candidate = {key: name for name, key in self.candidates.items()}
        for quote in self.all(Quote, Quote.id):
            self.quotes[by_candidate[quote.candidate_id]] = quote.id

    def facts(self, provider: str, **changes: Any) -> dict[str, Any]:
        """The case's quote of a provider as the form would hold it."""
        written = next(quote for quote in case()["quotes"] if quote["provider"] == provider)
        values: dict[str, Any] = {
            "received_on": day(written["submitted"]),
            "valid_until": day(written["valid_until"]),
            "pricing_model": written["pricing_model"],
            "price": gbp(written["price"]),
            "adjustment_reason": "Their own discount for the whole job",
            "hardware": gbp(written["owner_bought_hardware"]),
            "support_month": gbp(written["support_per_month"]),
            "licences_month": gbp(written["licences_per_month"]),
            "weeks": written["delivery_weeks"],
            "on_site_person": "R. Tolland",
            "on_site_days": "2 days a week",
            "assumptions": tuple(written["assumptions"]),
            **changes,
        }
        lines = tuple(
            quotes.LineFacts(
                package=line["package"],
                role=line["role"],
                tier=line["tier"],
                effort=Decimal(str(line["pd"])),
                rate=gbp(line["rate"]),
            )
            for line in written["lines"]
        )
        return {"facts": quotes.QuoteFacts(**values), "lines": lines}

    def save(self, provider: str, *, answers: tuple[str, ...] = (), **changes: Any) -> None:
        """Record a provider's quote; `answers` per must-have, included where not given."""
        given = (*answers, *("included",) * (len(self.musts) - len(answers)))
        coverage = tuple(
            quotes.CoverageFacts(item, answer) for item, answer in zip(self.musts, given, strict=True)
        )
        on = changes.get("received_on", self.facts(provider)["facts"].received_on)
        self.do(
            quotes.save_quote,
            quote_id=self.quotes[provider],
            coverage=coverage,
            person="E. Thornaby",
            on=on,
            **self.facts(provider, **changes),
        )

    @_scene
    def compared(self, **answers: str) -> "Clinic":
        """All three quotes in and on one footing; the third leaves out two must-haves."""
        self.asked(**answers)
        self.save("PRV-01")
        self.save("PRV-02")
        self.save("PRV-03", answers=("included", "not_said", "partly"))
        for provider in PROVIDERS:
            received = self.facts(provider)["facts"].received_on
            self.do(quotes.submit, quote_id=self.quotes[provider], on=received)
        self.do(quotes.make_comparable, project_id=self.project, on=day("2026-02-26"))
        return self

    def award(self, provider: str = "PRV-01", **changes: Any) -> uuid.UUID:
        """The owner chooses."""
        arguments = {
            "project_id": self.project,
            "quote_id": self.quotes[provider],
            "reasons": ("musts_covered",),
            "words": WHY,
            "typed_name": OWNER,
            "on": day("2026-03-02"),
            **changes,
        }
        key: uuid.UUID = self.do(decisions.award, **arguments)
        return key

    @_scene
    def awarded(self) -> "Clinic":
        """The first provider chosen."""
        self.compared()
        self.engagement = self.award()
        return self

    @_scene
    def planned(self) -> "Clinic":
        """The plan as it was negotiated, after the first provider was chosen."""
        self.awarded()
        self.plan_as_negotiated()
        return self

    @_scene
    def plan_as_negotiated(self) -> None:
        """Draft, then edit it to the case's five stages with their shares, dates and tests."""
        on = day("2026-03-09")
        self.do(engagements.draft_plan, project_id=self.project, on=on, holidays=holidays())
        for stage in self.all(Stage, Stage.number):
            self.do(engagements.remove_stage, stage_id=stage.id, on=on)
        for written in case()["milestones"]:
            stage_id = self.do(
                engagements.add_stage,
                project_id=self.project,
                title=written["name"],
                share=Decimal(written["payment_pct"]),
                packages=tuple(written["work_packages"]),
                starts_on=day(written["started"]),
                planned_on=day(written["planned_date"]),
                on=on,
            )
            self.stages.append(stage_id)
            for code in written["criteria"]:
                template, _, name = code.partition(".")
                criterion = load_knowledge().template(template).acceptance_criteria[name]
                self.do(
                    engagements.add_test,
                    stage_id=stage_id,
                    text=criterion.criterion,
                    how=criterion.test,
                    passes_if=criterion.pass_if,
                    code=code,
                    touches=criterion.touches,
                    item_id=self._covers(code),
                    on=on,
                )

    def _covers(self, code: str) -> uuid.UUID | None:
        covers = ("TPL-ERP.A3", "TPL-ERP.A2", "TPL-ERP.A4", "TPL-ERP.A7", "TPL-NET.A4", "TPL-ERP.A5")
        return self.musts[covers.index(code)] if code in covers else None

    def agree(self) -> None:
        """The text agreed, and the provider's agreement on record."""
        self.do(engagements.agree_text, project_id=self.project, person=OWNER, on=day("2026-03-10"))
        self.do(
            engagements.record_provider_agreement,
            project_id=self.project,
            agreed_by="R. Tolland",
            source="a mail of 12 Mar 2026",
            recorded_by="E. Thornaby",
            on=day("2026-03-12"),
        )

    def sign(self, typed_name: str = OWNER) -> None:
        """The owner agrees under a typed name."""
        self.do(engagements.sign, project_id=self.project, typed_name=typed_name, on=day("2026-03-13"))

    @_scene
    def running(self) -> "Clinic":
        """Signed by both sides."""
        self.planned()
        self.agree()
        self.sign()
        return self

    def started(self, number: int = 0) -> uuid.UUID:
        """A stage of the running engagement under way; returns its id."""
        stage = self.stages[number]
        self.do(stages.start, stage_id=stage, on=day("2026-03-16"), early=True)
        return stage

    def tests(self, stage: uuid.UUID) -> list[uuid.UUID]:
        """The sign-off tests of a stage in their order."""
        return [t.id for t in self.all(SignOffTest, SignOffTest.number) if t.stage_id == stage]

    @_scene
    def prove(self, stage: uuid.UUID, on: date, tests: tuple[uuid.UUID, ...] = ()) -> None:
        """Proof for every test of a stage, or for those named."""
        for test in tests or self.tests(stage):
            self.do(
                stages.record_proof,
                test_id=test,
                recorded_by="E. Thornaby",
                source="message",
                described="Protocol sent by R. Tolland",
                on=on,
            )

    def hand_over(self, stage: uuid.UUID, on: date, tests: tuple[uuid.UUID, ...] = ()) -> None:
        """Prove and hand over a stage that is being worked on."""
        self.prove(stage, on, tests)
        self.do(stages.submit, stage_id=stage, on=on, holidays=holidays())
        self.do(stages.begin_review, stage_id=stage, on=on)

    def accept(self, stage: uuid.UUID, on: date) -> None:
        """Every test passes; the owner accepts."""
        with self.together():
            for test in self.tests(stage):
                self.do(stages.mark, test_id=test, result="pass", note="seen", on=on)
        self.do(stages.accept, stage_id=stage, typed_name=OWNER, on=on)

    def payment_of(self, stage: uuid.UUID | None) -> uuid.UUID:
        """The payment of a stage; of what is held back for None."""
        return next(p.id for p in self.all(Payment) if p.stage_id == stage)

    def pay(self, payment: uuid.UUID, invoiced: date, approved: date, paid: date) -> None:
        """Invoice, approve and pay what is due."""
        amount = self.get(Payment, payment).amount
        self.do(payments.record_invoice, payment_id=payment, invoice="INV-1", amount=amount, on=invoiced)
        self.do(payments.approve, payment_id=payment, typed_name=OWNER, on=approved)
        self.do(payments.mark_paid, payment_id=payment, bank_checked=True, on=paid)
