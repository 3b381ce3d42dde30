"""How a command may go on: its name in either language, and its arguments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reciring.ring.arguments import LANGUAGE_WORDS, PHASE_WORDS, PLAN_WORDS, SWITCH_WORDS, usage
from reciring.ring.completion.entries import (
    Candidate,
    complete_day,
    complete_due_day,
    complete_entry,
    complete_name,
    literal,
)
from reciring.ring.entry_to_line import format_entry
from reciring.ring.entry_wording import describe_entry
from reciring.ring.message import Message
from reciring.ring.names import read_names
from reciring.ring.registry import COMMAND_SPECS, ArgumentKind, CommandSpec, find_command
from reciring.ring.session import Phase, Session, question_id
from reciring.ring.text import fold

PEOPLE_KINDS = (ArgumentKind.WHO, ArgumentKind.WHO_OR_NOBODY, ArgumentKind.PEOPLE)
SUGGESTED_WORDS: Mapping[ArgumentKind, Mapping[str, tuple[str, ...]]] = {
    ArgumentKind.PHASE: {
        "en": ("introduction", "formulate", "round", "reflection", "done"),
        "nl": ("introductie", "hulpvragen", "deelronde", "reflectie", "klaar"),
    },
    ArgumentKind.PLAN: {
        "en": ("introduction", "formulate", "round", "reflection", "total", "most", "least"),
        "nl": ("introductie", "hulpvragen", "deelronde", "reflectie", "totaal", "hoogstens", "minstens"),
    },
    ArgumentKind.LANGUAGE: {"en": ("dutch", "english"), "nl": ("nederlands", "engels")},
    ArgumentKind.SWITCH: {"en": ("on", "off"), "nl": ("aan", "uit")},
}
"""The words offered while nothing was typed yet."""
ACCEPTED_WORDS: Mapping[ArgumentKind, Mapping[str, object]] = {
    ArgumentKind.PHASE: PHASE_WORDS,
    ArgumentKind.PLAN: PLAN_WORDS,
    ArgumentKind.LANGUAGE: LANGUAGE_WORDS,
    ArgumentKind.SWITCH: SWITCH_WORDS,
}
"""Every word that is understood, and what it means."""


def complete_command(before: str, line: str, session: Session) -> Iterator[Candidate]:
    """A command's name (``escape_line`` begins behind its slash), or what may follow it."""
    word, space, rest = line.partition(" ")
    if not space:
        yield from _names(before, word, session)
    elif spec := find_command(word):
        yield from _arguments(f"{before}/{word} ", rest, spec, session)


def _names(before: str, word: str, session: Session) -> Iterator[Candidate]:
    folded = fold(word)
    for spec in COMMAND_SPECS:
        own = (*spec.dutch, spec.name) if session.language == "nl" else (spec.name, *spec.dutch)
        if name := next((name for name in own if name.startswith(folded)), None):
            label, after = literal(f"/{name}"), ""
            if spec.args:
                label = Message("/{command} {usage}", (("command", name), ("usage", usage(spec))))
                after = " "
            yield Candidate(f"{before}/{name}{after}", label, Message(spec.help), spec.why_not(session))


def _arguments(before: str, rest: str, spec: CommandSpec, session: Session) -> Iterator[Candidate]:
    """The argument that is being typed: those before it are passed over."""
    people: tuple[str, ...] = ()
    for _, kind in spec.args:
        if kind in PEOPLE_KINDS:
            named = 0
            while named < (2 if kind is ArgumentKind.PEOPLE else 1):
                who = read_names(rest, session, loose=True)
                if who is None or who.problem or not who.closed:
                    among = [ref for ref in _among(spec, session) if ref not in people]
                    yield from complete_name(before, rest, session, among, shortest=0)
                    return
                named += max(1, len(who.refs))
                people += tuple(ref for ref in who.refs if ref in session.participants)
                behind = rest[who.end :].lstrip()
                before, rest = before + rest[: len(rest) - len(behind)], behind
        elif kind is ArgumentKind.OFFER and " " in rest:
            number, _, rest = rest.partition(" ")
            before += f"{number} "
            if spec.name == "mend":
                yield from _mended(before, rest, f"o{number}", session)
                return
        else:
            yield from _one(before, rest, kind, spec, people, session)
            return


def _among(spec: CommandSpec, session: Session) -> Iterable[str]:
    """For whom a command makes sense now."""
    people = session.participants
    match spec.name:
        case "back":
            return [ref for ref, person in people.items() if person.away or person.passed]
        case "park":
            return [ref for ref in people if ref in session.queue or ref == session.asker]
        case "next":
            return [*session.queue, *(ref for ref in session.present if ref not in session.queue)]
        case "away" | "floor":
            return session.present
        case "pass":
            return [ref for ref, person in people.items() if not person.passed]
    return people


def _mended(before: str, rest: str, ref: str, session: Session) -> Iterator[Candidate]:
    """The offer as it reads now, to be changed; once begun, as any line of the round."""
    if ref in session.offers and not rest:
        yield Candidate(
            before + format_entry(session.offers[ref], session), literal(format_entry(session.offers[ref], session))
        )
    elif rest:
        yield from complete_entry(before, rest, session, Phase.ROUND)


def _one(
    before: str, rest: str, kind: ArgumentKind, spec: CommandSpec, people: tuple[str, ...], session: Session
) -> Iterator[Candidate]:
    match kind:
        case ArgumentKind.OFFER:
            for ref in reversed(session.offers):
                if ref[1:].startswith(rest):
                    yield Candidate(f"{before}{ref[1:]} ", literal(ref[1:]), describe_entry(ref, session))
        case ArgumentKind.MARKED:
            yield from complete_due_day(before, rest, session)
        case ArgumentKind.DAY:
            yield from complete_day(before, rest, session)
        case ArgumentKind.SEVERAL:
            head, plus, last = rest.rpartition("+")
            yield from complete_name(before + head + plus, last, session, session.participants, shortest=0)
            everybody = "iedereen" if session.language == "nl" else "everybody"
            if not plus and everybody.startswith(fold(rest)):
                yield Candidate(before + everybody, literal(everybody))
        case ArgumentKind.TEXT | ArgumentKind.NAME | ArgumentKind.EMAIL | ArgumentKind.DATE if not rest:
            if known := _known(spec, people, session):
                yield Candidate(before + known, literal(known))
        case _ if kind in SUGGESTED_WORDS:
            yield from _words(before, rest, kind, session)


def _known(spec: CommandSpec, people: tuple[str, ...], session: Session) -> str:
    """What is there already, to be changed."""
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


def _words(before: str, rest: str, kind: ArgumentKind, session: Session) -> Iterator[Candidate]:
    """Words that begin so, the session's language first, each meaning once."""
    folded = fold(rest)
    meanings = {ACCEPTED_WORDS[kind][word] for word in SUGGESTED_WORDS[kind]["en"]}
    for word in (*SUGGESTED_WORDS[kind]["nl" if session.language == "nl" else "en"], *ACCEPTED_WORDS[kind]):
        meaning = ACCEPTED_WORDS[kind][word]
        if word.startswith(folded) and meaning in meanings:
            meanings.remove(meaning)
            yield Candidate(f"{before}{word}{' ' if kind is ArgumentKind.PLAN else ''}", literal(word))
