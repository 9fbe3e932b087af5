"""What can be chosen in the forms of the directory: roles, skills, credentials, places and kinds of project."""

from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale

from app.knowledge.pack import Knowledge
from app.words import say_known
from ui.widgets.choices import Option

Pairs = tuple[tuple[str, str], ...]

SECTOR_GROUP = "grp.sector"


def roles(knowledge: Knowledge) -> Pairs:
    """The roles people have, and are paid by."""
    return _sorted((role.id, say_known(role.name)) for role in knowledge.roles.roles.values())


def skills(knowledge: Knowledge) -> Pairs:
    """What a provider can be good at; trades are stated in About."""
    known = knowledge.skills.skills.values()
    return _sorted((skill.id, say_known(skill.name)) for skill in known if skill.group != SECTOR_GROUP)


def sectors(knowledge: Knowledge) -> tuple[Option, ...]:
    """The trades a provider knows."""
    known = knowledge.skills.skills.values()
    return _options((skill.id, say_known(skill.name)) for skill in known if skill.group == SECTOR_GROUP)


def kinds(knowledge: Knowledge) -> Pairs:
    """The kinds of project."""
    return _sorted((one.id, say_known(one.name)) for one in knowledge.templates.templates.values())


def kind_options(knowledge: Knowledge) -> tuple[Option, ...]:
    """The kinds of project, to be ticked."""
    return _options(kinds(knowledge))


def credentials(knowledge: Knowledge) -> Pairs:
    """What can be checked about a provider; the core set first, since without it nobody is verified."""
    core = knowledge.credentials.pre_credentialed_standard.core_set
    known = knowledge.credentials.credentials.values()
    ordered = sorted(known, key=lambda one: (one.id not in core, say_known(one.name).casefold()))
    return tuple((one.id, say_known(one.name)) for one in ordered)


def credential_kinds(knowledge: Knowledge, credential: str = "") -> Pairs:
    """What an entry can stand for, of one type or of all that are several things."""
    known = knowledge.credentials.credentials
    return tuple(
        (f"{one.id}/{key}", f"{say_known(one.name)}: {say_known(kind.name)}")
        for one in known.values()
        for key, kind in one.kinds.items()
        if credential in ("", one.id)
    )


def check_levels(knowledge: Knowledge) -> Pairs:
    """How far somebody checked, 0 to 3."""
    levels = knowledge.credentials.pre_credentialed_standard.verification_levels
    return tuple((str(level), f"{level} · {say_known(words)}") for level, words in sorted(levels.items()))


def skill_levels(knowledge: Knowledge) -> Pairs:
    """How well a skill is mastered, 1 to 5."""
    return tuple(
        (str(level), f"{level} · {say_known(words)}") for level, words in knowledge.skills.levels.items()
    )


def places(knowledge: Knowledge) -> Pairs:
    """Where the work of a rate is done."""
    return tuple((str(tier), say_known(place.label)) for tier, place in knowledge.meta.region_tiers.items())


def countries(locale: str) -> Pairs:
    """The countries by name."""
    names = Locale.parse(locale).territories.items()
    return _sorted((code, str(name)) for code, name in names if len(code) == 2 and code.isalpha())


@lru_cache(maxsize=1)
def time_zones() -> Pairs:
    """Time zones by their place, as "Europe/Lisbon"."""
    found = (
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/"))
    )
    return tuple((zone, zone.replace("_", " ")) for zone in sorted(found))


def _options(pairs: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(key, words) for key, words in _sorted(pairs))


def _sorted(pairs: Iterable[tuple[str, str]]) -> Pairs:
    return tuple(sorted(pairs, key=lambda pair: pair[1].casefold()))
