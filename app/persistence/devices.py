"""Devices and their keys: each signs what it hands over, and is known again by its public key.

The private key of a device of ours is derived from the key of the workspace and the device's id, so it lies
nowhere by itself: whoever holds the workspace's key (keychain, recovery code) holds it, and nobody else does. A
restored backup is a new device with a new key, and can still vouch for what the old one wrote.
Another person's key is trusted at first sight and from then on kept: a device with another key is refused.
"""

import hashlib
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection

from app.domain.base import Role

ROLE = "role "
"""Before a device's id in hex: the key in `meta` under which the role of somebody else's device stands."""


class Device(NamedTuple):
    """A device that wrote something: whose it is, and the key it signs with."""

    id: bytes
    person: str
    name: str
    role: Role
    public: bytes

    @property
    def fingerprint(self) -> str:
        """Six groups of five digits by which two people can compare a key over the telephone."""
        return fingerprint(self.public)


def fingerprint(public: bytes) -> str:
    """Thirty digits of the key's hash, in six groups."""
    number = int.from_bytes(hashlib.sha256(public).digest()[:16]) % 10**30
    digits = f"{number:030d}"
    return " ".join(digits[at : at + 5] for at in range(0, 30, 5))


def signing_key(workspace_key: bytes, device: bytes) -> Ed25519PrivateKey:
    """The private key of one of our own devices."""
    seed = HKDF(SHA256(), 32, salt=None, info=b"sourcewright device " + device).derive(workspace_key)
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_key(workspace_key: bytes, device: bytes) -> bytes:
    """The public key of one of our own devices."""
    return signing_key(workspace_key, device).public_key().public_bytes_raw()


def known_devices(connection: Connection, workspace_key: bytes) -> dict[bytes, Device]:
    """Every device this journal knows. One without a kept key is our own."""
    own = own_role(connection)
    roles = {
        str(key)[len(ROLE) :]: Role(value)
        for key, value in connection.exec_driver_sql(
            "SELECT k, v FROM meta WHERE substr(k, 1, 5) = ?", (ROLE,)
        )
    }
    rows = connection.exec_driver_sql("SELECT id, person, device, pub FROM actor ORDER BY n").fetchall()
    return {
        bytes(id_): Device(
            bytes(id_),
            person,
            name,
            own if pub is None else roles.get(bytes(id_).hex(), Role.SHARED),
            public_key(workspace_key, bytes(id_)) if pub is None else bytes(pub),
        )
        for id_, person, name, pub in rows
    }


def own_role(connection: Connection) -> Role:
    """Whether an owner or a broker works here."""
    found = connection.exec_driver_sql(
        "SELECT role FROM profile WHERE deleted = 0 ORDER BY id LIMIT 1"
    ).scalar()
    return Role.BROKER if found == Role.BROKER.value else Role.OWNER


def keep_device(connection: Connection, device: Device) -> None:
    """Know a device of somebody else's from now on by its key. Inside a transaction of the journal."""
    connection.exec_driver_sql(
        "INSERT INTO actor(id, person, device, pub) VALUES(?,?,?,?) ON CONFLICT(id) DO NOTHING",
        (device.id, device.person, device.name, device.public),
    )
    keep(connection, ROLE + device.id.hex(), device.role.value)


def keep(connection: Connection, key: str, value: object) -> None:
    """Keep a value of the journal's own."""
    connection.exec_driver_sql(
        "INSERT INTO meta VALUES(?,?) ON CONFLICT(k) DO UPDATE SET v = excluded.v", (key, value)
    )
