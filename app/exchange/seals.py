"""Signed statements: a DSSE envelope (Ed25519) over the exact bytes that are kept.

An envelope is read by a fixed pattern, not by a JSON reader: nothing a stranger sends is parsed before its
signature has been checked. `keyid` is the public key itself; whose it is, the reader has to know.
"""

import re
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_FORM = b'{"payload":"%b","payloadType":"%b","signatures":[{"keyid":"%b","sig":"%b"}]}'
_READ = re.compile(
    rb'\{"payload":"([A-Za-z0-9+/]*={0,2})","payloadType":"([a-z0-9./+-]{1,80})",'
    rb'"signatures":\[\{"keyid":"([0-9a-f]{64})","sig":"([A-Za-z0-9+/]{86}==)"\}\]\}'
)


class BrokenSeal(ValueError):
    """An envelope that is not one, or whose signature does not fit what it covers."""


def seal(payload: bytes, kind: str, key: Ed25519PrivateKey) -> bytes:
    """The envelope of `payload`, signed."""
    signature = key.sign(_covered(payload, kind.encode()))
    public = key.public_key().public_bytes_raw()
    return _FORM % (b64encode(payload), kind.encode(), public.hex().encode(), b64encode(signature))


def opened(envelope: bytes, kind: str) -> tuple[bytes, bytes]:
    """(payload, public key) of an envelope whose signature is right. Raises BrokenSeal."""
    found = _READ.fullmatch(envelope)
    if found is None or found[2] != kind.encode():
        raise BrokenSeal("no envelope of this kind")
    payload, public, signature = b64decode(found[1]), bytes.fromhex(found[3].decode()), b64decode(found[4])
    if b64encode(payload) != found[1] or b64encode(signature) != found[4]:
        raise BrokenSeal("written in another way than ours")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _covered(payload, found[2]))
    except (InvalidSignature, ValueError) as fault:
        raise BrokenSeal("the signature does not fit") from fault
    return payload, public


def _covered(payload: bytes, kind: bytes) -> bytes:
    """DSSE's pre-authentication encoding: type and payload with their lengths, so that neither can shift."""
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)
