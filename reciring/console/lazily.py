"""Rooms that are entered only when somebody asks for them: the first picture does not wait for others."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def later(module: str, name: str) -> Callable[..., Any]:
    """The function ``name`` of a module of the console, imported when it is called."""

    def call(*args: Any) -> Any:
        return getattr(import_module(f"reciring.console.{module}"), name)(*args)

    return call
