"""Starting, holding, ending projects; typed names; documents on record; clients."""

import uuid
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.domain.documents import Document
from app.domain.errors import DomainError
from app.domain.names import same_name
from app.domain.projects import ENDED, LifecycleStep, Project
from app.persistence.workspace import Workspace
from app.services import clients, documents, projects
from app.services.lifecycle import advance

DAY = date(2026, 11, 24)
OWNER = projects.OwnerFacts(owner_name="Zoë Ängström", business="Harbour Street Bakery")


def started(workspace: Workspace, **more: Any) -> uuid.UUID:
    values = {
        "title": "Online ordering",
        "card": "CARD-WEB",
        "main_template": "TPL-SHOP",
        "owner": OWNER,
        "on": DAY,
    }
    project_id, _ = workspace.write(lambda s: projects.start(s, **(values | more)), "start")
    return project_id


def state_of(workspace: Workspace, project_id: uuid.UUID) -> str:
    return workspace.read(lambda s: s.get_one(Project, project_id).state)


def at(workspace: Workspace, state: str) -> uuid.UUID:
    """A project put into `state` for a rule that must hold in every state."""
    project_id = started(workspace)

    def put(session: Any) -> None:
        session.get_one(Project, project_id).state = state

    workspace.write(put, "put")
    return project_id


def test_a_project_starts_as_a_draft_with_its_first_step_on_record(workspace: Workspace) -> None:
    project_id = started(workspace)
    step = workspace.read(lambda s: s.scalars(select(LifecycleStep)).one())
    assert (step.subject, step.before, step.after, step.who) == (project_id, None, "draft", "owner")


@pytest.mark.parametrize("title", ["", "   ", "x" * 61])
def test_a_name_is_asked_for_and_kept_short(workspace: Workspace, title: str) -> None:
    with pytest.raises(DomainError):
        started(workspace, title=title)
    assert workspace.read(lambda s: s.scalars(select(Project)).all()) == []


@pytest.mark.parametrize(
    "state",
    ["draft", "assessed", "parked", "in_advice", "scoped", "sourcing", "awarded", "running", "closing"],
)
def test_from_any_state_a_project_can_be_held_taken_up_and_ended(workspace: Workspace, state: str) -> None:
    project_id = at(workspace, state)
    workspace.write(
        lambda s: projects.hold(s, project_id=project_id, reason="Builders in", person="Zoë", on=DAY), "hold"
    )
    with pytest.raises(DomainError, match="on hold"):
        workspace.write(lambda s: projects.rename(s, project_id=project_id, title="Other", on=DAY), "rename")
    workspace.write(lambda s: projects.take_up(s, project_id=project_id, on=DAY), "take up")
    workspace.write(
        lambda s: projects.end(
            s, project_id=project_id, reason="Sold the shop", typed_name="zoë  ängström", on=DAY
        ),
        "end",
    )
    assert state_of(workspace, project_id) == (
        "stopped" if state in ("awarded", "running", "closing") else "cancelled"
    )
    step = workspace.undo_step()
    assert step is not None
    assert step.refusal
    with pytest.raises(DomainError, match="ended"):
        workspace.write(lambda s: projects.rename(s, project_id=project_id, title="Other", on=DAY), "rename")


def test_a_held_project_can_be_ended_at_once(workspace: Workspace) -> None:
    project_id = started(workspace)
    workspace.write(
        lambda s: projects.hold(s, project_id=project_id, reason="Waiting", person="Zoë", on=DAY), "hold"
    )
    workspace.write(
        lambda s: projects.end(
            s, project_id=project_id, reason="Not needed", typed_name="Zoë Ängström", on=DAY
        ),
        "end",
    )
    assert state_of(workspace, project_id) in ENDED


@pytest.mark.parametrize("typed", ["", "Zoe", "Dev Marsh"])
def test_only_the_owners_own_name_ends_a_project(workspace: Workspace, typed: str) -> None:
    project_id = started(workspace)
    with pytest.raises(DomainError, match=r"name"):
        workspace.write(
            lambda s: projects.end(s, project_id=project_id, reason="Sold", typed_name=typed, on=DAY), "end"
        )
    assert state_of(workspace, project_id) == "draft"


def test_a_name_is_the_same_in_any_unicode_form_and_never_when_empty() -> None:
    assert same_name("Zoë Ängström", "zoë ängström ")
    assert not same_name("", "")


def test_a_step_the_lifecycle_does_not_have_is_refused_in_words_and_changes_nothing(
    workspace: Workspace,
) -> None:
    project_id = started(workspace)
    with pytest.raises(DomainError, match="another point"):
        workspace.write(
            lambda s: advance(
                s,
                "Project",
                project_id,
                s.get_one(Project, project_id),
                "accept a quote",
                who="owner",
                on=DAY,
            ),
            "award",
        )
    assert state_of(workspace, project_id) == "draft"


def test_a_guard_that_fails_refuses_and_one_not_looked_at_is_never_called_checked(
    workspace: Workspace,
) -> None:
    project_id = started(workspace)

    def finish(guards: dict[str, bool]) -> None:
        workspace.write(
            lambda s: advance(
                s,
                "Project",
                project_id,
                s.get_one(Project, project_id),
                "finish readiness and strategy questions",
                who="owner",
                on=DAY,
                guards=guards,
            ),
            "finish",
        )

    with pytest.raises(DomainError, match="readiness questions"):
        finish({"G-READYDONE": False})
    finish({})
    step = workspace.read(
        lambda s: s.scalars(select(LifecycleStep).order_by(LifecycleStep.number.desc())).first()
    )
    assert step is not None
    assert dict(step.guards) == {"G-READYDONE": "not yet checked"}


def issue(workspace: Workspace, project_id: uuid.UUID, number: str) -> uuid.UUID:
    document_id, _ = workspace.write(
        lambda s: documents.issue(
            s,
            project_id=project_id,
            kind="BRF",
            number=number,
            title="Brief",
            audience="owner",
            sha256="0" * 64,
            pages=2,
            person="Dev",
            on=DAY,
        ),
        "issue",
    )
    return document_id


def test_documents_are_numbered_once_and_only_superseded(workspace: Workspace) -> None:
    project_id = started(workspace)
    assert workspace.read(lambda s: documents.next_number(s, project_id=project_id, kind="BRF")) == "BRF-001"
    first = issue(workspace, project_id, "BRF-001")
    with pytest.raises(DomainError, match="meantime"):
        issue(workspace, project_id, "BRF-001")
    issue(workspace, project_id, "BRF-002")
    old = workspace.read(lambda s: s.get_one(Document, first))
    assert (old.state, old.superseded_by) == ("superseded", "BRF-002")
    step = workspace.undo_step()
    assert step is not None
    assert "BRF-002" in (step.refusal or "")


def test_withdrawing_keeps_the_number_taken(workspace: Workspace) -> None:
    project_id = started(workspace)
    first = issue(workspace, project_id, "BRF-001")
    with pytest.raises(DomainError, match="Say why"):
        workspace.write(lambda s: documents.withdraw(s, document_id=first, reason=" ", on=DAY), "withdraw")
    workspace.write(
        lambda s: documents.withdraw(s, document_id=first, reason="A wrong price", on=DAY), "withdraw"
    )
    assert workspace.read(lambda s: documents.next_number(s, project_id=project_id, kind="BRF")) == "BRF-002"


def test_a_client_needs_a_name_and_is_taken_off_with_undo(workspace: Workspace) -> None:
    with pytest.raises(DomainError, match="name of the business"):
        workspace.write(lambda s: clients.add_client(s, name=" "), "add")
    client_id, _ = workspace.write(lambda s: clients.add_client(s, name="Oak Dental"), "add")
    workspace.write(lambda s: clients.remove_client(s, client_id=client_id), "remove")
    workspace.undo()
    workspace.write(lambda s: clients.change_client(s, client_id=client_id, town="Fenwick"), "change")


def test_a_field_that_does_not_exist_is_a_fault_of_the_program(workspace: Workspace) -> None:
    with pytest.raises(TypeError):
        workspace.write(lambda s: clients.add_client(s, name="Oak", colour="red"), "add")
