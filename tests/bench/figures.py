"""Samples, and the rows of the table that compares them with a baseline and an aim."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Judged = Literal["p50", "p99", "both", "worst"]


def percentile(samples: Sequence[float], share: float) -> float:
    """Return the quantile ``share`` (0 to 1) of the samples, interpolated between two of them."""
    ordered = sorted(samples)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def number(value: float) -> str:
    """Return a number with three significant digits, or all digits before its point."""
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


@dataclass(frozen=True)
class Sample:
    """Measurements of one thing."""

    values: tuple[float, ...]

    @property
    def p50(self) -> float:
        return statistics.median(self.values)

    @property
    def p99(self) -> float:
        return percentile(self.values, 0.99)


@dataclass(frozen=True)
class Row:
    """One row of the table. ``aim`` is the largest ratio to the baseline, or the largest value if there is none."""

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
        """Return the ratios of the medians and of the 99th percentiles; the values themselves without a baseline."""
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
        """Return the row for the JSON file."""
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
    """Return a row from samples, in the unit to be shown."""
    beside = None if floor is None else Sample(tuple(floor))
    return Row(group, name, against, aim, Sample(tuple(ours)), beside, unit, judged, notes or {})


def in_turn(runs: Mapping[str, Callable[[], float]], times: int) -> dict[str, list[float]]:
    """Run all functions in turn, ``times`` times: other load on the machine then affects all of them equally."""
    found: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(times):
        names = list(runs) if turn % 2 == 0 else list(runs)[::-1]
        for name in names:
            found[name].append(runs[name]())
    return found
