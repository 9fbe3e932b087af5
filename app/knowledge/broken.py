"""How a fault in the knowledge is told."""


class BrokenKnowledge(ValueError):
    """A part of the knowledge cannot be used; says which file, where in it, and why."""

    def __init__(self, why: str, place: str = "", file: str = "") -> None:
        self.why, self.place, self.file = why, place, file
        super().__init__(": ".join(text for text in (file, place.lstrip("."), why) if text))

    def within(self, step: str) -> "BrokenKnowledge":
        """The same fault seen from one level further out."""
        return BrokenKnowledge(self.why, step + self.place, self.file)

    def in_file(self, file: str) -> "BrokenKnowledge":
        """The same fault with the file it was found in."""
        return BrokenKnowledge(self.why, self.place, file)
