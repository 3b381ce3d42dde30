"""The meaning of a line as one line of a table: ``7|contact|kent iemand|11-27|*|q4|floor 7``."""

from __future__ import annotations

from reciring.ring.command_types import (
    AddNote,
    AddOffer,
    AddParticipant,
    AddReflection,
    Command,
    SetQuestion,
    SetSpeaker,
)
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.session import FACILITATOR, Phase
from tests.support.line_sessions import NAMES, NOW, session_in_phase


def line_meaning(text: str, phase: Phase = Phase.ROUND, names: tuple[str, ...] = NAMES) -> str:
    """The command of a line in a phase, or ``?`` and the message if it is unclear; in the round seat 4 asks."""
    command = interpret(text, session_in_phase(phase, names=names), NOW)
    if isinstance(command, Unclear):
        fallback = f" -> {_command(command.fallback)}" if command.fallback else ""
        return f"? {command.reason}{fallback}"
    return _command(command)


def _command(command: Command) -> str:
    match command:
        case AddOffer():
            flags = "*" * command.stars + " private" * command.private + " no" * command.dropped
            parts = [
                _people(command.helpers),
                command.kind,
                command.text,
                _due(command),
                flags.strip(),
                command.question,
            ]
            return "|".join(parts) + _speaker(command.speaker)
        case AddReflection():
            parts = [_people((command.who,)), command.kind, command.text, _due(command)]
            parts += ["private"] * command.private
            return "|".join(parts) + _speaker(command.speaker)
        case AddNote():
            who = _people((command.who,)) + " " if command.who else ""
            question = "" if command.question is None else f" ({command.question or 'no question'})"
            private = " private" * command.private
            return f"note {who}{command.text!r}{question}{private}" + _speaker(command.speaker)
        case SetQuestion():
            private = " private" * command.private
            return f"question {_people((command.who,))} {command.text!r}{private}" + _speaker(command.speaker)
        case SetSpeaker():
            return f"floor {_people((command.who,)) if command.who else 'nobody'}"
        case AddParticipant():
            return f"add {command.name}|{command.organisation}|{command.email}|{command.question or ''}"
    return type(command).__name__


def _people(refs: tuple[str | None, ...]) -> str:
    return "+".join("F" if ref == FACILITATOR else (ref or "")[1:] for ref in refs)


def _due(command: AddOffer | AddReflection) -> str:
    if command.due is None:
        return ""
    return command.due.strftime("%m-%d" if command.due.year == 2026 else "%Y-%m-%d")


def _speaker(speaker: str | None) -> str:
    return "" if speaker is None else f"|floor {speaker[1:] or 'nobody'}"
