"""``python -m reciring`` is ``reciring``."""

from __future__ import annotations

from reciring.cli import main

if __name__ == "__main__":
    main()
