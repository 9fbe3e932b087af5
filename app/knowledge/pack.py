"""The knowledge as one object: every part read when it is first asked for, then kept."""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from app.knowledge.broken import BrokenKnowledge
from app.knowledge.resources import resource

if TYPE_CHECKING:
    from app.analysis.sourcing import SourcingRules
    from app.knowledge.cards import Cards, SuggestionBook, Suggestions
    from app.knowledge.credentials import Credentials
    from app.knowledge.engagement import EngagementRules
    from app.knowledge.factors import Factors
    from app.knowledge.language import Language
    from app.knowledge.lifecycle import Lifecycle
    from app.knowledge.matching import Matching
    from app.knowledge.meta import Meta
    from app.knowledge.needs import EverydayWords, NeedsWords, Places
    from app.knowledge.questions import Interview
    from app.knowledge.risks import RiskLibrary
    from app.knowledge.roles import Roles
    from app.knowledge.service_levels import ServiceLevels
    from app.knowledge.skills import Skills
    from app.knowledge.supplier_questions import SupplierQuestions
    from app.knowledge.templates import Template, TemplateIndex


class Part(NamedTuple):
    """A part of the knowledge: the file it is written in and the dataclass it is read as.

    The class is named, not imported: making all hundred-odd dataclasses takes a tenth of a second,
    which a start that needs three parts should not pay.
    """

    file: str
    module: str
    kind: str

    def load(self, tree: object) -> Any:
        """`tree` as the class of this part; its module, and the reader, are imported once they are asked for."""
        decode: Callable[[type[Any], object], Any] = import_module("app.knowledge.decode").decode
        return decode(getattr(import_module(self.module), self.kind), tree)


SOURCES: Mapping[str, Part] = {
    "meta": Part("00_meta.yaml", "app.knowledge.meta", "Meta"),
    "sourcing": Part("01_sourcing_rules.yaml", "app.analysis.sourcing", "SourcingRules"),
    "cards": Part("02_cards.yaml", "app.knowledge.cards", "Cards"),
    "suggestions": Part("02_suggestions.yaml", "app.knowledge.cards", "SuggestionBook"),
    "templates": Part("02_templates_index.yaml", "app.knowledge.templates", "TemplateIndex"),
    "roles": Part("03_roles.yaml", "app.knowledge.roles", "Roles"),
    "skills": Part("03_skills.json", "app.knowledge.skills", "Skills"),
    "needs": Part("03_needs.yaml", "app.knowledge.needs", "NeedsWords"),
    "places": Part("03_places.yaml", "app.knowledge.needs", "Places"),
    "everyday": Part("08_everyday.yaml", "app.knowledge.needs", "EverydayWords"),
    "credentials": Part("04_credentials.yaml", "app.knowledge.credentials", "Credentials"),
    "factors": Part("05_factors.yaml", "app.knowledge.factors", "Factors"),
    "matching": Part("05_matching.yaml", "app.knowledge.matching", "Matching"),
    "engagement": Part("06_engagement.yaml", "app.knowledge.engagement", "EngagementRules"),
    "risks": Part("06_risk_library.yaml", "app.knowledge.risks", "RiskLibrary"),
    "service_levels": Part("06_sla_catalogue.yaml", "app.knowledge.service_levels", "ServiceLevels"),
    "lifecycle": Part("07_lifecycle.yaml", "app.knowledge.lifecycle", "Lifecycle"),
    "language": Part("08_language.yaml", "app.knowledge.language", "Language"),
    "questions": Part("questions.yaml", "app.knowledge.questions", "Interview"),
    "supplier_questions": Part(
        "08_supplier_questions.yaml", "app.knowledge.supplier_questions", "SupplierQuestions"
    ),
}
"""Every part but the eighteen templates."""

INDEX = "index"


class Knowledge:
    """What a good adviser carries in the head. `tree` hands over a part by name as plain data."""

    def __init__(self, tree: Callable[[str], object]) -> None:
        self._tree = tree
        self._templates: dict[str, Template] = {}

    def _part(self, name: str) -> Any:
        part = SOURCES.get(name) or self._template_part(name)
        try:
            return part.load(self._tree(name))
        except BrokenKnowledge as fault:
            raise (fault if fault.file else fault.in_file(part.file)) from None

    def _template_part(self, id: str) -> Part:
        return Part(self.templates.templates[id].file, "app.knowledge.templates", "Template")

    @cached_property
    def meta(self) -> "Meta":
        """Conventions, tiers of places, estimate rules."""
        part: Meta = self._part("meta")
        return part

    @cached_property
    def sourcing(self) -> "SourcingRules":
        """Inputs, classes, strategy rules, readiness, pricing models, payment guards."""
        part: SourcingRules = self._part("sourcing")
        return part

    @cached_property
    def cards(self) -> "Cards":
        """The nine cards the owner picks from."""
        part: Cards = self._part("cards")
        return part

    @cached_property
    def templates(self) -> "TemplateIndex":
        """Names of the eighteen templates; `template` reads one."""
        part: TemplateIndex = self._part("templates")
        return part

    @cached_property
    def roles(self) -> "Roles":
        """Roles with titles and day rates."""
        part: Roles = self._part("roles")
        return part

    @cached_property
    def skills(self) -> "Skills":
        """The taxonomy of skills: the largest part."""
        part: Skills = self._part("skills")
        return part

    @cached_property
    def needs(self) -> "NeedsWords":
        """Words and rules for reading needs."""
        part: NeedsWords = self._part("needs")
        return part

    @cached_property
    def places(self) -> "Places":
        """Towns and regions."""
        part: Places = self._part("places")
        return part

    @cached_property
    def everyday(self) -> "EverydayWords":
        """Words that are no names."""
        part: EverydayWords = self._part("everyday")
        return part

    @cached_property
    def credentials(self) -> "Credentials":
        """Credentials and the pre-credentialed standard."""
        part: Credentials = self._part("credentials")
        return part

    @cached_property
    def factors(self) -> "Factors":
        """The owner's six factors."""
        part: Factors = self._part("factors")
        return part

    @cached_property
    def matching(self) -> "Matching":
        """Gates, criteria, red flags, award."""
        part: Matching = self._part("matching")
        return part

    @cached_property
    def engagement(self) -> "EngagementRules":
        """How an engagement is run and closed."""
        part: EngagementRules = self._part("engagement")
        return part

    @cached_property
    def risks(self) -> "RiskLibrary":
        """What may go wrong."""
        part: RiskLibrary = self._part("risks")
        return part

    @cached_property
    def service_levels(self) -> "ServiceLevels":
        """Service measures and credits."""
        part: ServiceLevels = self._part("service_levels")
        return part

    @cached_property
    def lifecycle(self) -> "Lifecycle":
        """State machines, guards, documents."""
        part: Lifecycle = self._part("lifecycle")
        return part

    @cached_property
    def language(self) -> "Language":
        """Word lists."""
        part: Language = self._part("language")
        return part

    @cached_property
    def questions(self) -> "Interview":
        """The guided brief."""
        part: Interview = self._part("questions")
        return part

    @cached_property
    def supplier_questions(self) -> "SupplierQuestions":
        """What providers usually ask."""
        part: SupplierQuestions = self._part("supplier_questions")
        return part

    @cached_property
    def suggestion_book(self) -> "SuggestionBook":
        """The suggestions of every template; `suggestions` takes one."""
        part: SuggestionBook = self._part("suggestions")
        return part

    def template(self, id: str) -> "Template":
        """One template, complete; raises KeyError where there is none of this id."""
        if id not in self._templates:
            self._templates[id] = self._part(id)
        return self._templates[id]

    def suggestions(self, template: str) -> "Suggestions":
        """What the interview offers for a template."""
        return self.suggestion_book.templates[template]


class _Compiled:
    """The committed parts in `resources/knowledge/compiled`, each checked against its hash."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        index = folder / f"{INDEX}.json"
        try:
            self._hashes: dict[str, str] = json.loads(index.read_bytes())["parts"]
        except (OSError, ValueError, KeyError, TypeError) as wrong:
            raise BrokenKnowledge("the index cannot be read", file=str(index)) from wrong

    def tree(self, name: str) -> object:
        """A part as plain data; raises BrokenKnowledge where it is missing or altered."""
        path = self._folder / f"{name}.json"
        try:
            content = path.read_bytes()
        except OSError as wrong:
            raise BrokenKnowledge("the part cannot be read", file=str(path)) from wrong
        if hashlib.sha256(content).hexdigest() != self._hashes.get(name):
            raise BrokenKnowledge("the part is not what was compiled", file=str(path))
        return json.loads(content)


def read_compiled(folder: Path) -> Knowledge:
    """Knowledge from a folder of compiled parts; raises BrokenKnowledge where it has no index."""
    return Knowledge(_Compiled(folder).tree)


@lru_cache(maxsize=1)
def load_knowledge() -> Knowledge:
    """The bundled knowledge, the same object on every call."""
    return read_compiled(resource("knowledge", "compiled"))
