"""What was measured: samples, and a row of the table that sets them beside their floor and their aim."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Judged = Literal["p50", "p99", "both", "worst"]


def percentile(samples: Sequence[float], share: float) -> float:
    """The value that this share of the samples does not exceed, between two of them if need be."""
    ordered = sorted(samples)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def number(value: float) -> str:
    """A measurement in three digits at most, if it has no more before its point."""
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


@dataclass(frozen=True)
class Sample:
    """Many measurements of one thing."""

    values: tuple[float, ...]

    @property
    def p50(self) -> float:
        return statistics.median(self.values)

    @property
    def p99(self) -> float:
        return percentile(self.values, 0.99)


@dataclass(frozen=True)
class Row:
    """One line of the table. ``aim`` is the most that the ratio may be; without a floor, that the value may be."""

    group: str
    name: str
    against: str
    aim: float
    ours: Sample
    floor: Sample | None = None
    unit: str = "ms"
    judged: Judged = "p50"
    notes: dict[str, float] = field(default_factory=dict)

    @property
    def ratios(self) -> tuple[float, float]:
        """Of the medians and of the 99th percentiles; the values themselves where there is no floor."""
        if self.floor is None:
            return self.ours.p50, self.ours.p99
        return self.ours.p50 / self.floor.p50, self.ours.p99 / self.floor.p99

    @property
    def met(self) -> bool:
        p50, p99 = self.ratios
        worst = max(self.ours.values)
        told = {"p50": p50, "p99": p99, "both": max(p50, p99), "worst": worst if self.floor is None else p99}
        return told[self.judged] <= self.aim

    def plain(self) -> dict[str, Any]:
        """For the JSON."""
        found = asdict(self)
        for name, sample in (("ours", self.ours), ("floor", self.floor)):
            if sample is not None:
                found[name] = {"p50": sample.p50, "p99": sample.p99, "n": len(sample.values)}
        ratios = None if self.floor is None else dict(zip(("p50", "p99"), self.ratios, strict=True))
        return found | {"ratio": ratios, "met": self.met}


def row(
    group: str,
    name: str,
    against: str,
    aim: float,
    ours: Sequence[float],
    floor: Sequence[float] | None = None,
    *,
    unit: str = "ms",
    judged: Judged = "p50",
    notes: dict[str, float] | None = None,
) -> Row:
    """A row from what was measured, in the unit that is to be shown."""
    beside = None if floor is None else Sample(tuple(floor))
    return Row(group, name, against, aim, Sample(tuple(ours)), beside, unit, judged, notes or {})


def in_turn(runs: Mapping[str, Callable[[], float]], times: int) -> dict[str, list[float]]:
    """Do everything once, then everything again: what else the machine does meets all of them alike."""
    found: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(times):
        names = list(runs) if turn % 2 == 0 else list(runs)[::-1]
        for name in names:
            found[name].append(runs[name]())
    return found
