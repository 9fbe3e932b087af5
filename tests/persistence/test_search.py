"""Search finds by words, whatever is typed, and never shows the private to who may not see it."""

import random
import uuid
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.exchange import merge
from app.persistence import search
from app.persistence.refusals import WriteRefused
from app.persistence.workspace import Workspace
from tests.faults.amounts import amount
from tests.persistence.garden import Bed, Friend, Nursery, Project


def found(
    workspace: Workspace, text: str, *, private: bool = True, project: uuid.UUID | None = None
) -> list[str]:
    hits = workspace.read(lambda session: search.find(session, text, private=private, project_id=project))
    return [hit.title for hit in hits]


def titles(workspace: Workspace, *values: str) -> list[uuid.UUID]:
    def verb(session: Session) -> list[uuid.UUID]:
        made = [Project(title=value) for value in values]
        session.add_all(made)
        return [each.id for each in made]

    return workspace.write(verb, "plant")[0]


def test_words_accents_and_unfinished_words(workspace: Workspace) -> None:
    titles(workspace, "Rose walk Müller", "Herb garden")
    assert found(workspace, "muller") == ["Rose walk Müller"]
    assert found(workspace, "WALK ro") == ["Rose walk Müller"]
    assert found(workspace, "gar") == ["Herb garden"]
    assert found(workspace, "rose garden") == []
    assert found(workspace, "   ") == []


def test_it_follows_edits_deletions_and_undo(workspace: Workspace) -> None:
    (id_,) = titles(workspace, "Rose")

    def verb(session: Session) -> None:
        session.get_one(Project, id_).title = "Tulip"

    workspace.write(verb, "edit")
    assert (found(workspace, "rose"), found(workspace, "tulip")) == ([], ["Tulip"])
    workspace.undo()
    assert (found(workspace, "rose"), found(workspace, "tulip")) == (["Rose"], [])
    workspace.write(lambda session: session.delete(session.get_one(Project, id_)), "delete")
    assert found(workspace, "rose") == []
    workspace.undo()
    assert found(workspace, "rose") == ["Rose"]


def test_it_follows_a_merge(make: Callable[..., Workspace]) -> None:
    ann, maria = make("Ann"), make("Maria")
    titles(ann, "Rose")
    merge.absorb(maria, merge.export(ann))
    assert found(maria, "rose") == ["Rose"]


def test_private_texts_are_never_selected_for_who_may_not_see_them(workspace: Workspace) -> None:
    def verb(session: Session) -> None:
        session.add_all(
            [
                Project(title="Rose", secret="blackmail"),
                Nursery(name="Green", notes="overcharges"),
                Friend(name="Zoe"),
            ]
        )

    workspace.write(verb, "plant")
    assert found(workspace, "blackmail") == ["Rose"]
    assert found(workspace, "blackmail", private=False) == []
    assert found(workspace, "overcharges", private=False) == []
    assert found(workspace, "rose", private=False) == ["Rose"]


def test_within_one_project(workspace: Workspace) -> None:
    one, other = titles(workspace, "Rose one", "Rose two")

    def verb(session: Session) -> None:
        session.add_all(
            [Bed(project_id=one, name="rose bed one"), Bed(project_id=other, name="rose bed two")]
        )

    workspace.write(verb, "beds")
    assert set(found(workspace, "rose", project=one)) == {"Rose one", "rose bed one"}


WILD = (
    '"',
    "AND",
    "NEAR(",
    "100%",
    "-x",
    "*",
    "a*b",
    ":",
    "^",
    "{",
    "title:",
    "\0",
    "'",
    "--",
    "؟",
    "日本",
    "\ud800",
)


@pytest.mark.parametrize("text", WILD)
def test_nothing_typed_is_ever_an_operator(workspace: Workspace, text: str) -> None:
    titles(workspace, "Rose")
    found(workspace, text)
    found(workspace, f"rose {text}")


@pytest.mark.faults
def test_any_string_finds_the_row_that_has_it_and_never_fails(workspace: Workspace) -> None:
    """The oracle: a row whose title is the typed text itself must be found whenever there is a word in it."""
    chance = random.Random(7)
    alphabet = "abcÄßé 0129\"'*-+:^(){}%_\\/\t日本語ω🌱؟ǅ\u0301"
    texts = [
        "".join(chance.choice(alphabet) for _ in range(chance.randrange(1, 14)))
        for _ in range(amount(400, 5000))
    ]
    ids = titles(workspace, *texts)

    def ask(session: Session) -> None:
        for id_, text in zip(ids, texts, strict=True):
            hits = search.find(session, text, private=True, limit=len(texts))
            if any(letter.isalnum() and letter.isascii() for letter in text):
                words = search.terms(text)
                if all(any(letter.isascii() and letter.isalnum() for letter in word) for word in words):
                    assert id_ in {hit.id for hit in hits}, text

    workspace.read(ask)


def test_the_index_is_sound_after_all_that(workspace: Workspace) -> None:
    titles(workspace, "Rose", "Tulip")
    workspace.undo()
    workspace.redo()
    with pytest.raises(WriteRefused):
        workspace.read(lambda session: session.connection().exec_driver_sql("DROP TABLE search"))
    with workspace.store.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO search(search) VALUES('integrity-check')")
