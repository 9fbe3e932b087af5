"""The eighteen templates as kinds of project that a text can be compared with."""

from collections.abc import Iterator
from functools import lru_cache

from app.analysis.needs.kinds import Kinds, KindWords, made_kinds
from app.knowledge.pack import Knowledge
from app.knowledge.templates import Template

RELATED = 0.5
"""What a neighbour of a template's skill counts, times the weight of the relation."""


@lru_cache(maxsize=2)
def kinds(knowledge: Knowledge) -> Kinds:
    """Every template by its own words and skills; made once for each knowledge."""
    every = {id: knowledge.template(id) for id in knowledge.templates.templates}
    return made_kinds(
        {id: KindWords(tuple(_texts(knowledge, id)), _skills(knowledge, each)) for id, each in every.items()}
    )


def _texts(knowledge: Knowledge, id: str) -> Iterator[str]:
    template, suggested = knowledge.template(id), knowledge.suggestions(id)
    name = knowledge.templates.templates[id].name
    yield from (name, name, template.summary, *template.scope_in, suggested.problem, suggested.outcome)
    yield from (*suggested.must, *suggested.nice)
    for card in knowledge.cards.cards.values():
        for behind in card.templates:
            if behind.template == id:
                yield from (card.label, card.hint, behind.line, behind.line)


def _skills(knowledge: Knowledge, template: Template) -> dict[str, float]:
    skills = knowledge.skills.skills
    weights: dict[str, float] = {}
    for need in template.skills:
        for skill in (need.skill, *need.alternatives):
            weights[skill] = max(weights.get(skill, 0.0), float(need.weight))
    for skill, weight in list(weights.items()):
        for near in skills[skill].related:
            weights.setdefault(near.id, weight * RELATED * float(near.weight))
    return weights
