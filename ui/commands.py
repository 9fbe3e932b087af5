"""A thing a person can do or go to, as offered in menus and in the search box."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Group(Enum):
    """Headings of the search box, in the order they are shown."""

    GO = "go"
    DO = "do"
    PROJECTS = "projects"
    CLIENTS = "clients"
    PROVIDERS = "providers"
    BROKERS = "brokers"
    DOCUMENTS = "documents"


@dataclass(frozen=True)
class Command:
    """What is shown, what else finds it, and what it does.

    `words` are synonyms that match but are not shown: "SLA" finds "What happens if it’s late".
    """

    title: str
    run: Callable[[], object]
    group: Group = Group.DO
    hint: str = ""
    icon: str = ""
    shortcut: str = ""
    words: tuple[str, ...] = ()
