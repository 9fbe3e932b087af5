"""The kinds of project as cards with icons, and the templates behind a card as options."""

from collections.abc import Sequence

from app.knowledge.cards import Card
from app.knowledge.pack import Knowledge
from app.words import say, say_known
from ui.widgets.choices import ChoiceCards, Option

ICONS = {
    "CARD-WEB": "shopping-cart",
    "CARD-SYSTEM": "database",
    "CARD-CLOUD": "cloud",
    "CARD-APP": "smartphone",
    "CARD-OFFICE": "network",
    "CARD-SAFE": "shield-check",
    "CARD-FIGURES": "activity",
    "CARD-HELP": "phone",
    "CARD-ELSE": "circle-dashed",
}


def kind_cards(knowledge: Knowledge, *, name: str, columns: int = 2) -> ChoiceCards:
    """The nine cards to choose from."""
    choices = tuple(
        Option(card.id, say_known(card.label), say_known(card.hint), ICONS.get(card.id, "circle-dashed"))
        for card in knowledge.cards.cards.values()
    )
    return ChoiceCards(choices, columns=columns, least_width=262, name=name)


def template_options(knowledge: Knowledge, card: Card | None) -> tuple[Option, ...]:
    """The templates behind `card` in the owner's words, with their usual time; none without a choice."""
    if card is None:
        return ()
    told = [
        Option(
            line.template,
            say_known(line.line),
            say("Usually {least} to {most} weeks", least=line.weeks[0], most=line.weeks[1]),
        )
        for line in card.templates
    ]
    if not told:
        told = [Option(id, template_words(knowledge, id)) for id in card.also]
    return tuple(told) if len(told) > 1 else ()


def other_templates(knowledge: Knowledge, card: Card | None, main: str) -> tuple[tuple[str, str], ...]:
    """What may be done together with `main`: what goes with its card first, then all the rest."""
    near: Sequence[str] = (*card.also, *(line.template for line in card.templates)) if card else ()
    every = dict.fromkeys((*near, *knowledge.templates.templates))
    return tuple((id, template_words(knowledge, id)) for id in every if id != main)


def template_words(knowledge: Knowledge, template: str) -> str:
    """A template as its card tells it: in the owner's words, not by its trade name."""
    return say_known(knowledge.cards.home_of(template)[1].line)
