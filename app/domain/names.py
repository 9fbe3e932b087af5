"""Whether two names that people typed mean the same."""

import unicodedata


def same_name(one: str, other: str) -> bool:
    """Whether two typed names are the same but for case, spaces and Unicode form; never for empty ones."""
    return bool(one.strip()) and folded(one) == folded(other)


def folded(name: str) -> str:
    """A typed name as two of them are compared."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
