"""What a long run found, as a line to print and to copy into the page about reliability."""

from __future__ import annotations

from typing import NamedTuple


class Figures(NamedTuple):
    """``tries`` of something, ``losses`` among them (each described in words), and the worst delay seen, in seconds."""

    name: str
    tries: int
    losses: tuple[str, ...] = ()
    worst: float | None = None
    worst_of: str = ""
    """What the delay is the delay of."""
    limit: float | None = None
    """The longest delay that is promised, in seconds. ``make torture`` holds it on an idle machine; no test does."""

    @property
    def too_slow(self) -> bool:
        """Whether the worst delay is longer than is promised."""
        return self.limit is not None and self.worst is not None and self.worst > self.limit

    def __str__(self) -> str:
        worst = f", worst {self.worst_of} {self.worst:.3f} s" if self.worst is not None else ""
        if self.too_slow:
            worst += f" (TOO SLOW: at most {self.limit:g} s)"
        losses = "".join(f"\n    {loss}" for loss in self.losses[:10])
        return f"{self.name}: {self.tries} tries, {len(self.losses)} lost{worst}{losses}"
