"""Backups are whole, rotate by themselves, and bring everything back on a strange computer."""

import random
import threading
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.exchange import merge
from app.persistence import backup as backups
from app.persistence.backup import BEFORE_IMPORT, TIMER, read_backup
from app.persistence.keys import SLOTS, Keys
from app.persistence.recovery import WrongCode, new_code
from app.persistence.refusals import CannotOpen, Cause, StorageTrouble
from app.persistence.restore import restore
from app.persistence.rotation import BEFORE, Kept, to_keep
from app.persistence.workspace import Workspace
from tests.persistence.garden import Friend, GardenBase
from tests.persistence.gardening import Gardener, operations, tables

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def add(workspace: Workspace, name: str = "F") -> None:
    workspace.write(lambda session: session.add(Friend(name=name)), "add")


def work(workspace: Workspace, seed: int, steps: int = 12) -> None:
    gardener = Gardener(random.Random(seed))
    for _ in range(steps):
        workspace.write(gardener.edit, "edit")


# ---- making


def test_a_backup_is_one_encrypted_file(workspace: Workspace) -> None:
    add(workspace, "CANARY")
    workspace.attachments.put(b"CANARY", "x.txt")
    made = workspace.backup()
    assert b"CANARY" not in made.path.read_bytes()
    with zipfile.ZipFile(made.path) as bundle:
        assert set(bundle.namelist()) == {"manifest.json", SLOTS, "workspace.db", "attachments.db"}
    assert not list((workspace.folder / "backups").glob(".making*"))


def test_nothing_changed_makes_no_further_backup(workspace: Workspace) -> None:
    add(workspace)
    first = workspace.backup(TIMER)
    assert workspace.backup(BEFORE_IMPORT) == first
    add(workspace)
    second = workspace.backup(TIMER)
    assert second != first
    workspace.attachments.put(b"x", "x")
    third = workspace.backup(TIMER)
    assert third != second
    workspace.new_recovery_code()
    assert workspace.backup(TIMER) != third, "a backup opens with the code that was valid when it was made"


def test_one_is_due_half_an_hour_after_a_change(workspace: Workspace) -> None:
    later = NOW + timedelta(minutes=29)
    assert not workspace.backups.due(NOW)
    assert not workspace.backups.changed
    add(workspace)
    assert workspace.backups.changed
    assert not workspace.backups.due(NOW)
    assert not workspace.backups.due(later)
    assert workspace.backups.due(NOW + timedelta(minutes=30))
    workspace.backup(TIMER)
    assert not workspace.backups.due(NOW + timedelta(hours=5))


def test_it_is_made_in_a_thread_while_work_goes_on(workspace: Workspace) -> None:
    add(workspace)
    failures: list[BaseException] = []

    def elsewhere() -> None:
        try:
            workspace.backup()
        except BaseException as failure:
            failures.append(failure)

    with workspace.unit("meanwhile") as session:
        session.add(Friend(name="not yet"))
        session.flush()
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    assert failures == []
    assert workspace.backups.listed()[-1].state.operations == 1


def test_a_copy_that_is_not_right_is_not_kept(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    add(workspace)
    real = backups.faults_of_pages
    monkeypatch.setattr(
        backups, "faults_of_pages", lambda driver, connection: [*real(driver, connection), "bad page"]
    )
    with pytest.raises(StorageTrouble, match="bad page"):
        workspace.backup()
    assert workspace.backups.listed() == []
    assert list((workspace.folder / "backups").iterdir()) == []


def test_only_the_newest_carry_the_attachments(workspace: Workspace) -> None:
    workspace.attachments.put(b"x", "x")
    for _ in range(4):
        add(workspace)
        workspace.backup(TIMER)
    assert [each.has_attachments for each in workspace.backups.listed()] == [False, False, True, True]


def test_rotation_happens(workspace: Workspace) -> None:
    for number in range(14):
        add(workspace)
        backups.make_backup(workspace.backups._source, BEFORE_IMPORT, NOW + timedelta(minutes=number))
    assert len(workspace.backups.listed()) == BEFORE


# ---- rotation


def hourly(days: int) -> list[Kept]:
    return [Kept(number, NOW + timedelta(hours=number), False) for number in range(days * 24)]


def test_everything_of_two_days_stays() -> None:
    every = hourly(2)
    assert to_keep(every) == {each.number for each in every}


def test_then_days_weeks_and_months_thin_out() -> None:
    every = hourly(500)
    stay = to_keep(every)
    kept = [each for each in every if each.number in stay]
    newest = every[-1].made
    ages = [newest - each.made for each in kept]
    assert sum(age <= timedelta(hours=48) for age in ages) == 49
    older = [each for each in kept if newest - each.made > timedelta(hours=48)]
    assert 14 + 5 + 9 <= len(older) <= 14 + 8 + 12
    assert len({each.made.date() for each in older}) == len(older)
    months = {(each.made.year, each.made.month) for each in kept}
    assert len(months) >= 12


def test_a_clock_that_was_wrong_for_a_day_costs_nothing() -> None:
    usual = hourly(10)
    far = Kept(len(usual), NOW + timedelta(days=3650), False)
    kept = to_keep([*usual, far])
    assert far.number in kept
    days = {each.made.date() for each in usual}
    assert {each.made.date() for each in usual if each.number in kept} == days
    back = Kept(len(usual) + 1, usual[-1].made + timedelta(hours=1), False)
    kept = to_keep([*usual, far, back])
    assert back.number in kept
    assert {each.made.date() for each in usual if each.number in kept} == days


def test_backups_from_before_something_risky_are_counted_not_aged() -> None:
    old = [Kept(number, NOW - timedelta(days=1000 - number), True) for number in range(30)]
    assert to_keep([*old, Kept(99, NOW, False)]) == {99, *range(20, 30)}


# ---- bringing back


def test_a_clean_profile_with_only_a_backup_and_the_code_gets_everything_back(
    workspace: Workspace, tmp_path: Path
) -> None:
    code = workspace.new_recovery_code()
    work(workspace, 1)
    reference = workspace.attachments.put(b"%PDF the contract", "contract.pdf")
    workspace.drafts.keep("form", "field", "half a thought")
    everything, known = tables(workspace), operations(workspace)
    alone = tmp_path / "stick"
    alone.mkdir()
    carried = alone / "my.backup"
    carried.write_bytes(workspace.backup().path.read_bytes())
    workspace.close()
    clean = Keys(tmp_path / "clean profile", lambda: None)
    with restore(carried, code, tmp_path / "back", clean, device="New laptop", base=GardenBase) as back:
        assert tables(back) == everything
        assert operations(back) == known
        assert back.attachments.get(reference.sha256) == b"%PDF the contract"
        assert back.drafts.of("form") == {"field": "half a thought"}
        assert (back.id, back.person, back.device) == (workspace.id, "Ann", "New laptop")
        assert back.check().ok
        back.undo()
        back.redo()
        assert tables(back) == everything
    with Workspace.open(tmp_path / "back", clean, base=GardenBase) as again:
        assert tables(again) == everything


def test_a_restored_workspace_writes_as_a_new_device(
    workspace: Workspace, keys: Keys, tmp_path: Path
) -> None:
    add(workspace, "before")
    made = workspace.backup()
    add(workspace, "lost")
    with restore(made.path, None, tmp_path / "back", keys, device="PC", base=GardenBase) as back:
        add(back, "after")
        assert merge.absorb(back, merge.export(workspace)).twice == frozenset()
        names = back.read(lambda session: {each.name for each in session.query(Friend)})
        assert names == {"before", "lost", "after"}
        assert back.check().notices == []


def test_an_older_backup_borrows_the_attachments_of_a_newer_one(
    workspace: Workspace, keys: Keys, tmp_path: Path
) -> None:
    reference = workspace.attachments.put(b"x", "x")
    for _ in range(4):
        add(workspace)
        workspace.backup(TIMER)
    oldest = workspace.backups.listed()[0]
    assert not oldest.has_attachments
    with restore(oldest.path, None, tmp_path / "back", keys, device="PC", base=GardenBase) as back:
        assert back.attachments.get(reference.sha256) == b"x"
        assert len(tables(back)["friend"]) == 1


def test_a_copy_for_another_disk_is_complete_by_itself(
    workspace: Workspace, keys: Keys, tmp_path: Path
) -> None:
    add(workspace)
    reference = workspace.attachments.put(b"x", "x")
    target = tmp_path / "stick" / "garden.backup"
    target.parent.mkdir()
    workspace.backups.save_copy(target)
    with restore(target, None, tmp_path / "back", keys, device="PC", base=GardenBase) as back:
        assert back.attachments.get(reference.sha256) == b"x"


@pytest.fixture
def carried(workspace: Workspace, tmp_path: Path) -> Path:
    workspace.new_recovery_code()
    work(workspace, 2, 4)
    workspace.attachments.put(b"x" * 5000, "x")
    target = tmp_path / "carried.backup"
    target.write_bytes(workspace.backup().path.read_bytes())
    return target


def test_the_wrong_code_restores_nothing(carried: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongCode):
        restore(
            carried,
            new_code(),
            tmp_path / "back",
            Keys(tmp_path / "x", lambda: None),
            device="",
            base=GardenBase,
        )
    assert not (tmp_path / "back").exists()


def test_without_key_or_code_nothing_is_restored(carried: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotOpen) as caught:
        restore(
            carried, None, tmp_path / "back", Keys(tmp_path / "x", lambda: None), device="", base=GardenBase
        )
    assert caught.value.cause is Cause.NO_KEY
    assert not (tmp_path / "back").exists()


def test_nothing_existing_is_overwritten(carried: Path, keys: Keys, workspace: Workspace) -> None:
    before = operations(workspace)
    with pytest.raises(CannotOpen) as caught:
        restore(carried, None, workspace.folder, keys, device="", base=GardenBase)
    assert caught.value.cause is Cause.OCCUPIED
    assert operations(workspace) == before


@pytest.mark.parametrize("content", [b"", b"rose", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_backup_is_refused(tmp_path: Path, keys: Keys, content: bytes) -> None:
    path = tmp_path / "x.backup"
    path.write_bytes(content)
    with pytest.raises(CannotOpen) as caught:
        restore(path, None, tmp_path / "back", keys, device="", base=GardenBase)
    assert caught.value.cause is Cause.DAMAGED
    assert not (tmp_path / "back").exists()


def test_damage_anywhere_in_a_backup_is_noticed(carried: Path, tmp_path: Path, keys: Keys) -> None:
    """A flipped bit is refused, or lies where nothing is read from."""
    whole = carried.read_bytes()
    with restore(carried, None, tmp_path / "good", keys, device="", base=GardenBase) as good:
        expected = tables(good)
    chance = random.Random(5)
    for number in range(25):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        carried.write_bytes(damaged)
        target = tmp_path / f"back-{number}"
        try:
            with restore(carried, None, target, keys, device="", base=GardenBase) as back:
                assert tables(back) == expected
        except CannotOpen:
            assert not target.exists()


def test_half_a_backup_is_refused(carried: Path, tmp_path: Path, keys: Keys) -> None:
    carried.write_bytes(carried.read_bytes()[:-200])
    with pytest.raises(CannotOpen):
        read_backup(carried)


def test_a_backup_with_something_else_in_it_is_refused(carried: Path) -> None:
    with zipfile.ZipFile(carried, "a") as bundle:
        bundle.writestr("../../evil.txt", "x")
    with pytest.raises(CannotOpen):
        read_backup(carried)


def test_every_backup_of_a_working_day_restores_to_what_was_there(
    workspace: Workspace, keys: Keys, tmp_path: Path
) -> None:
    gardener = Gardener(random.Random(9))
    expected = []
    for _ in range(5):

        def verb(session: Session) -> None:
            gardener.edit(session)
            gardener.plant(session)

        workspace.write(verb, "edit")
        expected.append((workspace.backup(TIMER).path, tables(workspace)))
    for number, (path, shown) in enumerate(expected):
        with restore(path, None, tmp_path / f"back-{number}", keys, device="", base=GardenBase) as back:
            assert tables(back) == shown
