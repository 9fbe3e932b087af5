"""What day rates rest on, in words that stand beside them."""

from app.analysis.public_rates import Education
from app.knowledge.readings import TIER_OF_CURRENCY
from app.knowledge.role_rates import PUBLIC_TIER
from app.words import say


def public_rates_label() -> str:
    """What the public rates are, as it stands beside each of them."""
    return say("US federal ceiling rates, 2014–2017, not indexed")


def degree_words(education: Education) -> str:
    """A degree in words."""
    return {
        "high_school": say("high school"),
        "associate": say("associate degree"),
        "bachelor": say("bachelor’s degree"),
        "master": say("master’s degree"),
        "doctorate": say("doctorate"),
    }[education]


def near_basis(currency: str, *, seen: bool) -> str:
    """What the build of an estimate in `currency` is priced at; `seen`: for a role of it at accepted quotes."""
    if seen:
        return say(
            "Template effort (mean) at the middle of our day rates for people near you; where ten quotes for a role "
            "were accepted, at the middle of theirs."
        )
    if TIER_OF_CURRENCY.get(currency) == PUBLIC_TIER:
        return say(
            "Template effort (mean) at the middle public rate for people near you: {label}.",
            label=public_rates_label(),
        )
    return say("Template effort (mean) at the middle of our day rates for people near you.")
