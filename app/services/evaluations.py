"""Judge the quotes of a round: score them with a sentence each, agree, and see the prices once that is done.

What is learned on the way (interviews, references, red flags) is written down in `app.services.quote_evidence`.
"""

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.evaluation import valid_mark
from app.analysis.judging_weights import PRICE, WeightFault, weight_faults
from app.domain.errors import DomainError
from app.domain.evaluations import Evaluation, PriceLook, Score, last_of_each, looks_of, that_stands
from app.domain.judged_rounds import JUDGED_BY, JudgedRound
from app.domain.names import same_name
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.domain.shortlists import QuoteRequest
from app.knowledge import load_knowledge
from app.persistence.journal import binding
from app.persistence.project_rows import rows_of_project
from app.services.found import found
from app.services.projects import open_project
from app.services.quote_requests import open_request, prepare_request, quotes_of
from app.words import say

SHORTEST_SENTENCE = 10
"""Characters of the shortest sentence that says why."""

SHORTEST_REASON = 20
"""Characters of a broker's reason (guard G-REASON of the knowledge)."""

BEFORE_AGREED = ("draft",)
JUDGING = ("closed", "evaluated")
IN = ("submitted", "clarifying", "scored", "negotiating")


def score(
    session: Session,
    *,
    quote_id: uuid.UUID,
    criterion: str,
    mark: Decimal,
    sentence: str,
    scorer: str,
    on: date,
) -> uuid.UUID:
    """Give one criterion of a quote a mark from 0 to 5, with a sentence; a scorer's own mark takes its earlier place.

    Only once the round is closed, so that every quote is judged at the same time. Price is never scored by hand.
    A mark given once prices can be seen says so for good.
    """
    quote = judged_quote(session, quote_id, on, *JUDGING)
    _check_mark(criterion, mark, sentence, scorer)
    return _keep(session, quote, criterion, mark, sentence, scorer, on, agreed=False)


def forget_score(session: Session, *, quote_id: uuid.UUID, criterion: str, scorer: str, on: date) -> None:
    """Take a scorer's mark back, as if it had not been given."""
    quote = judged_quote(session, quote_id, on, *JUDGING)
    for row in _scores(session, quote, criterion):
        if not row.agreed and same_name(row.scorer, scorer):
            session.delete(row)


def agree_score(
    session: Session,
    *,
    quote_id: uuid.UUID,
    criterion: str,
    mark: Decimal,
    sentence: str,
    person: str,
    on: date,
) -> uuid.UUID:
    """Write down the mark on which several scorers settled, and why; their own marks stay beside it."""
    quote = judged_quote(session, quote_id, on, *JUDGING)
    _check_mark(criterion, mark, sentence, person)
    if len([row for row in _scores(session, quote, criterion) if not row.agreed]) < 2:
        raise DomainError(
            say("There is nothing to agree on yet: it takes the scores of at least two people.")
        )
    return _keep(session, quote, criterion, mark, sentence, person, on, agreed=True)


def finish_quality(session: Session, *, project_id: uuid.UUID, person: str, on: date) -> None:
    """Judging quality is done: from now on prices stand beside the scores. Binding, as nobody can unsee a price.

    A criterion that nobody scored stands at its prior and is listed as not known; it can be scored later, and
    then says that prices could be seen.
    """
    project = open_project(session, project_id, on)
    project.require("sourcing", otherwise=say("There are no quotes to judge at this point."))
    request = _request(session, project_id, *JUDGING)
    evaluation = evaluation_of(session, request)
    if evaluation.quality_done_on is not None:
        raise DomainError(say("Judging quality is done already."))
    if not person.strip():
        raise DomainError(say("Say who has judged the quotes."))
    known = {quote.id for quote in quotes_of(session, request) if quote.state in IN}
    scored = session.scalars(select(Score.quote_id).where(Score.project_id == project_id)).all()
    without = known - set(scored)
    if not known or without:
        names = [quote.provider_name for quote in quotes_of(session, request) if quote.id in without]
        raise DomainError(
            say("Nobody has scored {provider}'s quote yet.", provider=names[0])
            if names
            else say("There are no quotes to judge at this point.")
        )
    evaluation.quality_done_on = on
    evaluation.quality_done_by = person.strip()
    binding(session, say("The prices have been shown, and nobody can forget them again."))


def see_prices(session: Session, *, project_id: uuid.UUID, person: str, on: date) -> None:
    """Show somebody the prices before quality is judged, as they ask for it. Binding, as nobody can unsee a price.

    Whatever they score from now on says that prices could be seen.
    """
    open_project(session, project_id, on)
    request = open_request(session, project_id)
    if request is None:
        raise DomainError(say("There are no quotes to judge at this point."))
    if not person.strip():
        raise DomainError(say("Say who wants to see the prices."))
    note_look(session, request, person, on)
    binding(session, say("The prices have been shown, and nobody can forget them again."))


def note_look(
    session: Session, request: QuoteRequest, person: str, on: date, quote_id: uuid.UUID | None = None
) -> None:
    """Write down once that somebody knows the prices of a round, or only that of the quote they typed."""
    known = looks_of(_looks(session, request), person)
    if person.strip() and None not in known and quote_id not in known:
        row = PriceLook(
            project_id=request.project_id, request_id=request.id, quote_id=quote_id, person=person.strip(),
            looked_on=on,
        )  # fmt: skip
        session.add(row)


def _looks(session: Session, request: QuoteRequest) -> list[PriceLook]:
    return list(session.scalars(select(PriceLook).where(PriceLook.request_id == request.id)))


def move_weights(
    session: Session, *, project_id: uuid.UUID, weights: Mapping[str, Decimal], because: str, on: date
) -> None:
    """Let the broker move weights by up to 10 points each, with a written reason, before the owner agrees to them.

    They are whole percent that add up to 100, and price keeps a weight from 15 to 40. Begins a round of asking where
    none is under way.
    """
    project = open_project(session, project_id, on)
    if open_request(session, project_id) is None:
        prepare_request(session, project_id=project_id, person=project.broker_name, on=on)
    request = _request(
        session,
        project_id,
        *BEFORE_AGREED,
        otherwise=say("What counts how much was settled when the owner agreed to the request."),
    )
    base = judged_round(session, project, request, on).base_weights
    for fault in weight_faults(base, weights)[:1]:
        raise DomainError(_fault_words(fault))
    if len(because.strip()) < SHORTEST_REASON:
        raise DomainError(
            say("Say why in at least {count} characters; the owner reads it.", count=SHORTEST_REASON)
        )
    evaluation = evaluation_of(session, request)
    evaluation.weights = {name: format(weight, "f") for name, weight in weights.items()}
    evaluation.weights_because = because.strip()


def leave_weights(session: Session, *, project_id: uuid.UUID, on: date) -> None:
    """Let the weights of the template and of the owner's words stand again, before the owner agrees to them."""
    open_project(session, project_id, on)
    request = _request(
        session,
        project_id,
        *BEFORE_AGREED,
        otherwise=say("What counts how much was settled when the owner agreed to the request."),
    )
    evaluation = evaluation_of(session, request)
    evaluation.weights, evaluation.weights_because = {}, ""


def advise(
    session: Session, *, project_id: uuid.UUID, quote_id: uuid.UUID | None, because: str = "", on: date
) -> None:
    """Write down which quote the broker would choose, and why; None takes the advice back."""
    open_project(session, project_id, on)
    request = _request(session, project_id, *JUDGING)
    evaluation = evaluation_of(session, request)
    if quote_id is None:
        evaluation.broker_choice, evaluation.broker_because = None, ""
        return
    if evaluation.quality_done_on is None:
        raise DomainError(say("Finish judging quality first; then say which quote you would choose."))
    judged_quote(session, quote_id, on, *JUDGING)
    if len(because.strip()) < SHORTEST_REASON:
        raise DomainError(
            say("Say why in at least {count} characters; the owner reads it.", count=SHORTEST_REASON)
        )
    evaluation.broker_choice, evaluation.broker_because = quote_id, because.strip()


def judged_round(session: Session, project: Project, request: QuoteRequest, on: date) -> JudgedRound:
    """Everything a round is judged by, read at once."""
    rows = rows_of_project(session, JUDGED_BY, project.id)
    return JudgedRound(load_knowledge(), project, request, rows, on)


def judging_of(session: Session, quote: Quote, on: date) -> JudgedRound | None:
    """How the round of a quote was judged; None for a quote of no round."""
    request = session.get(QuoteRequest, quote.request_id) if quote.request_id is not None else None
    project = session.get(Project, quote.project_id)
    return None if request is None or project is None else judged_round(session, project, request, on)


def evaluation_of(session: Session, request: QuoteRequest) -> Evaluation:
    """What was settled for a round; made where nobody settled anything yet."""
    row = that_stands(session.scalars(select(Evaluation).where(Evaluation.request_id == request.id)))
    if row is None:
        row = Evaluation(project_id=request.project_id, request_id=request.id)
        session.add(row)
        session.flush()
    return row


def judged_quote(session: Session, quote_id: uuid.UUID, on: date, *states: str) -> Quote:
    """A quote of the round under way that is in; refused before its round has reached one of `states`."""
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    project = open_project(session, quote.project_id, on)
    project.require("sourcing", otherwise=say("The choice is made, so how the quotes were judged stays."))
    request = _request(session, quote.project_id, *states)
    if quote.request_id != request.id or quote.state not in IN:
        raise DomainError(say("{provider}'s quote is not in this round.", provider=quote.provider_name))
    return quote


def _request(session: Session, project_id: uuid.UUID, *states: str, otherwise: str = "") -> QuoteRequest:
    request = open_request(session, project_id)
    if request is None or request.state not in states:
        raise DomainError(
            otherwise or say("Close the request first, so that every quote is judged at the same time.")
        )
    return request


def _check_mark(criterion: str, mark: Decimal, sentence: str, person: str) -> None:
    if criterion == PRICE:
        raise DomainError(say("The price is not scored by hand: it is read off our own estimate."))
    if criterion not in load_knowledge().matching.criteria:
        raise DomainError(say("There is no such criterion."))
    if not valid_mark(mark):
        raise DomainError(say("A score goes from 0 to 5, by halves."))
    if len(sentence.strip()) < SHORTEST_SENTENCE:
        raise DomainError(say("Say in a sentence why. A score without one helps nobody."))
    if not person.strip():
        raise DomainError(say("Say who gives this score."))


def _scores(session: Session, quote: Quote, criterion: str) -> list[Score]:
    return list(
        session.scalars(
            select(Score).where(Score.quote_id == quote.id, Score.criterion == criterion).order_by(Score.id)
        )
    )


def _keep(
    session: Session,
    quote: Quote,
    criterion: str,
    mark: Decimal,
    sentence: str,
    person: str,
    on: date,
    *,
    agreed: bool,
) -> uuid.UUID:
    rows = [row for row in last_of_each(_scores(session, quote, criterion)) if row.agreed is agreed]
    row = next((row for row in rows if agreed or same_name(row.scorer, person)), None)
    if row is None:
        row = Score(
            project_id=quote.project_id, quote_id=quote.id, criterion=criterion, agreed=agreed,
            scorer=person.strip(), mark=mark, sentence=sentence.strip(), scored_on=on,
        )  # fmt: skip
        session.add(row)
    request = session.get(QuoteRequest, quote.request_id)
    assert request is not None
    done = evaluation_of(session, request).quality_done_on is not None
    seen = done or bool({None, quote.id} & looks_of(_looks(session, request), person).keys())
    row.scorer, row.mark, row.sentence, row.scored_on = person.strip(), mark, sentence.strip(), on
    row.after_prices = row.after_prices or seen
    session.flush()
    return row.id


def _fault_words(fault: WeightFault) -> str:
    return {
        WeightFault.OTHER_CRITERIA: say("There is no such criterion."),
        WeightFault.NOT_A_HUNDRED: say("The weights must add up to 100."),
        WeightFault.NOT_WHOLE: say("Weights are whole percent."),
        WeightFault.BELOW_NOTHING: say("No criterion can weigh less than nothing."),
        WeightFault.MOVED_TOO_FAR: say("A weight can be moved by 10 points at most."),
        WeightFault.PRICE_OUT_OF_REACH: say("The price keeps a weight from 15 to 40."),
    }[fault]
