"""How a command may go on: its name in either language, and its arguments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reciring.ring.arguments import usage
from reciring.ring.argwords import LANGUAGES, PHASES, PLANNED, SWITCHES
from reciring.ring.complete.completions import Part, day_words, days, entry_line, names, plain
from reciring.ring.entries import write_line
from reciring.ring.folding import fold
from reciring.ring.message import Message
from reciring.ring.names import read_who
from reciring.ring.phrases import entry
from reciring.ring.session import Phase, Session, question_of
from reciring.ring.spec import Kind, Spec
from reciring.ring.table import TABLE, find

PEOPLE = (Kind.WHO, Kind.WHO_OR_NOBODY, Kind.PEOPLE)
USUAL: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {
    Kind.PHASE: {
        "en": ("introduction", "formulate", "round", "reflection", "done"),
        "nl": ("introductie", "hulpvragen", "deelronde", "reflectie", "klaar"),
    },
    Kind.PLAN: {
        "en": ("introduction", "formulate", "round", "reflection", "total", "most", "least"),
        "nl": ("introductie", "hulpvragen", "deelronde", "reflectie", "totaal", "hoogstens", "minstens"),
    },
    Kind.LANGUAGE: {"en": ("dutch", "english"), "nl": ("nederlands", "engels")},
    Kind.SWITCH: {"en": ("on", "off"), "nl": ("aan", "uit")},
}
"""The words offered while nothing was typed yet."""
WORDS: Mapping[Kind, Mapping[str, object]] = {
    Kind.PHASE: PHASES,
    Kind.PLAN: PLANNED,
    Kind.LANGUAGE: LANGUAGES,
    Kind.SWITCH: SWITCHES,
}
"""Every word that is understood, and what it means."""


def commands(before: str, line: str, session: Session) -> Iterator[Part]:
    """A command's name (``line`` begins behind its slash), or what may follow it."""
    word, space, rest = line.partition(" ")
    if not space:
        yield from _names(before, word, session)
    elif spec := find(word):
        yield from _arguments(f"{before}/{word} ", rest, spec, session)


def _names(before: str, word: str, session: Session) -> Iterator[Part]:
    folded = fold(word)
    for spec in TABLE:
        own = (*spec.dutch, spec.name) if session.language == "nl" else (spec.name, *spec.dutch)
        if name := next((name for name in own if name.startswith(folded)), None):
            label, after = plain(f"/{name}"), ""
            if spec.args:
                label = Message("/{command} {usage}", (("command", name), ("usage", usage(spec))))
                after = " "
            yield Part(f"{before}/{name}{after}", label, Message(spec.help), spec.why_not(session))


def _arguments(before: str, rest: str, spec: Spec, session: Session) -> Iterator[Part]:
    """The argument that is being typed: those before it are passed over."""
    people: tuple[str, ...] = ()
    for _, kind in spec.args:
        if kind in PEOPLE:
            named = 0
            while named < (2 if kind is Kind.PEOPLE else 1):
                who = read_who(rest, session, loose=True)
                if who is None or who.problem or not who.closed:
                    among = [ref for ref in _among(spec, session) if ref not in people]
                    yield from names(before, rest, session, among, shortest=0)
                    return
                named += max(1, len(who.refs))
                people += tuple(ref for ref in who.refs if ref in session.participants)
                behind = rest[who.end :].lstrip()
                before, rest = before + rest[: len(rest) - len(behind)], behind
        elif kind is Kind.OFFER and " " in rest:
            number, _, rest = rest.partition(" ")
            before += f"{number} "
            if spec.name == "mend":
                yield from _mended(before, rest, f"o{number}", session)
                return
        else:
            yield from _one(before, rest, kind, spec, people, session)
            return


def _among(spec: Spec, session: Session) -> Iterable[str]:
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


def _mended(before: str, rest: str, ref: str, session: Session) -> Iterator[Part]:
    """The offer as it reads now, to be changed; once begun, as any line of the round."""
    if ref in session.offers and not rest:
        yield Part(before + write_line(session.offers[ref], session), plain(write_line(session.offers[ref], session)))
    elif rest:
        yield from entry_line(before, rest, session, Phase.ROUND)


def _one(before: str, rest: str, kind: Kind, spec: Spec, people: tuple[str, ...], session: Session) -> Iterator[Part]:
    match kind:
        case Kind.OFFER:
            for ref in reversed(session.offers):
                if ref[1:].startswith(rest):
                    yield Part(f"{before}{ref[1:]} ", plain(ref[1:]), entry(ref, session))
        case Kind.MARKED:
            yield from days(before, rest, session)
        case Kind.DAY:
            yield from day_words(before, rest, session)
        case Kind.SEVERAL:
            head, plus, last = rest.rpartition("+")
            yield from names(before + head + plus, last, session, session.participants, shortest=0)
            everybody = "iedereen" if session.language == "nl" else "everybody"
            if not plus and everybody.startswith(fold(rest)):
                yield Part(before + everybody, plain(everybody))
        case Kind.TEXT | Kind.NAME | Kind.EMAIL | Kind.DATE if not rest:
            if known := _known(spec, people, session):
                yield Part(before + known, plain(known))
        case _ if kind in USUAL:
            yield from _words(before, rest, kind, session)


def _known(spec: Spec, people: tuple[str, ...], session: Session) -> str:
    """What is there already, to be changed."""
    match spec.name:
        case "question" if people:
            question = session.questions.get(question_of(people[0]))
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


def _words(before: str, rest: str, kind: Kind, session: Session) -> Iterator[Part]:
    """Words that begin so, the session's language first, each meaning once."""
    folded = fold(rest)
    meanings = {WORDS[kind][word] for word in USUAL[kind]["en"]}
    for word in (*USUAL[kind]["nl" if session.language == "nl" else "en"], *WORDS[kind]):
        meaning = WORDS[kind][word]
        if word.startswith(folded) and meaning in meanings:
            meanings.remove(meaning)
            yield Part(f"{before}{word}{' ' if kind is Kind.PLAN else ''}", plain(word))
