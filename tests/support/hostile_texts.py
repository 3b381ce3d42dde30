"""Texts that every field and every format is tried with, by label: ``HOSTILE_TEXTS["osc-title"]``."""

from __future__ import annotations

import functools
import inspect
import os
import tomllib
from collections.abc import Callable

import pytest

from tests.support.paths import DATA

HOSTILE_TEXTS: dict[str, str] = {
    **tomllib.loads((DATA / "hostile.toml").read_text(encoding="utf-8")),
    # what a terminal in another encoding sends; neither TOML nor UTF-8 can hold it
    "surrogate": "Zo\udceb",
    "surrogate-pair-reversed": "\ude00\ud83d",
}
"""Label to string."""


def with_every_hostile_text(test: Callable[..., None]) -> Callable[..., None]:
    """Make one test of a function with a parameter ``label``: it is called with every label of HOSTILE_TEXTS.

    One test for each of them would take ten times as long. A failure names all labels that fail.
    """
    return _with_labels(test, list(HOSTILE_TEXTS))


def with_a_third_of_hostile_texts(first: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Like ``with_every_hostile_text``, for slow tests: every third label from ``first`` on, and all in the torture."""
    step = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 3
    return lambda test: pytest.mark.hostile(_with_labels(test, list(HOSTILE_TEXTS)[first % step :: step]))


def _with_labels(test: Callable[..., None], labels: list[str]) -> Callable[..., None]:
    @functools.wraps(test)
    def with_all_labels(**arguments: object) -> None:
        failures: dict[str, Exception] = {}
        for label in labels:
            try:
                test(label=label, **arguments)
            except Exception as failure:  # noqa: BLE001  reported below, with its traceback
                failures[label] = failure
        if failures:
            raise AssertionError(f"fails with: {', '.join(failures)}") from next(iter(failures.values()))

    signature = inspect.signature(test)
    others = [parameter for name, parameter in signature.parameters.items() if name != "label"]
    with_all_labels.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
    return with_all_labels
