"""The knowledge as one object: every part read when it is first asked for, then kept."""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from app.analysis.sourcing import SourcingRules
from app.knowledge.cards import Cards, SuggestionBook, Suggestions
from app.knowledge.credentials import Credentials
from app.knowledge.decode import BrokenKnowledge, decode
from app.knowledge.engagement import EngagementRules
from app.knowledge.factors import Factors
from app.knowledge.language import Language
from app.knowledge.lifecycle import Lifecycle
from app.knowledge.matching import Matching
from app.knowledge.meta import Meta
from app.knowledge.questions import Interview
from app.knowledge.resources import resource
from app.knowledge.risks import RiskLibrary
from app.knowledge.roles import Roles
from app.knowledge.service_levels import ServiceLevels
from app.knowledge.skills import Skills
from app.knowledge.templates import Template, TemplateIndex

T = TypeVar("T")

SOURCES: Mapping[str, tuple[str, type[Any]]] = {
    "meta": ("00_meta.yaml", Meta),
    "sourcing": ("01_sourcing_rules.yaml", SourcingRules),
    "cards": ("02_cards.yaml", Cards),
    "suggestions": ("02_suggestions.yaml", SuggestionBook),
    "templates": ("02_templates_index.yaml", TemplateIndex),
    "roles": ("03_roles.yaml", Roles),
    "skills": ("03_skills.json", Skills),
    "credentials": ("04_credentials.yaml", Credentials),
    "factors": ("05_factors.yaml", Factors),
    "matching": ("05_matching.yaml", Matching),
    "engagement": ("06_engagement.yaml", EngagementRules),
    "risks": ("06_risk_library.yaml", RiskLibrary),
    "service_levels": ("06_sla_catalogue.yaml", ServiceLevels),
    "lifecycle": ("07_lifecycle.yaml", Lifecycle),
    "language": ("08_language.yaml", Language),
    "questions": ("questions.yaml", Interview),
}
"""Every part but the templates: the file it is written in and what it is read as."""

INDEX = "index"


class Knowledge:
    """What a good adviser carries in the head. `tree` hands over a part by name as plain data."""

    def __init__(self, tree: Callable[[str], object]) -> None:
        self._tree = tree
        self._templates: dict[str, Template] = {}

    def _part(self, name: str, kind: type[T], file: str) -> T:
        try:
            return decode(kind, self._tree(name))
        except BrokenKnowledge as fault:
            raise (fault if fault.file else fault.in_file(file)) from None

    def _named(self, name: str, kind: type[T]) -> T:
        return self._part(name, kind, SOURCES[name][0])

    @cached_property
    def meta(self) -> Meta:
        """Conventions, tiers of places, estimate rules."""
        return self._named("meta", Meta)

    @cached_property
    def sourcing(self) -> SourcingRules:
        """Inputs, classes, strategy rules, readiness, pricing models, payment guards."""
        return self._named("sourcing", SourcingRules)

    @cached_property
    def cards(self) -> Cards:
        """The nine cards the owner picks from."""
        return self._named("cards", Cards)

    @cached_property
    def templates(self) -> TemplateIndex:
        """Names of the eighteen templates; `template` reads one."""
        return self._named("templates", TemplateIndex)

    @cached_property
    def roles(self) -> Roles:
        """Roles with titles and day rates."""
        return self._named("roles", Roles)

    @cached_property
    def skills(self) -> Skills:
        """The taxonomy of skills: the largest part."""
        return self._named("skills", Skills)

    @cached_property
    def credentials(self) -> Credentials:
        """Credentials and the pre-credentialed standard."""
        return self._named("credentials", Credentials)

    @cached_property
    def factors(self) -> Factors:
        """The owner's six factors."""
        return self._named("factors", Factors)

    @cached_property
    def matching(self) -> Matching:
        """Gates, criteria, red flags, award."""
        return self._named("matching", Matching)

    @cached_property
    def engagement(self) -> EngagementRules:
        """How an engagement is run and closed."""
        return self._named("engagement", EngagementRules)

    @cached_property
    def risks(self) -> RiskLibrary:
        """What may go wrong."""
        return self._named("risks", RiskLibrary)

    @cached_property
    def service_levels(self) -> ServiceLevels:
        """Service measures and credits."""
        return self._named("service_levels", ServiceLevels)

    @cached_property
    def lifecycle(self) -> Lifecycle:
        """State machines, guards, documents."""
        return self._named("lifecycle", Lifecycle)

    @cached_property
    def language(self) -> Language:
        """Word lists."""
        return self._named("language", Language)

    @cached_property
    def questions(self) -> Interview:
        """The guided brief."""
        return self._named("questions", Interview)

    @cached_property
    def _suggestions(self) -> SuggestionBook:
        return self._named("suggestions", SuggestionBook)

    def template(self, id: str) -> Template:
        """One template, complete; raises KeyError where there is none of this id."""
        if id not in self._templates:
            self._templates[id] = self._part(id, Template, self.templates.templates[id].file)
        return self._templates[id]

    def suggestions(self, template: str) -> Suggestions:
        """What the interview offers for a template."""
        return self._suggestions.templates[template]


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
