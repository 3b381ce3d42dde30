"""What a long run found, as a line to print and to copy into docs/reliability.md."""

from __future__ import annotations

from typing import NamedTuple


class Figures(NamedTuple):
    """``tries`` of something, ``losses`` among them (each told in words), and the worst delay seen, in seconds."""

    name: str
    tries: int
    losses: tuple[str, ...] = ()
    worst: float | None = None
    worst_of: str = ""
    """What the delay is the delay of."""

    def __str__(self) -> str:
        worst = f", worst {self.worst_of} {self.worst:.3f} s" if self.worst is not None else ""
        told = "".join(f"\n    {loss}" for loss in self.losses[:10])
        return f"{self.name}: {self.tries} tries, {len(self.losses)} lost{worst}{told}"
