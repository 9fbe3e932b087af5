"""Write `app/persistence/migrations/versions/v0001.sql` from the classes, as long as nothing was released.

    python packaging/schema.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import app.domain  # noqa: F401  maps every class
from app.domain.base import Base
from app.persistence.migrations.freeze import TARGET, frozen

if __name__ == "__main__":
    TARGET.write_text(frozen(Base), "utf-8")
