"""Where brokers take work: kept as "GB" or "GB/Yorkshire", read and told by the names people use."""

from collections.abc import Iterable

from babel import Locale
from babel.languages import get_official_languages

from app.analysis.broker_fit import Place, Region
from app.knowledge import Knowledge
from app.words.regions import PLACES

ENGLISH = "en"


def read_regions(text: str, country: str, locale: str) -> tuple[str, ...]:
    """What was typed, separated by commas: a country stands for all of it, else it is a place in `country`."""
    names = {
        str(name).casefold(): code
        for reader in (ENGLISH, locale)
        for code, name in Locale.parse(reader).territories.items()
        if len(code) == 2 and code.isalpha()
    }
    found = []
    for each in (part.strip() for part in text.split(",")):
        if each:
            whole = names.get(each.casefold())
            found.append(whole or (f"{country}/{each}" if country else each))
    return tuple(dict.fromkeys(found))


def region_names(regions: Iterable[str], locale: str) -> tuple[str, ...]:
    """The regions as they are read."""
    territories = Locale.parse(locale).territories
    told = []
    for each in regions:
        country, _, place = each.partition("/")
        told.append(place or str(territories.get(country, country)))
    return tuple(told)


def stated_region(region: str, knowledge: Knowledge) -> Region:
    """A kept region as matching sees it."""
    country, _, place = region.partition("/")
    return Region(country, place, area_of(place, country, knowledge))


def place(country: str, town: str, knowledge: Knowledge) -> Place:
    """Where somebody is, as matching sees it."""
    return Place(country, town, area_of(town, country, knowledge))


def area_of(town: str, country: str, knowledge: Knowledge) -> str:
    """The region that the knowledge puts a town or county into; empty where it does not know it."""
    wanted = town.strip().casefold()
    if not wanted:
        return ""
    return next(
        (
            each.id
            for each in knowledge.places.places.values()
            if each.country == country
            and wanted in (each.name.casefold(), *(name.casefold() for name in each.names))
        ),
        "",
    )


def languages_of(country: str) -> frozenset[str]:
    """What is spoken officially, by its English name in small letters; empty for a country nobody knows."""
    names = Locale.parse(ENGLISH).languages
    usual = [locale.partition("_")[0] for code, locale, *_ in PLACES if code == country]
    codes = (*usual, *get_official_languages(country, de_facto=True))
    return frozenset(str(names[code]).casefold() for code in codes if code in names)


def spoken(languages: Iterable[str]) -> frozenset[str]:
    """Languages as they were typed, by their English names in small letters where those are known."""
    known = {
        own.casefold(): str(name).casefold()
        for code, name in Locale.parse(ENGLISH).languages.items()
        for own in (str(name), code)
    }
    return frozenset(known.get(each.strip().casefold(), each.strip().casefold()) for each in languages)
