"""What the things of a project are called when an engagement file brings or changes them."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from app.words import say, say_count


class Kind(NamedTuple):
    """One kind of thing in a project: what one is called, how many are counted, and which field names it."""

    noun: Callable[[], str]
    counted: Callable[[int], str]
    title: str = ""
    listed: bool = True
    """False for what the program writes down by itself: counted, not listed."""


KINDS: Mapping[str, Kind] = {
    "project": Kind(
        lambda: say("The project itself"),
        lambda n: say_count("{count} project", "{count} projects", n),
        "title",
    ),
    "answer": Kind(
        lambda: say("Answer in the brief"),
        lambda n: say_count("{count} answer in the brief", "{count} answers in the brief", n),
        "question",
    ),
    "brief_item": Kind(
        lambda: say("Line of the brief"),
        lambda n: say_count("{count} line of the brief", "{count} lines of the brief", n),
        "line",
    ),
    "suggested_change": Kind(
        lambda: say("Suggested wording"),
        lambda n: say_count("{count} suggested wording", "{count} suggested wordings", n),
        "reason",
    ),
    "need": Kind(
        lambda: say("Skill that is needed"),
        lambda n: say_count("{count} skill that is needed", "{count} skills that are needed", n),
        "words",
    ),
    "talking_point": Kind(
        lambda: say("Talking point"),
        lambda n: say_count("{count} talking point", "{count} talking points", n),
        "text",
    ),
    "brief_file": Kind(
        lambda: say("File with the brief"),
        lambda n: say_count("{count} file with the brief", "{count} files with the brief", n),
        "name",
    ),
    "should_cost": Kind(
        lambda: say("Estimate of a fair cost"),
        lambda n: say_count("{count} estimate of a fair cost", "{count} estimates of a fair cost", n),
    ),
    "cost_basis": Kind(
        lambda: say("What quotes are reckoned with"),
        lambda n: say_count(
            "{count} footing that quotes are reckoned on", "{count} footings that quotes are reckoned on", n
        ),
    ),
    "document": Kind(
        lambda: say("Issued document"),
        lambda n: say_count("{count} issued document", "{count} issued documents", n),
        "title",
    ),
    "match_run": Kind(
        lambda: say("Ranking of providers"),
        lambda n: say_count("{count} ranking of providers", "{count} rankings of providers", n),
    ),
    "candidate": Kind(
        lambda: say("Provider on the shortlist"),
        lambda n: say_count("{count} provider on the shortlist", "{count} providers on the shortlist", n),
        "name",
    ),
    "waiver": Kind(
        lambda: say("Rule set aside in writing"),
        lambda n: say_count("{count} rule set aside in writing", "{count} rules set aside in writing", n),
        "reason",
    ),
    "disclosure": Kind(
        lambda: say("The broker’s disclosure"),
        lambda n: say_count("{count} disclosure", "{count} disclosures", n),
        "text",
    ),
    "quote_request": Kind(
        lambda: say("Request for quotes"),
        lambda n: say_count("{count} request for quotes", "{count} requests for quotes", n),
    ),
    "quote": Kind(
        lambda: say("Quote"), lambda n: say_count("{count} quote", "{count} quotes", n), "provider_name"
    ),
    "reply": Kind(
        lambda: say("Reply that came back"),
        lambda n: say_count("{count} reply that came back", "{count} replies that came back", n),
    ),
    "reply_mark": Kind(
        lambda: say("Mark of a response form"),
        lambda n: say_count("{count} mark of a response form", "{count} marks of response forms", n),
        listed=False,
    ),
    "quote_question": Kind(
        lambda: say("Question about a request"),
        lambda n: say_count("{count} question about a request", "{count} questions about a request", n),
        "text",
    ),
    "quote_line": Kind(
        lambda: say("Line of a quote"),
        lambda n: say_count("{count} line of a quote", "{count} lines of quotes", n),
        "package",
    ),
    "coverage": Kind(
        lambda: say("What a quote says of a must-have"),
        lambda n: say_count(
            "{count} answer of a quote to a must-have", "{count} answers of quotes to must-haves", n
        ),
        "note",
    ),
    "evaluation": Kind(
        lambda: say("What judging the quotes rests on"),
        lambda n: say_count("{count} judging of quotes", "{count} judgings of quotes", n),
        "weights_because",
    ),
    "price_look": Kind(
        lambda: say("Look at prices before quality was judged"),
        lambda n: say_count(
            "{count} look at prices before quality was judged",
            "{count} looks at prices before quality was judged",
            n,
        ),
        "person",
    ),
    "quote_score": Kind(
        lambda: say("Score of a quote"),
        lambda n: say_count("{count} score of a quote", "{count} scores of quotes", n),
        "sentence",
    ),
    "interview": Kind(
        lambda: say("Interview"),
        lambda n: say_count("{count} interview", "{count} interviews", n),
        "sentence",
    ),
    "reference_call": Kind(
        lambda: say("Call to a reference"),
        lambda n: say_count("{count} call to a reference", "{count} calls to references", n),
        "client",
    ),
    "red_flag": Kind(
        lambda: say("Red flag"),
        lambda n: say_count("{count} red flag", "{count} red flags", n),
        "evidence",
    ),
    "decision": Kind(
        lambda: say("The owner’s choice"),
        lambda n: say_count("{count} choice", "{count} choices", n),
        "words",
    ),
    "letter": Kind(
        lambda: say("Letter to a provider"),
        lambda n: say_count("{count} letter to a provider", "{count} letters to providers", n),
        "words",
    ),
    "engagement": Kind(
        lambda: say("The agreed plan"),
        lambda n: say_count("{count} plan", "{count} plans", n),
        "provider_name",
    ),
    "engagement_person": Kind(
        lambda: say("Person in the work"),
        lambda n: say_count("{count} person in the work", "{count} people in the work", n),
        "name",
    ),
    "stage": Kind(lambda: say("Stage"), lambda n: say_count("{count} stage", "{count} stages", n), "title"),
    "sign_off_test": Kind(
        lambda: say("Sign-off test"),
        lambda n: say_count("{count} sign-off test", "{count} sign-off tests", n),
        "text",
    ),
    "work_package": Kind(
        lambda: say("Work of somebody in the team"),
        lambda n: say_count("{count} work package of the team", "{count} work packages of the team", n),
        "title",
    ),
    "distance_allowance": Kind(
        lambda: say("What distance is reckoned to cost"),
        lambda n: say_count("{count} allowance for distance", "{count} allowances for distance", n),
        "tier",
    ),
    "bought_in_item": Kind(
        lambda: say("Something bought in"),
        lambda n: say_count("{count} thing bought in", "{count} things bought in", n),
        "item",
    ),
    "bank_change": Kind(
        lambda: say("Change of bank details"),
        lambda n: say_count("{count} change of bank details", "{count} changes of bank details", n),
        "told_in",
    ),
    "service_level": Kind(
        lambda: say("Service level"),
        lambda n: say_count("{count} service level", "{count} service levels", n),
        "name",
    ),
    "rhythm_line": Kind(
        lambda: say("Meeting or way of telling things"),
        lambda n: say_count("{count} line of the working rhythm", "{count} lines of the working rhythm", n),
        "what",
    ),
    "clause": Kind(
        lambda: say("Rule of the work"),
        lambda n: say_count("{count} rule of the work", "{count} rules of the work", n),
        "words",
    ),
    "plan_risk": Kind(
        lambda: say("Risk of the plan"),
        lambda n: say_count("{count} risk of the plan", "{count} risks of the plan", n),
        "words",
    ),
    "exit_item": Kind(
        lambda: say("Thing to have in hand when the provider is gone"),
        lambda n: say_count("{count} thing of the way out", "{count} things of the way out", n),
        "place",
    ),
    "plan_version": Kind(
        lambda: say("Version of the plan"),
        lambda n: say_count("{count} version of the plan", "{count} versions of the plan", n),
        "number",
        listed=False,
    ),
    "schedule_basis": Kind(
        lambda: say("What the days of the plan are counted by"),
        lambda n: say_count("{count} way of counting days", "{count} ways of counting days", n),
        "starts_on",
    ),
    "activity": Kind(
        lambda: say("Line of the schedule"),
        lambda n: say_count("{count} line of the schedule", "{count} lines of the schedule", n),
        "title",
    ),
    "activity_link": Kind(
        lambda: say("What waits for what in the schedule"),
        lambda n: say_count("{count} line that waits for another", "{count} lines that wait for another", n),
        "kind",
        listed=False,
    ),
    "closure": Kind(
        lambda: say("Days off"),
        lambda n: say_count("{count} entry of days off", "{count} entries of days off", n),
        "name",
    ),
    "proof": Kind(
        lambda: say("Proof"), lambda n: say_count("{count} proof", "{count} proofs", n), "described"
    ),
    "review": Kind(
        lambda: say("Check of a stage"),
        lambda n: say_count("{count} check of a stage", "{count} checks of stages", n),
        "submitted_on",
    ),
    "verdict": Kind(
        lambda: say("Result of a sign-off test"),
        lambda n: say_count("{count} result of a sign-off test", "{count} results of sign-off tests", n),
        "result",
    ),
    "payment": Kind(lambda: say("Payment"), lambda n: say_count("{count} payment", "{count} payments", n)),
    "lifecycle_step": Kind(
        lambda: say("Step in the project’s log"),
        lambda n: say_count("{count} step in the project’s log", "{count} steps in the project’s log", n),
        listed=False,
    ),
}
"""In the order in which a project comes by them."""

OTHER = Kind(
    lambda: say("Something else in the project"),
    lambda n: say_count("{count} other entry", "{count} other entries", n),
)


def kind_of(entity: str) -> Kind:
    """What to call rows of an entity."""
    return KINDS.get(entity, OTHER)
