"""Countries with what they set: currency, how dates and numbers look, and the time zone of their capital."""

from dataclasses import dataclass

from babel import Locale

PLACES = (
    ("AT", "de_AT", "EUR", "Europe/Vienna"),
    ("AU", "en_AU", "AUD", "Australia/Sydney"),
    ("BE", "nl_BE", "EUR", "Europe/Brussels"),
    ("CA", "en_CA", "CAD", "America/Toronto"),
    ("CH", "de_CH", "CHF", "Europe/Zurich"),
    ("CZ", "cs_CZ", "CZK", "Europe/Prague"),
    ("DE", "de_DE", "EUR", "Europe/Berlin"),
    ("DK", "da_DK", "DKK", "Europe/Copenhagen"),
    ("ES", "es_ES", "EUR", "Europe/Madrid"),
    ("FI", "fi_FI", "EUR", "Europe/Helsinki"),
    ("FR", "fr_FR", "EUR", "Europe/Paris"),
    ("GB", "en_GB", "GBP", "Europe/London"),
    ("GR", "el_GR", "EUR", "Europe/Athens"),
    ("HU", "hu_HU", "HUF", "Europe/Budapest"),
    ("IE", "en_IE", "EUR", "Europe/Dublin"),
    ("IN", "en_IN", "INR", "Asia/Kolkata"),
    ("IT", "it_IT", "EUR", "Europe/Rome"),
    ("NL", "nl_NL", "EUR", "Europe/Amsterdam"),
    ("NO", "nb_NO", "NOK", "Europe/Oslo"),
    ("NZ", "en_NZ", "NZD", "Pacific/Auckland"),
    ("PL", "pl_PL", "PLN", "Europe/Warsaw"),
    ("PT", "pt_PT", "EUR", "Europe/Lisbon"),
    ("RO", "ro_RO", "RON", "Europe/Bucharest"),
    ("SE", "sv_SE", "SEK", "Europe/Stockholm"),
    ("SG", "en_SG", "SGD", "Asia/Singapore"),
    ("SI", "sl_SI", "EUR", "Europe/Ljubljana"),
    ("SK", "sk_SK", "EUR", "Europe/Bratislava"),
    ("US", "en_US", "USD", "America/New_York"),
    ("ZA", "en_ZA", "ZAR", "Africa/Johannesburg"),
)
"""Country, locale, currency, time zone. Numbers and dates follow the country, the words stay English."""


@dataclass(frozen=True)
class Region:
    """One country that can be chosen."""

    country: str
    name: str
    locale: str
    currency: str
    time_zone: str


def regions(locale: str = "en") -> tuple[Region, ...]:
    """The countries by their names in the reader's language."""
    names = Locale.parse(locale).territories
    found = [Region(country, names[country], *rest) for country, *rest in PLACES]
    return tuple(sorted(found, key=lambda one: one.name))


def country_name(country: str, locale: str = "en") -> str:
    """What a country is called in the reader's language; its code where nobody knows it."""
    return str(Locale.parse(locale).territories.get(country, country))
