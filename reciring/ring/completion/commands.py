"""Complete a command: its name in either language, and its arguments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from reciring.ring.arguments import (
    ALL_WORDS,
    EVERYONE_WORDS,
    LANGUAGE_WORDS,
    PHASE_WORDS,
    PHONE_WORDS,
    PLAN_WORDS,
    SWITCH_WORDS,
    VERSION_WORDS,
    line_to_type,
)
from reciring.ring.backdate import entries_since
from reciring.ring.command_registry import ArgumentKind, CommandSpec, find_beginnings, find_command
from reciring.ring.completion.entries import (
    Completion,
    complete_day,
    complete_due_day,
    complete_entry,
    complete_name,
)
from reciring.ring.durations import parse_duration
from reciring.ring.entry_to_line import format_entry
from reciring.ring.entry_wording import describe_entry
from reciring.ring.message import Message, literal, say
from reciring.ring.names import read_names
from reciring.ring.session import Phase, Session, question_id
from reciring.ring.text import fold

PEOPLE_KINDS: Final = (ArgumentKind.WHO, ArgumentKind.WHO_OR_PRINTER, ArgumentKind.WHO_OR_NOBODY, ArgumentKind.PEOPLE)
SUGGESTED_WORDS: Final[Mapping[ArgumentKind, Mapping[str, tuple[str, ...]]]] = {
    ArgumentKind.PHASE: {
        "en": ("introduction", "questions", "round", "reflection", "done"),
        "nl": ("introductie", "hulpvragen", "deelronde", "reflectie", "klaar"),
    },
    ArgumentKind.PLAN: {
        "en": ("introduction", "questions", "round", "reflection", "total", "most", "least"),
        "nl": ("introductie", "hulpvragen", "deelronde", "reflectie", "totaal", "hoogstens", "minstens"),
    },
    ArgumentKind.LANGUAGE: {"en": ("dutch", "english"), "nl": ("nederlands", "engels")},
    ArgumentKind.SWITCH: {"en": ("on", "off"), "nl": ("aan", "uit")},
    ArgumentKind.VERSION: {"en": ("mine", "theirs"), "nl": ("mijne", "andere")},
    ArgumentKind.ALL: {"en": ("all",), "nl": ("alles",)},
    ArgumentKind.PHONES: {"en": ("open", "typist", "off"), "nl": ("open", "typer", "uit")},
}
"""The words to suggest for an argument, by language."""
ACCEPTED_WORDS: Final[Mapping[ArgumentKind, Mapping[str, object]]] = {
    ArgumentKind.PHASE: PHASE_WORDS,
    ArgumentKind.PLAN: PLAN_WORDS,
    ArgumentKind.LANGUAGE: LANGUAGE_WORDS,
    ArgumentKind.SWITCH: SWITCH_WORDS,
    ArgumentKind.VERSION: VERSION_WORDS,
    ArgumentKind.ALL: ALL_WORDS,
    ArgumentKind.PHONES: PHONE_WORDS,
}
"""Every word that is understood as an argument, and its meaning."""


def complete_command(before: str, line: str, session: Session) -> Iterator[Completion]:
    """Yield how a command can continue: its name, or its next argument.

    ``line`` begins after the slash. ``before`` is the text in front of the slash, which stays as it is.
    """
    word, space, rest = line.partition(" ")
    if not space:
        yield from _complete_command_name(before, word, session)
    elif spec := find_command(word):
        yield from _complete_arguments(f"{before}/{word} ", rest, spec, session)


def complete_printer(line: str, printers: Sequence[str]) -> tuple[Completion, ...]:
    """Return how Tab completes ``/print @`` and the beginning of a printer's name."""
    name, _, argument = line.lstrip().partition(" ")
    spec = find_command(name[1:]) if name[:1] == "/" else None
    if spec is None or spec.name != "print" or argument[:1] != "@":
        return ()
    begun = [printer for printer in printers if printer.casefold().startswith(argument[1:].casefold())]
    return tuple(Completion(f"{name} @{printer}", literal(f"@{printer}")) for printer in begun)


def _complete_command_name(before: str, word: str, session: Session) -> Iterator[Completion]:
    for spec, name in find_beginnings(word, session.language):
        label, space = line_to_type(spec, name), " " if spec.args else ""
        yield Completion(f"{before}/{name}{space}", label, Message(spec.help), spec.why_not(session))


def _complete_arguments(before: str, rest: str, spec: CommandSpec, session: Session) -> Iterator[Completion]:
    """Yield how the last argument of ``rest`` can continue; the arguments before it move to ``before``."""
    people: tuple[str, ...] = ()
    for _, kind in spec.args:
        if kind in PEOPLE_KINDS:
            count = 0
            while count < (2 if kind is ArgumentKind.PEOPLE else 1):
                named = read_names(rest, session, loose=True)
                if named is None or named.problem or not named.closed:
                    among = [ref for ref in _suitable_people(spec, session) if ref not in people]
                    yield from complete_name(before, rest, session, among, shortest=0)
                    return
                count += max(1, len(named.refs))
                people += tuple(ref for ref in named.refs if ref in session.participants)
                remaining = rest[named.end :].lstrip()
                before, rest = before + rest[: len(rest) - len(remaining)], remaining
        elif kind is ArgumentKind.EVERYONE and (length := _length_of_people(rest, session)):
            before, rest = before + rest[:length], rest[length:]
        elif kind is ArgumentKind.SPAN and " " in rest:
            span, _, rest = rest.partition(" ")
            before += f"{span} "
        elif kind is ArgumentKind.OFFER and " " in rest:
            number, _, rest = rest.partition(" ")
            before += f"{number} "
            if spec.name == "edit":
                yield from _complete_edited_offer(before, rest, f"o{number}", session)
                return
        else:
            yield from _complete_argument(before, rest, kind, spec, people, session)
            return


def _length_of_people(rest: str, session: Session) -> int:
    """Return the length of the people at the beginning of ``rest``, with the space after them; 0 without that space."""
    word, space, _ = rest.partition(" ")
    if space and fold(word) in EVERYONE_WORDS:
        return len(word) + 1
    named = read_names(rest, session, loose=True)
    return named.end + 1 if named and named.closed and not named.problem else 0


def _suitable_people(spec: CommandSpec, session: Session) -> Iterable[str]:
    """Return the ids of the people that a command makes sense for now."""
    people = session.participants
    match spec.name:
        case "back":
            return [ref for ref, person in people.items() if person.away or person.passed]
        case "park":
            return [ref for ref in people if ref in session.queue or ref == session.asker]
        case "next":
            return [*session.queue, *(ref for ref in session.present if ref not in session.queue)]
        case "away" | "speaker":
            return session.present
        case "pass":
            return [ref for ref, person in people.items() if not person.passed]
    return people


def _complete_edited_offer(before: str, rest: str, ref: str, session: Session) -> Iterator[Completion]:
    """Yield the offer as it is now, to be edited; once something is typed, complete that as a line of the round."""
    if rest:
        yield from complete_entry(before, rest, session, Phase.ROUND)
    elif ref in session.offers:
        line = format_entry(session.offers[ref], session, short=True)
        yield Completion(before + line, literal(line))


def _complete_argument(
    before: str, rest: str, kind: ArgumentKind, spec: CommandSpec, people: tuple[str, ...], session: Session
) -> Iterator[Completion]:
    """Yield how one argument can continue. ``people`` are the ids that the command has named so far."""
    match kind:
        case ArgumentKind.ENTRY if rest and not rest[0].isdigit():
            yield from complete_name(before, rest, session, _suitable_people(spec, session), shortest=0)
        case ArgumentKind.OFFER | ArgumentKind.ENTRY:
            for ref in reversed(session.offers):
                if ref[1:].startswith(rest):
                    yield Completion(f"{before}{ref[1:]} ", literal(ref[1:]), describe_entry(ref, session))
        case ArgumentKind.AMOUNT if not rest and session.current:
            coming = entries_since(session, parse_duration(before.split()[-1]) or 0)
            for number in range(len(coming)):
                hint = describe_entry(coming[-number], session) if number else say("no entries move along")
                yield Completion(f"{before}{number}", literal(str(number)), hint)
        case ArgumentKind.MARKED:
            yield from complete_due_day(before, rest, session)
        case ArgumentKind.DAY:
            yield from complete_day(before, rest, session)
        case ArgumentKind.SEVERAL | ArgumentKind.EVERYONE:
            head, plus, last = rest.rpartition("+")
            yield from complete_name(before + head + plus, last, session, _suitable_people(spec, session), shortest=0)
            everyone = "iedereen" if session.language == "nl" else "everyone"
            if kind is ArgumentKind.EVERYONE and not plus and everyone.startswith(fold(rest)):
                yield Completion(f"{before}{everyone} ", literal(everyone))
        case (
            ArgumentKind.TEXT | ArgumentKind.PRIVATE_TEXT | ArgumentKind.NAME | ArgumentKind.EMAIL | ArgumentKind.DATE
        ) if not rest:
            if value := _current_value(spec, people, session):
                yield Completion(before + value, literal(value))
        case ArgumentKind.PHONES if " " in rest:
            word, _, name = rest.partition(" ")
            if PHONE_WORDS.get(fold(word)) == "off":
                yield from complete_name(f"{before}{word} ", name, session, session.participants, shortest=0)
        case _ if kind in SUGGESTED_WORDS:
            yield from _complete_word(before, rest, kind, session)


def _current_value(spec: CommandSpec, people: tuple[str, ...], session: Session) -> str:
    """Return the value that a command would change, so that it can be edited; "" if there is none."""
    match spec.name:
        case "question" if people:
            question = session.questions.get(question_id(people[0]))
            return (question.text or "") if question else ""
        case "rename" if people:
            return session.name(people[0])
        case "address" if people and people[0] in session.participants:
            return session.participants[people[0]].email
        case "date":
            return session.date.isoformat()
        case "title" | "place" | "facilitator":
            return str(getattr(session, spec.name))
    return ""


def _complete_word(before: str, rest: str, kind: ArgumentKind, session: Session) -> Iterator[Completion]:
    """Yield the words that begin with ``rest``: each meaning once, the language of the session first."""
    folded = fold(rest)
    meanings = {ACCEPTED_WORDS[kind][word] for word in SUGGESTED_WORDS[kind]["en"]}
    for word in (*SUGGESTED_WORDS[kind]["nl" if session.language == "nl" else "en"], *ACCEPTED_WORDS[kind]):
        meaning = ACCEPTED_WORDS[kind][word]
        if word.startswith(folded) and meaning in meanings:
            meanings.remove(meaning)
            yield Completion(f"{before}{word}{' ' if kind is ArgumentKind.PLAN else ''}", literal(word))
