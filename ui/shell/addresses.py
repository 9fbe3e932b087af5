"""Stable addresses such as `project/<id>/quotes/compare`: what they match, and where one has been."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ui.context import Context
from ui.page import Page

PageFactory = Callable[[Context], Page]


class Route(NamedTuple):
    """A kind of address. `pattern` has named parts in braces: "project/{project}/quotes"."""

    pattern: str
    factory: PageFactory
    title: str = ""

    def match(self, address: str) -> Mapping[str, str] | None:
        """The named parts of `address`, or None where it is of another kind."""
        wanted, given = self.pattern.split("/"), address.split("/")
        if len(wanted) != len(given):
            return None
        found: dict[str, str] = {}
        for part, word in zip(wanted, given, strict=True):
            if part.startswith("{"):
                if not word:
                    return None
                found[part[1:-1]] = word
            elif part != word:
                return None
        return found


class Routes:
    """All kinds of addresses, asked in the order in which they were registered."""

    def __init__(self) -> None:
        self._routes: list[Route] = []

    def register(self, pattern: str, factory: PageFactory, title: str = "") -> None:
        """Show what `factory` makes at addresses that match `pattern`.

        Raises ValueError where the pattern is already taken.
        """
        if any(route.pattern == pattern for route in self._routes):
            raise ValueError(f"{pattern} is registered twice")
        self._routes.append(Route(pattern, factory, title))

    def find(self, address: str) -> tuple[Route, Mapping[str, str]] | None:
        """The route of `address` with its named parts. Fixed words win over named parts."""
        found = [(route, parts) for route in self._routes if (parts := route.match(address)) is not None]
        return min(found, key=lambda each: len(each[1]), default=None)


class Trail:
    """Where one has been, for Back and Forward. Going somewhere forgets what lay ahead."""

    LONGEST = 100

    def __init__(self) -> None:
        self._addresses: list[str] = []
        self._at = -1

    @property
    def current(self) -> str:
        """Where one is; empty before the first page."""
        return self._addresses[self._at] if self._at >= 0 else ""

    @property
    def can_go_back(self) -> bool:
        """Whether there is a page before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether Back was used and there is a page after this one."""
        return self._at < len(self._addresses) - 1

    def forget(self) -> None:
        """Know only of where one is."""
        self._addresses = self._addresses[self._at : self._at + 1]
        self._at = len(self._addresses) - 1

    def visit(self, address: str) -> None:
        """Go to `address`."""
        if address == self.current:
            return
        self._addresses = [*self._addresses[: self._at + 1], address][-self.LONGEST :]
        self._at = len(self._addresses) - 1

    def step(self, steps: int) -> str:
        """Go back (-1) or forward (1), stopping at the ends; returns where one is then."""
        self._at = max(0, min(self._at + steps, len(self._addresses) - 1))
        return self.current
