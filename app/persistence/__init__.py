"""How things are kept: an encrypted workspace, its journal of operations, and the copies that protect both."""
