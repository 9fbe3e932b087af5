"""Random histories of three workspaces that exchange operations by unreliable mail.

Two belong to one person, who lets everything pass between them; the third is somebody else's and never gets
a private value. Their clocks are wrong by more than a year. They undo, fail, restart, are set back to an old
copy of the disk, and their mail is shuffled, repeated, cut short or lost.
"""

import random
import shutil
from pathlib import Path

from sqlalchemy.orm import Session

from app.exchange import merge
from app.persistence.journal import wall_clock
from app.persistence.keys import Keys
from app.persistence.refusals import CannotUndo
from app.persistence.workspace import Workspace
from tests.persistence.garden import GardenBase
from tests.persistence.gardening import Gardener, as_rows, folded, heads, operations, oracle, tables

YEAR = 400 * 24 * 60 * 60 * 1000
SKEWS = (0, YEAR, -YEAR)
PEOPLE = ("Ann", "Ann", "Bob")


class Lost(AssertionError):
    """Workspaces that do not agree, or an operation that is gone."""


def shared_only(raws: set[bytes]) -> set[bytes]:
    return {raw for raw in raws if b'"s":"private"' not in raw}


class Histories:
    """Runs histories in one folder, each from a copy of the same empty workspace."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys = Keys(folder / "config", lambda: None)
        self.blank = folder / "blank"
        Workspace.create(self.blank, self.keys, person="", device="", base=GardenBase).close()

    def run(self, seed: int, steps: int, *, checked: bool = True) -> "History":
        history = History(self, seed)
        try:
            history.begin()
            for _ in range(steps):
                history.step()
            history.meet()
            history.agree(checked=checked)
        finally:
            history.close()
        return history


class History:
    """One history."""

    def __init__(self, owner: Histories, seed: int) -> None:
        self.owner = owner
        self.random = random.Random(seed)
        self.places = [owner.folder / f"replica-{number}" for number in range(3)]
        self.replicas: list[Workspace] = []
        self.sent: set[bytes] = set()
        self.conflicts = 0
        self.twice = 0
        self.refused = 0
        for number, place in enumerate(self.places):
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(owner.blank, place)
            self.replicas.append(self._open(number))
            self.replicas[number].store.become(PEOPLE[number], "PC")

    def _open(self, number: int) -> Workspace:
        skew = SKEWS[number]
        return Workspace.open(
            self.places[number], self.owner.keys, base=GardenBase, clock=lambda: wall_clock() + skew
        )

    def close(self) -> None:
        for replica in self.replicas:
            replica.close()

    def begin(self) -> None:
        """Something that all three know, so that they have something to disagree about."""
        gardener = Gardener(self.random)
        for _ in range(6):
            self.replicas[0].write(gardener.plant, "plant")
        self.meet()

    def step(self) -> None:
        number = self.random.randrange(3)
        chance = self.random.random()
        if chance < 0.66:
            self._edit(self.replicas[number])
        elif chance < 0.78:
            self._undo_or_redo(self.replicas[number])
        elif chance < 0.95:
            self._mail(number, self.random.choice([other for other in range(3) if other != number]))
        elif chance < 0.98:
            self._restart(number)
        else:
            self._set_back(number)

    def _edit(self, replica: Workspace) -> None:
        gardener = Gardener(self.random)
        if self.random.random() < 0.05:
            self._fail(replica, gardener)
        else:
            replica.write(gardener.edit, "edit")

    def _fail(self, replica: Workspace, gardener: Gardener) -> None:
        def fails(session: Session) -> None:
            gardener.edit(session)
            session.flush()
            raise KeyError("planned")

        before = operations(replica)
        try:
            replica.write(fails, "fails")
        except KeyError:
            if operations(replica) != before:
                raise Lost("a failed unit of work left something behind") from None

    def _undo_or_redo(self, replica: Workspace) -> None:
        first, second = self.random.choice(((replica.undo, replica.redo), (replica.redo, replica.undo)))
        before = tables(replica)
        try:
            first()
        except CannotUndo:
            self.refused += 1
            return
        if self.random.random() < 0.3:
            second()
            if tables(replica) != before:
                raise Lost("there and back is not the same")

    def _restart(self, number: int) -> None:
        self.replicas[number].close()
        self.replicas[number] = self._open(number)

    def _set_back(self, number: int) -> None:
        """Work, then lose the disk and get an old copy that does not know of it; the mail has gone out."""
        place, copy = self.places[number], self.owner.folder / "copy"
        self.replicas[number].close()
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(place, copy)
        self.replicas[number] = self._open(number)
        self._edit(self.replicas[number])
        self._mail(number, (number + 1) % 3)
        self.replicas[number].close()
        shutil.rmtree(place)
        shutil.move(copy, place)
        self.replicas[number] = self._open(number)
        self._edit(self.replicas[number])

    def _scopes(self, giver: int, taker: int) -> set[str] | None:
        """What may pass: everything between one person's devices, nothing private to anybody else."""
        if PEOPLE[giver] == PEOPLE[taker]:
            return None
        return {scope for _, scope in merge.vector(self.replicas[giver])} - {"private"}

    def _mail(self, giver: int, taker: int) -> None:
        have = merge.vector(self.replicas[taker]) if self.random.random() < 0.5 else None
        letter = merge.export(self.replicas[giver], scopes=self._scopes(giver, taker), have=have)
        if self.random.random() < 0.6:
            self.random.shuffle(letter)
        if self.random.random() < 0.3:
            letter = letter[: self.random.randrange(len(letter) + 1)]
        if self.random.random() < 0.3:
            letter = letter + letter[:5]
        size = self.random.choice((1000, 1000, 7))
        for start in range(0, len(letter), size):
            part = letter[start : start + size]
            self.sent.update(part)
            came = merge.absorb(self.replicas[taker], part, merge.actors(self.replicas[giver]))
            self.conflicts += len(came.conflicts)
            self.twice += len(came.twice)

    def meet(self) -> None:
        """Everybody gives everybody everything, in full: a vector cannot see a workspace that was set back."""
        for _ in range(2):
            for giver in range(3):
                for taker in range(3):
                    if giver != taker:
                        letter = merge.export(self.replicas[giver], scopes=self._scopes(giver, taker))
                        self.twice += len(merge.absorb(self.replicas[taker], letter).twice)

    def agree(self, *, checked: bool = True) -> None:
        """Every operation anybody ever sent or still has is everywhere; heads and tables are its plain fold."""
        theirs: dict[str, set[bytes]] = {person: set() for person in PEOPLE}
        shared = shared_only(self.sent)
        theirs["Ann"] |= self.sent  # private values only ever went between Ann's two devices
        for number, replica in enumerate(self.replicas):
            shared |= shared_only(operations(replica))
            theirs[PEOPLE[number]] |= operations(replica)
        for number, replica in enumerate(self.replicas):
            expected = shared | theirs[PEOPLE[number]]
            if operations(replica) != expected:
                raise Lost(f"workspace {number} lacks operations")
            if heads(replica) != oracle(expected)[1]:
                raise Lost(f"workspace {number} has other heads than its operations give")
            if tables(replica) != as_rows(replica, folded(replica, expected)):
                raise Lost(f"workspace {number} shows something else than its operations give")
            if checked and (problems := replica.check().problems):
                raise Lost("; ".join(problems))
        if tables(self.replicas[0]) != tables(self.replicas[1]):
            raise Lost("two devices of one person show different things")
        if self._shared(0) != self._shared(2):
            raise Lost("two people see different things")

    def _shared(self, number: int) -> dict[str, list[tuple[object, ...]]]:
        replica = self.replicas[number]
        shown = {}
        for name, shape in replica.store.shapes.items():
            if shape.scope.value == "private":
                continue
            private = {part.name for field in shape.fields.values() if field.private for part in field.parts}
            columns = ("id", *shape.columns)
            keep = [place for place, column in enumerate(columns) if column not in private]
            shown[name] = [tuple(row[place] for place in keep) for row in tables(replica)[name]]
        return shown
