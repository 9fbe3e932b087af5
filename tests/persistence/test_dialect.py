"""What is asked in one workspace is compiled for every other one, and for every reader beside the window."""

from pathlib import Path

from sqlalchemy import func, select

from app.domain.projects import Project
from app.persistence.dialect import COMPILED
from app.persistence.keys import Keys
from app.persistence.workspace import Workspace


def ask(workspace: Workspace) -> int:
    """How many projects there are, by a statement that is made anew each time."""
    return workspace.read(lambda session: session.scalar(select(func.count()).select_from(Project)) or 0)


def test_a_statement_is_compiled_once_for_all_workspaces_and_readers(
    workspace: Workspace, tmp_path: Path
) -> None:
    assert ask(workspace) == 0
    known = len(COMPILED)
    keys = Keys(tmp_path / "others keys", keychain=lambda: None)
    with Workspace.create(tmp_path / "other", keys, person="Ana Weiss", device="test") as other:
        assert ask(other) == 0
        with other.reader() as read:
            assert read.scalar(select(func.count()).select_from(Project)) == 0
    with workspace.reader() as read:
        assert read.scalar(select(func.count()).select_from(Project)) == 0
    asked = [str(compiled) for compiled in COMPILED.values() if "count(*)" in str(compiled)]
    assert len(asked) == len(set(asked))
    assert len(COMPILED) >= known
