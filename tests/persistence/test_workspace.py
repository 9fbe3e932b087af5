"""Opening, refusing, and what belongs to one computer."""

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.persistence import connection, recovery, schema
from app.persistence.keys import SLOTS, Keys, KeySlots
from app.persistence.recovery import ALPHABET, WrongCode, new_code, read_code
from app.persistence.refusals import CannotOpen, Cause, StorageTrouble, WriteRefused
from app.persistence.workspace import Workspace
from tests.persistence.garden import GardenBase, Project
from tests.persistence.gardening import tables


class FakeKeychain:
    def __init__(self) -> None:
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.secrets[service, username] = password


def fill(workspace: Workspace, title: str = "Rose walk") -> None:
    workspace.write(lambda session: session.add(Project(title=title)), "plant")


def reopen(workspace: Workspace, keys: Keys, **options: Any) -> Workspace:
    workspace.close()
    return Workspace.open(workspace.folder, keys, base=GardenBase, **options)


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refusal(folder: Path, keys: Keys, **options: Any) -> CannotOpen:
    """The refusal of opening `folder`, having checked that nothing in it was touched."""
    before = contents(folder) if folder.exists() else {}
    with pytest.raises(CannotOpen) as caught:
        Workspace.open(folder, keys, base=GardenBase, **options)
    after = contents(folder) if folder.exists() else {}
    assert after == before
    assert str(caught.value).endswith(".")
    return caught.value


def test_what_was_written_is_there_after_reopening(workspace: Workspace, keys: Keys) -> None:
    fill(workspace)
    before = tables(workspace)
    with reopen(workspace, keys) as again:
        assert tables(again) == before
        assert (again.person, again.device, again.sample) == ("Ann", "Laptop", False)


def test_the_file_holds_nothing_readable(workspace: Workspace) -> None:
    fill(workspace, "CANARY-4711")
    workspace.attachments.put(b"CANARY-4712", "canary.txt")
    workspace.drafts.keep("form", "field", "CANARY-4713")
    workspace.backup()
    workspace.close()
    for path in workspace.folder.rglob("*"):
        assert not path.is_file() or b"CANARY" not in path.read_bytes()


def test_every_setting_is_read_back(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, keys: Keys
) -> None:
    workspace.close()
    careless = tuple(
        (name, "NORMAL" if name == "synchronous" else value, back)
        for name, value, back in connection.SETTINGS
    )
    monkeypatch.setattr(connection, "SETTINGS", careless)
    with pytest.raises(RuntimeError, match="synchronous"):
        Workspace.open(workspace.folder, keys, base=GardenBase)


def test_an_old_sqlite_is_refused(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, keys: Keys) -> None:
    workspace.close()
    monkeypatch.setattr(connection, "LEAST_SQLITE", (99, 0, 0))
    with pytest.raises(RuntimeError, match="older"):
        Workspace.open(workspace.folder, keys, base=GardenBase)


def test_a_folder_in_use_is_refused(workspace: Workspace, keys: Keys) -> None:
    with pytest.raises(CannotOpen) as caught:
        Workspace.open(workspace.folder, keys, base=GardenBase)
    assert caught.value.cause is Cause.IN_USE


def test_a_folder_with_something_in_it_gets_no_new_workspace(tmp_path: Path, keys: Keys) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(CannotOpen) as caught:
        Workspace.create(tmp_path, keys, person="", device="", base=GardenBase)
    assert caught.value.cause is Cause.OCCUPIED


@pytest.fixture
def closed(workspace: Workspace) -> Path:
    fill(workspace)
    workspace.close()
    return workspace.folder


def test_nothing_there(tmp_path: Path, keys: Keys) -> None:
    assert refusal(tmp_path / "nowhere", keys).cause is Cause.MISSING


def test_a_missing_database(closed: Path, keys: Keys) -> None:
    (closed / "workspace.db").unlink()
    assert refusal(closed, keys).cause is Cause.MISSING


def test_missing_key_slots(closed: Path, keys: Keys) -> None:
    (closed / SLOTS).unlink()
    caught = refusal(closed, keys)
    assert caught.cause is Cause.MISSING
    assert SLOTS in str(caught)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": "other"}', b"\xff" * 40, b"[" * 9000])
def test_torn_key_slots(closed: Path, keys: Keys, content: bytes) -> None:
    (closed / SLOTS).write_bytes(content)
    assert refusal(closed, keys).cause is Cause.DAMAGED


def test_zero_bytes(closed: Path, keys: Keys) -> None:
    (closed / "workspace.db").write_bytes(b"")
    assert refusal(closed, keys).cause is Cause.EMPTY


def test_another_programs_database(closed: Path, keys: Keys) -> None:
    (closed / "workspace.db").write_bytes(b"SQLite format 3\x00" + bytes(4080))
    assert refusal(closed, keys).cause is Cause.FOREIGN


def test_not_a_database_at_all(closed: Path, keys: Keys) -> None:
    (closed / "workspace.db").write_bytes(os.urandom(8192))
    assert refusal(closed, keys).cause is Cause.DAMAGED


def test_half_a_page_missing(closed: Path, keys: Keys) -> None:
    path = closed / "workspace.db"
    path.write_bytes(path.read_bytes()[:-1000])
    assert refusal(closed, keys).cause is Cause.DAMAGED


def test_whole_pages_missing(closed: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.persistence.opening.CHECKED_WHOLE", 0)
    path = closed / "workspace.db"
    path.write_bytes(path.read_bytes()[:-8192])
    assert refusal(closed, keys).cause is Cause.DAMAGED


def test_an_encrypted_database_of_another_kind(closed: Path, keys: Keys) -> None:
    slots = KeySlots.read(closed)
    raw = connection.open_file(connection.sqlcipher(), closed / "workspace.db", slots.key(keys), settings=())
    raw.execute("PRAGMA application_id = 7")
    raw.close()
    assert refusal(closed, keys).cause is Cause.FOREIGN


def test_a_newer_workspace_by_its_key_slots(closed: Path, keys: Keys) -> None:
    replace(KeySlots.read(closed), least_reader=schema.SCHEMA + 1).write(closed)
    assert refusal(closed, keys).cause is Cause.NEWER


def newer_inside(closed: Path, keys: Keys, least_reader: int) -> None:
    raw = connection.open_file(
        connection.sqlcipher(), closed / "workspace.db", KeySlots.read(closed).key(keys), settings=()
    )
    raw.execute(f"PRAGMA user_version = {schema.SCHEMA + 1}")
    raw.execute("UPDATE meta SET v = ? WHERE k = 'least_reader'", (least_reader,))
    raw.close()


def test_a_newer_workspace_by_its_own_version(closed: Path, keys: Keys) -> None:
    newer_inside(closed, keys, schema.SCHEMA + 1)
    assert refusal(closed, keys).cause is Cause.NEWER
    assert refusal(closed, keys, read_only=True).cause is Cause.NEWER


def test_a_newer_workspace_that_can_still_be_read(closed: Path, keys: Keys) -> None:
    newer_inside(closed, keys, schema.SCHEMA)
    assert refusal(closed, keys).cause is Cause.NEWER
    with Workspace.open(closed, keys, base=GardenBase, read_only=True) as reading:
        assert len(tables(reading)["project"]) == 1


def test_no_key_on_this_computer(closed: Path, tmp_path: Path) -> None:
    assert refusal(closed, Keys(tmp_path / "elsewhere", lambda: None)).cause is Cause.NO_KEY


def test_the_wrong_key_is_told_from_damage(closed: Path, keys: Keys, tmp_path: Path) -> None:
    (path,) = (tmp_path / "config").glob("*.key")
    path.write_text("ab" * 32)
    assert refusal(closed, keys).cause is Cause.WRONG_KEY


def test_without_a_keychain_the_key_lies_in_a_private_file_and_the_program_says_so(
    workspace: Workspace, keys: Keys, tmp_path: Path
) -> None:
    (path,) = (tmp_path / "config").glob("*.key")
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600
    assert str(path) in keys.notice


def test_with_a_keychain_no_key_lies_in_a_file(tmp_path: Path) -> None:
    keychain = FakeKeychain()
    keys = Keys(tmp_path / "config", lambda: keychain)
    with Workspace.create(tmp_path / "w", keys, person="Ann", device="PC", base=GardenBase) as made:
        fill(made)
    assert keys.notice == ""
    assert not (tmp_path / "config").exists()
    Workspace.open(tmp_path / "w", Keys(tmp_path / "config", lambda: keychain), base=GardenBase).close()


def test_a_keychain_that_forgets_is_not_trusted(tmp_path: Path) -> None:
    class Forgetful(FakeKeychain):
        def get_password(self, service: str, username: str) -> str | None:
            return None

    keys = Keys(tmp_path / "config", Forgetful)
    Workspace.create(tmp_path / "w", keys, person="", device="", base=GardenBase).close()
    Workspace.open(tmp_path / "w", keys, base=GardenBase).close()


def test_the_recovery_code_opens_a_workspace_on_a_strange_computer(
    workspace: Workspace, tmp_path: Path
) -> None:
    assert not workspace.has_recovery_code
    first, code = workspace.new_recovery_code(), workspace.new_recovery_code()
    assert workspace.has_recovery_code
    fill(workspace)
    before = tables(workspace)
    stranger = Keys(tmp_path / "stranger", lambda: None)
    with pytest.raises(WrongCode):
        reopen(workspace, stranger, code=first)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    with reopen(workspace, stranger, code=typed) as opened:
        assert tables(opened) == before
    with reopen(workspace, stranger) as opened:
        assert tables(opened) == before


def test_a_workspace_without_a_code_says_so(workspace: Workspace, tmp_path: Path) -> None:
    workspace.close()
    assert (
        refusal(workspace.folder, Keys(tmp_path / "x", lambda: None), code=new_code()).cause is Cause.NO_KEY
    )


REAL = dict(recovery.DERIVATION)


def test_a_guess_at_the_recovery_code_is_expensive() -> None:
    assert REAL["name"] == "argon2id"
    assert (REAL["time"], REAL["memory_kib"]) >= (3, 128 * 1024)


def test_every_slip_in_a_recovery_code_is_noticed() -> None:
    code = new_code()
    assert len(code.replace("-", "")) == 32
    for place, letter in enumerate(code):
        if letter != "-":
            other = ALPHABET[(ALPHABET.index(letter) + 1) % len(ALPHABET)]
            with pytest.raises(WrongCode):
                read_code(code[:place] + other + code[place + 1 :])
    with pytest.raises(WrongCode, match="32"):
        read_code(code[:-1])


def test_a_read_only_workspace_shows_everything_and_changes_nothing(workspace: Workspace, keys: Keys) -> None:
    fill(workspace)
    before = tables(workspace)
    workspace.close()
    files = contents(workspace.folder)
    with Workspace.open(workspace.folder, keys, base=GardenBase, read_only=True) as reading:
        assert reading.read_only
        assert tables(reading) == before
        with pytest.raises(WriteRefused):
            fill(reading)
        copy = reading.store.folder
    assert contents(workspace.folder) == files
    assert not copy.exists()


def test_a_read_only_opening_sees_what_still_lies_in_the_wal(
    workspace: Workspace, keys: Keys, tmp_path: Path
) -> None:
    fill(workspace)
    before = tables(workspace)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in ("workspace.db", "workspace.db-wal", SLOTS):
        (crashed / name).write_bytes((workspace.folder / name).read_bytes())
    assert (crashed / "workspace.db-wal").stat().st_size > 0
    with Workspace.open(crashed, keys, base=GardenBase, read_only=True) as reading:
        assert tables(reading) == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder this user may not write")
def test_a_folder_that_may_not_be_written_is_refused_and_can_be_read(closed: Path, keys: Keys) -> None:
    closed.chmod(0o500)
    try:
        assert refusal(closed, keys).cause is Cause.NOT_WRITABLE
        Workspace.open(closed, keys, base=GardenBase, read_only=True).close()
    finally:
        closed.chmod(0o700)


def test_only_the_opening_thread_writes_and_others_read_beside_it(workspace: Workspace) -> None:
    fill(workspace)
    found: list[object] = []

    def elsewhere() -> None:
        try:
            fill(workspace)
        except WriteRefused as refused:
            found.append(refused)
        with workspace.reader() as session:
            found.append(session.query(Project).count())

    with workspace.unit("writing meanwhile") as session:
        session.add(Project(title="not yet"))
        session.flush()
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    assert isinstance(found[0], WriteRefused)
    assert found[1] == 1


def test_units_of_work_do_not_nest(workspace: Workspace) -> None:
    def nests(session: Session) -> None:
        fill(workspace)

    with pytest.raises(WriteRefused, match="under way"):
        workspace.write(nests, "nests")
    with pytest.raises(WriteRefused, match="under way"):
        workspace.write(lambda session: tables(workspace), "reads aside")
    fill(workspace)


def test_a_full_disk_is_said_in_plain_words_and_nothing_changes(workspace: Workspace) -> None:
    fill(workspace)
    before = tables(workspace)
    raw = workspace.store.engine.raw_connection()
    driver: Any = raw.driver_connection
    driver.set_authorizer(None)
    driver.execute(f"PRAGMA max_page_count = {driver.execute('PRAGMA page_count').fetchone()[0] + 2}")
    raw.close()
    with pytest.raises(StorageTrouble, match="full"):
        workspace.write(lambda session: session.add(Project(title="x" * 100_000)), "too much")
    assert tables(workspace) == before
    assert workspace.check().ok


def test_drafts_survive_and_are_nobodys_record(workspace: Workspace, keys: Keys) -> None:
    workspace.drafts.keep("brief", "title", "Ro")
    workspace.drafts.keep("brief", "title", "Rose 🌹")
    workspace.drafts.keep("brief", "note", "half a thou")
    workspace.drafts.keep("quote", "price", "12")
    with reopen(workspace, keys) as again:
        assert again.drafts.of("brief") == {"title": "Rose 🌹", "note": "half a thou"}
        again.drafts.forget("brief", "title")
        assert again.drafts.of("brief") == {"note": "half a thou"}
        again.drafts.forget("brief")
        assert [draft.form for draft in again.drafts.all()] == ["quote"]
        assert again.undo_step() is None
        assert again.check().operations == 0


def test_preferences(workspace: Workspace, keys: Keys) -> None:
    assert workspace.preferences.get("theme", "system") == "system"
    workspace.preferences.set("theme", "dark")
    workspace.preferences.set("theme", "light")
    with reopen(workspace, keys) as again:
        assert again.preferences.get("theme") == "light"
        again.preferences.remove("theme")
        assert again.preferences.get("theme") == ""


def test_opening_loads_nothing_slow(closed: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from app.persistence.keys import Keys; from app.persistence.workspace import Workspace\n"
        "from tests.persistence.garden import GardenBase\n"
        f"Workspace.open(Path({str(closed)!r}), Keys(Path({str(tmp_path / 'config')!r})), base=GardenBase).close()\n"
        "slow = {'alembic', 'cryptography', 'argon2', 'keyring', 'sqlite3', 'apsw', 'zoneinfo', 'numpy'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_crash_leaves_a_workspace_that_opens_and_is_checked(
    make: Callable[..., Workspace], keys: Keys, tmp_path: Path
) -> None:
    living = make()
    fill(living)
    before = tables(living)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in ("workspace.db", "workspace.db-wal", SLOTS):
        (crashed / name).write_bytes((living.folder / name).read_bytes())
    with Workspace.open(crashed, keys, base=GardenBase) as opened:
        assert tables(opened) == before
