"""First words for the topics of the rules: the knowledge's own, with this plan's figures and country in them.

They are topics in plain words, never the text of a contract. What depends on the owner's country is marked as
a default, so that nobody takes it for advice.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from app.knowledge import load_knowledge
from app.words import say, say_count, say_known

EUROPE = frozenset(
    (
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE"),
        *("IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
    )
)
"""Countries under the General Data Protection Regulation."""

WORDED = (
    *("CL-01", "CL-02", "CL-03", "CL-04", "CL-06", "CL-07", "CL-08", "CL-11", "CL-12", "CL-13"),
    *("CL-17", "CL-18", "CL-20", "CL-21", "CL-22"),
)
"""Topics whose first words hang on nothing of the plan."""

DATA_TOPICS = ("CL-09", "CL-10")
"""What has to be settled before a plan with personal data is agreed."""


class ClauseFacts(NamedTuple):
    """What the first words are made of."""

    country: str
    warranty_days: int
    notice_days: int
    review_days: int
    personal: bool
    """Whether the work touches personal data."""
    abroad: str
    """Where the team elsewhere sits; empty where everybody is in the owner's country."""
    service: bool
    """Whether service levels are agreed."""


class ClauseDraft(NamedTuple):
    """First words for one topic; with a `reason` it seems not to apply."""

    topic: str
    words: str
    is_default: bool = False
    reason: str = ""


def draft_clauses(facts: ClauseFacts) -> tuple[ClauseDraft, ...]:
    """Every topic of the knowledge in its order."""
    return tuple(
        _DRAFTS[topic.id](facts) if topic.id in _DRAFTS else ClauseDraft(topic.id, say_known(topic.plain))
        for topic in load_knowledge().engagement.clause_topics.values()
    )


def _worded(topic: str) -> Callable[[ClauseFacts], ClauseDraft]:
    """A topic whose first words hang on nothing of the plan."""
    return lambda facts: ClauseDraft(topic, _words()[topic])


def _words() -> Mapping[str, str]:
    return {
        "CL-01": say("What is delivered, what is out and by which tests it is judged stand in this plan."),
        "CL-02": say(
            "The result, its texts, data and accounts are yours once they are paid. The provider keeps its general "
            "tools and lets you use them for good."
        ),
        "CL-03": say("Every release comes with a list of them and of their licences."),
        "CL-04": say(
            "What is paid, and when, stands in this plan. Expenses are paid only where you approved them before."
        ),
        "CL-06": say(
            "Only a signed change order alters what is delivered, its price, its dates or its tests."
        ),
        "CL-07": say(
            "The people named here do the work. Whoever is replaced hands over to a successor first, and others work "
            "for the provider only with your consent."
        ),
        "CL-08": say(
            "Both sides keep what they learn of each other to themselves for 3 years, and trade secrets for longer."
        ),
        "CL-11": say(
            "You are told of a security incident within 24 hours, and access ends within 1 day of somebody leaving. "
            "What must be protected, and how, is agreed before work starts."
        ),
        "CL-12": say(
            "Each side answers for damage up to a ceiling, commonly 100 to 150% of the price; it is higher for data "
            "and for injury to others’ rights, and insured."
        ),
        "CL-13": say("The provider is insured for this work and shows proof of it each year."),
        "CL-17": say(
            "What you need to go on without the provider is kept up to date. After the end you get help for 30 to "
            "90 days at the agreed rates, and your data in a form that others can use."
        ),
        "CL-18": say(
            "They are in your own name from the first day, and with a third party only where that is impossible."
        ),
        "CL-20": say(
            "For 6 months neither side hires the other’s people away. An open job advert is not that."
        ),
        "CL-21": say(
            "Who is kept from the work by something beyond their power says so and limits the damage. After 60 days "
            "either side may end the work."
        ),
        "CL-22": say(
            "The provider says where tools write code or text, puts no data of yours into public ones, and people "
            "answer for the result."
        ),
    }


def _acceptance(facts: ClauseFacts) -> ClauseDraft:
    words = say_count(
        "You have {count} working day to check a stage by its tests. Silence accepts nothing.",
        "You have {count} working days to check a stage by its tests. Silence accepts nothing.",
        facts.review_days,
    )
    return ClauseDraft("CL-05", words)


def _personal_data(facts: ClauseFacts) -> ClauseDraft:
    topic = load_knowledge().engagement.clause_topics["CL-09"]
    if not facts.personal:
        return ClauseDraft("CL-09", say_known(topic.plain), reason=say("The work touches no personal data."))
    return ClauseDraft("CL-09", f"{_data_law(facts.country)} {say_known(topic.plain)}.", is_default=True)


def _data_law(country: str) -> str:
    if country == "GB":
        return say("Processor terms under the UK GDPR and the Data Protection Act 2018.")
    if country in EUROPE:
        return say("Processor terms under article 28 of the GDPR.")
    if country == "CH":
        return say("Processor terms under the Swiss Data Protection Act.")
    if country == "US":
        return say("Data terms under the privacy law of your state; ask which one applies.")
    return say("Data terms under the law of your country; ask which one applies.")


def _leaving_country(facts: ClauseFacts) -> ClauseDraft:
    if not facts.abroad:
        words = say("The data stay in your country. Nobody outside it sees them.")
        return ClauseDraft("CL-10", words, is_default=facts.personal)
    tool = {
        "GB": say("the UK’s transfer agreement (IDTA), where no adequacy decision covers the country"),
        "US": say("what your state’s privacy law asks for"),
    }.get(facts.country)
    if tool is None and facts.country in EUROPE:
        tool = say("the EU’s standard contractual clauses, where no adequacy decision covers the country")
    words = say(
        "The team in {place} sees masked data only, and no copy leaves your country. Legal way: {tool}.",
        place=facts.abroad, tool=tool or say("what the law of your country asks for"),
    )  # fmt: skip
    return ClauseDraft("CL-10", words, is_default=True)


def _warranty(facts: ClauseFacts) -> ClauseDraft:
    words = say_count(
        "Faults are put right free of charge for {count} day after the last stage.",
        "Faults are put right free of charge for {count} days after the last stage.",
        facts.warranty_days,
    )
    return ClauseDraft("CL-14", words)


def _service(facts: ClauseFacts) -> ClauseDraft:
    topic = load_knowledge().engagement.clause_topics["CL-15"]
    reason = "" if facts.service else say("No service runs after the last stage.")
    return ClauseDraft("CL-15", say_known(topic.plain), reason=reason)


def _ending(facts: ClauseFacts) -> ClauseDraft:
    words = say_count(
        "You may stop after any stage. Otherwise {count} day’s notice; accepted work is paid, and the agreed "
        "part of work in hand.",
        "You may stop after any stage. Otherwise {count} days’ notice; accepted work is paid, and the agreed "
        "part of work in hand.",
        facts.notice_days,
    )
    return ClauseDraft("CL-16", words)


def _law(facts: ClauseFacts) -> ClauseDraft:
    words = say(
        "First the steps of the working rhythm, then a mediator both sides accept. The law and the courts of "
        "the owner’s country."
    )
    return ClauseDraft("CL-19", words, is_default=True)


_DRAFTS: Mapping[str, Callable[[ClauseFacts], ClauseDraft]] = {
    **{topic: _worded(topic) for topic in WORDED},
    "CL-05": _acceptance,
    "CL-09": _personal_data,
    "CL-10": _leaving_country,
    "CL-14": _warranty,
    "CL-15": _service,
    "CL-16": _ending,
    "CL-19": _law,
}
