"""Who keeps the database key: this computer's keychain, or where there is none a file of the user's own."""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from app.persistence import recovery
from app.persistence.files import write_durably
from app.persistence.refusals import CannotOpen, Cause
from app.words import say

SERVICE = "Sourcewright"
SLOTS = "keyslots.json"
FORMAT = "sourcewright-workspace"
KEYCHAIN, KEYFILE, RECOVERY = "keychain", "keyfile", "recovery"
_LARGEST = 256 * 1024


class Keychain(Protocol):
    """What this program asks of an operating system's keychain (the `keyring` package's backends)."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""


def system_keychain() -> Keychain | None:
    """The operating system's keychain, or None where this computer has none. Slow to import, so only when asked."""
    import keyring  # noqa: PLC0415
    from keyring.backends.fail import Keyring as NoKeychain  # noqa: PLC0415
    from keyring.backends.null import Keyring as Forgetful  # noqa: PLC0415

    found = keyring.get_keyring()
    if isinstance(found, NoKeychain | Forgetful):
        return None
    return found


class Keys:
    """Keeps and finds database keys for the user at this computer.

    `folder` is the user's configuration folder. `notice` says, in words for the screen, when a key lies in
    a file because there is no keychain; it is empty otherwise.
    """

    def __init__(self, folder: Path, keychain: Callable[[], Keychain | None] = system_keychain) -> None:
        self._folder = folder
        self._keychain = keychain
        self.notice = ""

    def keep(self, workspace: str, key: bytes) -> dict[str, Any]:
        """Keep `key` as safely as this computer can, and return the slot that says where."""
        if self._kept_in_keychain(workspace, key):
            self.notice = ""
            return {"kind": KEYCHAIN, "service": SERVICE}
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_durably(self._file(workspace), key.hex().encode(), private=True)
        self.notice = self._file_notice(workspace)
        return {"kind": KEYFILE}

    def _kept_in_keychain(self, workspace: str, key: bytes) -> bool:
        try:
            keychain = self._keychain()
            if keychain is None:
                return False
            keychain.set_password(SERVICE, workspace, key.hex())
            return keychain.get_password(SERVICE, workspace) == key.hex()
        except Exception:  # every backend raises its own errors; all of them mean "not kept"
            return False

    def find(self, workspace: str, slots: tuple[dict[str, Any], ...]) -> bytes | None:
        """The key that this computer keeps for a workspace, or None."""
        kinds = [slot.get("kind") for slot in slots]
        if KEYFILE in kinds and (found := self._in_file(workspace)) is not None:
            self.notice = self._file_notice(workspace)
            return found
        if KEYCHAIN in kinds:
            return self._in_keychain(workspace)
        return None

    def _in_file(self, workspace: str) -> bytes | None:
        try:
            return _key(self._file(workspace).read_text("ascii"))
        except (OSError, ValueError):
            return None

    def _in_keychain(self, workspace: str) -> bytes | None:
        try:
            keychain = self._keychain()
            found = keychain.get_password(SERVICE, workspace) if keychain else None
            return _key(found) if found else None
        except Exception:  # a locked or broken keychain is one without the key; the code still opens it
            return None

    def _file(self, workspace: str) -> Path:
        return self._folder / f"{workspace}.key"

    def _file_notice(self, workspace: str) -> str:
        return say(
            "This computer has no keychain, so the key to your workspace lies in a file that only your user account"
            " can read: {path}. Whoever gets hold of that file and the workspace can read both.",
            path=self._file(workspace),
        )


def _key(text: str) -> bytes | None:
    key = bytes.fromhex(text.strip())
    return key if len(key) == 32 else None


@dataclass(frozen=True)
class KeySlots:
    """What stands beside the encrypted file: what it is, who can read it, and the ways to its key."""

    workspace: str
    """The workspace's id."""

    schema: int
    least_reader: int
    proof: str
    """Tells a wrong key from a damaged file: an HMAC of the id under the right key."""

    sample: bool = False
    slots: tuple[dict[str, Any], ...] = field(default=())

    @classmethod
    def new(cls, workspace: str, key: bytes, *, schema: int, least_reader: int, sample: bool) -> "KeySlots":
        """The slots of a new workspace, none filled yet."""
        return cls(workspace, schema, least_reader, prove(workspace, key), sample)

    @classmethod
    def read(cls, folder: Path) -> "KeySlots":
        """Raises CannotOpen for a file that is missing, torn or none of ours."""
        path = folder / SLOTS
        try:
            if path.stat().st_size > _LARGEST:
                raise ValueError("too large")
            return cls.parse(path.read_bytes())
        except FileNotFoundError as fault:
            raise CannotOpen(Cause.MISSING, _missing(folder)) from fault
        except ValueError as fault:
            raise CannotOpen(Cause.DAMAGED, _torn(folder)) from fault

    @classmethod
    def parse(cls, content: bytes) -> "KeySlots":
        """Raises ValueError for anything but the JSON that `text` writes."""
        try:
            found = json.loads(content)
            if found["format"] != FORMAT:
                raise ValueError("another format")
            return cls(
                str(found["id"]),
                int(found["schema"]),
                int(found["least_reader"]),
                str(found["proof"]),
                bool(found["sample"]),
                tuple(dict(slot) for slot in found["slots"]),
            )
        except (KeyError, TypeError, RecursionError) as fault:
            raise ValueError(str(fault)) from fault

    def text(self) -> bytes:
        """The content of the file."""
        content = {
            "format": FORMAT,
            "v": 1,
            "id": self.workspace,
            "schema": self.schema,
            "least_reader": self.least_reader,
            "sample": self.sample,
            "proof": self.proof,
            "slots": list(self.slots),
        }
        return json.dumps(content, indent=1, ensure_ascii=False).encode()

    def write(self, folder: Path) -> None:
        """Put the slots beside the workspace, whole or not at all."""
        write_durably(folder / SLOTS, self.text())

    def with_slot(self, slot: dict[str, Any]) -> "KeySlots":
        """These slots with `slot` in place of the one of its kind."""
        others = tuple(each for each in self.slots if each.get("kind") != slot["kind"])
        return replace(self, slots=(*others, slot))

    def opens(self, key: bytes) -> bool:
        """True for the right key."""
        return hmac.compare_digest(prove(self.workspace, key), self.proof)

    @property
    def has_recovery_code(self) -> bool:
        """True once a recovery code was made."""
        return any(slot.get("kind") == RECOVERY for slot in self.slots)

    def with_code(self, key: bytes, code: str, how: dict[str, Any] | None = None) -> "KeySlots":
        """These slots with a new recovery code; the old one opens nothing any more."""
        return self.with_slot(recovery.lock(key, code, self.workspace, how))

    def key(self, keys: Keys, code: str | None = None) -> bytes:
        """The database key, from this computer or from the recovery code. Raises CannotOpen or WrongCode."""
        if code is not None:
            return self._by_code(code)
        found = keys.find(self.workspace, self.slots)
        if found is None:
            raise CannotOpen(
                Cause.NO_KEY,
                say(
                    "This computer does not hold the key to this workspace. Unlock your keychain and try again,"
                    " or open it with the printed recovery code."
                ),
            )
        if not self.opens(found):
            raise CannotOpen(
                Cause.WRONG_KEY,
                say(
                    "The key on this computer belongs to another workspace, so this one was not opened and nothing"
                    " was changed. Open it with its printed recovery code."
                ),
            )
        return found

    def _by_code(self, code: str) -> bytes:
        for slot in self.slots:
            if slot.get("kind") == RECOVERY:
                key = recovery.unlock(slot, code, self.workspace)
                if self.opens(key):
                    return key
                raise recovery.WrongCode(
                    say("This code is printed correctly but belongs to another workspace.")
                )
        raise CannotOpen(
            Cause.NO_KEY, say("No recovery code was ever made for this workspace, so none can open it.")
        )


def prove(workspace: str, key: bytes) -> str:
    """What `KeySlots.proof` holds; it says nothing about the key."""
    return hmac.new(key, f"sourcewright {workspace}".encode(), hashlib.sha256).hexdigest()


def new_key() -> bytes:
    """A random 256-bit database key."""
    return secrets.token_bytes(32)


def _missing(folder: Path) -> str:
    if os.path.exists(folder / "workspace.db"):
        return say(
            "The file {name} is missing from {folder}. Without it the workspace cannot be opened; nothing was changed."
            " It is also inside every backup: restore the newest one.",
            name=SLOTS,
            folder=folder,
        )
    return say("There is no workspace in {folder}.", folder=folder)


def _torn(folder: Path) -> str:
    return say(
        "The file {name} in {folder} is damaged or incomplete. The workspace was not opened and nothing was changed."
        " The same file is inside every backup: restore the newest one.",
        name=SLOTS,
        folder=folder,
    )
