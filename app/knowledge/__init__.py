"""The broker's knowledge as typed, frozen data: read once, part by part, from `resources/knowledge`."""

from app.knowledge.decode import BrokenKnowledge
from app.knowledge.pack import Knowledge, load_knowledge
from app.knowledge.resources import resource

__all__ = ["BrokenKnowledge", "Knowledge", "load_knowledge", "resource"]
