"""Every sentence a person reads: one catalogue, whole sentences, named values.

English is the source text. A sentence is a literal with its values named in braces, so that a
translator sees it whole and may move the values about::

    say("You are choosing {provider} at {price}.", provider=name, price=formats.money(price))
"""

from app.words.catalogue import say, say_count, say_known, use_language

__all__ = ["say", "say_count", "say_known", "use_language"]
