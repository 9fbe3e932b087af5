"""The token in a response form: it says which request and provider a reply answers, and nobody can make one up.

The key is derived from the workspace's own and never leaves it, so a reply is known again without anything being
stored for it, and a copied or altered token fits nothing.
"""

import base64
import hashlib
import hmac
import uuid

BYTES = 20
"""Of the digest that are written out: 32 letters, too many to be guessed."""


def reply_key(workspace_key: bytes) -> bytes:
    """The key of all tokens of one workspace: HKDF (RFC 5869) with SHA-256, one block long."""
    extracted = hmac.new(bytes(32), workspace_key, hashlib.sha256).digest()
    return hmac.new(extracted, b"sourcewright quote replies\x01", hashlib.sha256).digest()


def reply_token(
    key: bytes, *, project_id: uuid.UUID, request_id: uuid.UUID, provider: uuid.UUID, scope_hash: str
) -> str:
    """The token for one provider's form of one round; lower-case letters and digits from 2 to 7."""
    said = b"\0".join((project_id.bytes, request_id.bytes, provider.bytes, scope_hash.encode("ascii")))
    digest = hmac.new(key, said, hashlib.sha256).digest()[:BYTES]
    return base64.b32encode(digest).decode("ascii").lower()


def token_hash(token: str) -> str:
    """What may be kept and handed over of a token: whoever has only this cannot make it."""
    return hashlib.sha256(b"sourcewright reply token\x01" + token.strip().lower().encode("utf-8")).hexdigest()


def same_token(one: str, other: str) -> bool:
    """Whether two tokens are the same, told in constant time."""
    return hmac.compare_digest(one.strip().lower().encode("utf-8"), other.encode("utf-8"))
