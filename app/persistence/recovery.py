"""The recovery code: a printed key to the key, for the day the computer is gone.

Twenty-eight letters and digits of chance (140 bits), and four that check them, in groups of four. The
alphabet is Crockford's base32: no I, L, O or U, and what looks alike is read alike.
"""

import base64
import hashlib
import secrets
from typing import Any

from app.domain.errors import DomainError
from app.words import say

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_LENGTH = 28
CHECK_LENGTH = 4
GROUP = 4

DERIVATION = {"name": "argon2id", "time": 3, "memory_kib": 131072, "lanes": 4}
"""Argon2id of the code: 128 MiB and about half a second, for whoever guesses too."""

_ALIKE = str.maketrans("OILU", "011V", " -\t\r\n.")
_MOST_MEMORY = 1024 * 1024
_MOST_TIME = 20


class WrongCode(DomainError):
    """A recovery code that was mistyped or belongs to another workspace."""


def new_code() -> str:
    """A fresh code, ready to print."""
    secret = "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LENGTH))
    return _grouped(secret + _check(secret))


def read_code(typed: str) -> str:
    """The code's secret part as typed by hand, small letters and gaps forgiven. Raises WrongCode."""
    code = typed.upper().translate(_ALIKE)
    length = SECRET_LENGTH + CHECK_LENGTH
    if len(code) != length:
        raise WrongCode(
            say(
                "A recovery code has {length} letters and digits; this one has {found}.",
                length=length,
                found=len(code),
            )
        )
    strange = sorted(set(code) - set(ALPHABET))
    if strange:
        raise WrongCode(
            say("A recovery code has no {character} in it. Compare it with the paper.", character=strange[0])
        )
    secret, check = code[:SECRET_LENGTH], code[SECRET_LENGTH:]
    if _check(secret) != check:
        raise WrongCode(say("One letter or digit of this code is not as printed. Compare it with the paper."))
    return secret


def _check(secret: str) -> str:
    number = int.from_bytes(hashlib.sha256(secret.encode()).digest()[:4], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(CHECK_LENGTH))


def _grouped(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def _load_argon2() -> Any:
    """Slow to import and needed only on the day a code is made or used."""
    from argon2 import low_level  # noqa: PLC0415

    return low_level


def _load_cipher() -> Any:
    """Slow to import and needed only on the day a code is made or used."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    return AESGCM


def _derive(secret: str, salt: bytes, how: dict[str, Any]) -> bytes:
    cost, memory, lanes = int(how["time"]), int(how["memory_kib"]), int(how["lanes"])
    if how["name"] != "argon2id" or not (
        0 < cost <= _MOST_TIME and 8 <= memory <= _MOST_MEMORY and 0 < lanes <= 16
    ):
        raise WrongCode(
            say("The recovery part of this workspace was made by a newer program. Update this one first.")
        )
    argon2 = _load_argon2()
    key: bytes = argon2.hash_secret_raw(
        secret.encode(),
        salt,
        time_cost=cost,
        memory_cost=memory,
        parallelism=lanes,
        hash_len=32,
        type=argon2.Type.ID,
    )
    return key


def lock(key: bytes, code: str, workspace: str, how: dict[str, Any] | None = None) -> dict[str, Any]:
    """A key slot that only `code` opens, bound to the workspace's id."""
    derivation = how or DERIVATION
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = _load_cipher()(_derive(read_code(code), salt, derivation)).encrypt(
        nonce, key, workspace.encode()
    )
    return {
        "kind": "recovery",
        "derivation": derivation,
        "salt": _text(salt),
        "nonce": _text(nonce),
        "wrapped": _text(wrapped),
    }


def unlock(slot: dict[str, Any], code: str, workspace: str) -> bytes:
    """The key in `slot`. Raises WrongCode where the code is not its own."""
    secret = read_code(code)
    try:
        salt, nonce, wrapped = (
            base64.b64decode(slot[name], validate=True) for name in ("salt", "nonce", "wrapped")
        )
        opener = _load_cipher()(_derive(secret, salt, slot["derivation"]))
    except (KeyError, TypeError, ValueError) as fault:
        raise WrongCode(say("The recovery part of this workspace is damaged. Use another backup.")) from fault
    try:
        key: bytes = opener.decrypt(nonce, wrapped, workspace.encode())
    except Exception as fault:
        if type(fault).__name__ != "InvalidTag":
            raise
        raise WrongCode(say("This code is printed correctly but belongs to another workspace.")) from fault
    return key


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
