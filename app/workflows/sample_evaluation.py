"""How the quotes of a case were judged: its own marks, with the sentences of its story."""

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.analysis.judging_weights import PRICE
from app.analysis.references import QUESTIONS
from app.services import evaluations, quote_evidence
from app.workflows.sample_case import Tree, as_sentence, day
from app.workflows.sample_story import Replay


def settle_weights(story: Replay) -> None:
    """The weights of the case, where the owner's words alone would come to others; before the request goes out."""
    told = _told(story)
    if "weights_because" in told:
        weights = {name: Decimal(weight) for name, weight in _case(story)["weights"].items()}
        prepared = day(story.case.case["should_cost"]["fixed_on"])
        story.do(
            evaluations.move_weights,
            project_id=story.project,
            weights=weights,
            because=told["weights_because"],
            on=prepared,
        )


def judge(story: Replay) -> None:
    """Interviews, references, flags and every score; prices are looked at only after that.

    What is learned and every score are one unit of work: a hundred commits would be a second of the first start.
    """
    story.do(_learn_and_score, "judge", story=story)
    on = day(_told(story)["judged"])
    story.do(evaluations.finish_quality, project_id=story.project, person=story.broker, on=on)


def _learn_and_score(session: Session, *, story: Replay) -> None:
    for row, sentence in zip(_case(story)["interviews"], _told(story)["interviews"], strict=True):
        quote_evidence.record_interview(
            session,
            quote_id=_quote(story, row["provider"]),
            role=row["role"],
            mark=Decimal(row["mark"]),
            sentence=sentence,
            **_by_broker(story),
        )
    for row, call in zip(_case(story)["references_called"], _told(story)["references"], strict=True):
        marks = [Decimal(mark) for mark in call["marks"]]
        quote_evidence.record_reference(
            session,
            quote_id=_quote(story, row["provider"]),
            client=as_sentence(row["reference"]),
            answers=dict(zip(QUESTIONS, marks, strict=True)),
            again=call["again"],
            but=call.get("but", ""),
            **_by_broker(story),
        )
    for row in _case(story)["open_red_flags"]:
        quote_evidence.raise_red_flag(
            session,
            quote_id=story.quotes[row["quote"]],
            sign=row.get("flag") or row["check"],
            evidence=as_sentence(row.get("note") or _told(story)["flags"][row["quote"]]),
            **_by_broker(story),
        )
    for result in _case(story)["results"]:
        for criterion, mark in result["scores"].items():
            if criterion != PRICE:
                _score(session, story, result["quote"], criterion, Decimal(mark))


def _score(session: Session, story: Replay, quote: str, criterion: str, mark: Decimal) -> None:
    """The broker's score; where owner and broker differed, both, and what they settled on."""
    told, on = _told(story), day(_told(story)["judged"])
    where: dict[str, Any] = {"quote_id": story.quotes[quote], "criterion": criterion, "on": on}
    sentence = told["sentences"][quote][criterion]
    apart = [row for row in told["disagreed"] if (row["quote"], row["criterion"]) == (quote, criterion)]
    for row in apart:
        for who, scorer in (("broker", story.broker), ("owner", story.owner)):
            own = row[who]
            evaluations.score(session, **where, mark=Decimal(own["mark"]), sentence=own["why"], scorer=scorer)
        evaluations.agree_score(session, **where, mark=mark, sentence=sentence, person=story.broker)
    if not apart:
        evaluations.score(session, **where, mark=mark, sentence=sentence, scorer=story.broker)


def _by_broker(story: Replay) -> dict[str, Any]:
    return {"person": story.broker, "on": day(_told(story)["judged"])}


def _case(story: Replay) -> Tree:
    told: Tree = story.case.case["evaluation"]
    return told


def _told(story: Replay) -> Tree:
    told: Tree = story.case.story["evaluation"]
    return told


def _quote(story: Replay, provider: str) -> Any:
    return story.quotes[story.case.quotes[provider]]
