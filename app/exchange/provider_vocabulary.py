"""The words that a list of providers may use, by every name they go by."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from zoneinfo import available_timezones

from babel import Locale

from app.analysis.look_alikes import same_text
from app.knowledge import Knowledge
from app.words import say_known


@lru_cache(maxsize=1)
def time_zones() -> frozenset[str]:
    """The names of the time zones that this computer knows."""
    return frozenset(available_timezones())


class Vocabulary:
    """The words of the knowledge by every name they go by: ids, names and aliases to ids."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    @cached_property
    def skills(self) -> Mapping[str, str]:
        """Skills by id, name and alias. An alias that is also an everyday word is plain enough in a list."""
        skills = self._knowledge.skills.skills.values()
        aliases = [(alias, s.id) for s in skills for alias in (*s.aliases, *(a.alias for a in s.ambiguous))]
        return _index(
            [*aliases, *((say_known(s.name), s.id) for s in skills), *((s.id, s.id) for s in skills)]
        )

    @cached_property
    def sectors(self) -> Mapping[str, str]:
        """The trades among the skills."""
        return {name: id for name, id in self.skills.items() if id.startswith("sk.sector-")}

    @cached_property
    def credentials(self) -> Mapping[str, str]:
        """Credentials by id and name."""
        entries = self._knowledge.credentials.credentials.values()
        return _index([(say_known(c.name), c.id) for c in entries] + [(c.id, c.id) for c in entries])

    @cached_property
    def templates(self) -> Mapping[str, str]:
        """Kinds of project by id and name."""
        entries = self._knowledge.templates.templates.values()
        return _index([(say_known(t.name), t.id) for t in entries] + [(t.id, t.id) for t in entries])

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """Roles by id, name and other titles."""
        entries = self._knowledge.roles.roles.values()
        titles = [(title, role.id) for role in entries for title in role.titles]
        return _index(titles + [(say_known(r.name), r.id) for r in entries] + [(r.id, r.id) for r in entries])

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """Countries by code and English name."""
        names = {
            code: name for code, name in Locale("en").territories.items() if re.fullmatch("[A-Z]{2}", code)
        }
        usual = [
            ("uk", "GB"),
            ("great britain", "GB"),
            ("usa", "US"),
            ("holland", "NL"),
            ("the netherlands", "NL"),
        ]
        return _index([*((name, code) for code, name in names.items()), *((c, c) for c in names), *usual])


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {same_text(name): id for name, id in pairs}
