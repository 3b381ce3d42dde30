"""The parts of a line that may be completed, each as (whole line, label, hint, reason not to)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from reciring.ring.arguments import LANGUAGES, PHASES, SWITCHES, usage
from reciring.ring.days import day_completions, parse_day, propose_day
from reciring.ring.folding import fold
from reciring.ring.line import leading
from reciring.ring.markers import MARKERS
from reciring.ring.message import N_, Message, say
from reciring.ring.names import read_who
from reciring.ring.phrases import entry
from reciring.ring.session import FACILITATOR, Kind, Phase, ReflectionKind, Session, seat
from reciring.ring.spec import Kind as K
from reciring.ring.spec import Spec
from reciring.ring.table import TABLE, find
from reciring.ring.text import squeeze

Part = tuple[str, Message, Message | None, Message | None]
SHORTEST = 2
"""Letters of a name that begin to be completed."""
PLAN_WORDS = {
    "en": ("introduction", "formulate", "round", "reflection", "total", "most", "least"),
    "nl": ("introductie", "hulpvragen", "ronde", "reflectie", "totaal", "hoogstens", "minstens"),
}
OFFERED = {
    "en": ("tip", "contact", "tool", "help", "no", "private"),
    "nl": ("tip", "contact", "tool", "hulp", "nee", "privé"),
}
REFLECTED = {"en": ("received", "surprised", "next"), "nl": ("gekregen", "verrast", "stap")}
MEANT: dict[str, str] = {
    Kind.TIP: N_("a tip: owes no day"),
    Kind.CONTACT: N_("somebody to talk to"),
    Kind.TOOL: N_("a tool, a text, a place"),
    Kind.HELP: N_("does it together"),
    "no": N_("also mentioned, no promise"),
    "private": N_("only for asker and helpers"),
    ReflectionKind.RECEIVED: N_("what they received"),
    ReflectionKind.SURPRISED: N_("what surprised them"),
    ReflectionKind.NEXT: N_("their next step"),
}


def plain(text: str) -> Message:
    """Text that is the same in every language."""
    return Message("{text}", (("text", text),))


def all_of(text: str, session: Session, at: dt.datetime) -> Iterator[Part]:
    """Every way in which the line may go on, best first."""
    line = text.lstrip()
    before = text[: len(text) - len(line)]
    if line.startswith("/"):
        yield from commands(before, line[1:], session)
        return
    if line.startswith(".") and not line.startswith(".."):
        before, line = before + ".", line[1:]
    yield from entry_line(before, line, session, session.phase)


def entry_line(before: str, line: str, session: Session, phase: Phase) -> Iterator[Part]:
    """A line of who and what."""
    aimed = ">" in line
    if phase is not Phase.PREPARE:
        yield from leading_names(before, line, session, phase)
    yield from aims(before, line, session)
    if phase in (Phase.ROUND, Phase.REFLECT) or aimed:
        yield from markers(before, line, session, phase, aimed)
        yield from days(before, line, session)
        yield from named_day(before, line, session)


def written(ref: str, session: Session) -> str:
    """How somebody is named so that it is read back: the whole name, else the seat number."""
    if ref == FACILITATOR:
        return session.facilitator
    name = session.name(ref)
    who = read_who(name + " x", session)
    sound = who and who.refs == (ref,) and who.end == len(name) and name[:1] not in "/.>"
    return name if sound else str(seat(ref))


def names(
    prefix: str, session: Session, among: Iterable[str] | None = None, *, shortest: int = SHORTEST
) -> Iterator[str]:
    """Those whose whole name begins so, in seat order; whose first name it is come first."""
    folded = fold(prefix)
    if len(folded.strip()) < shortest:
        return
    everybody = tuple(session.participants) if among is None else tuple(among)
    found = [ref for ref in everybody if fold(session.name(ref)).startswith(folded)]
    yield from sorted(found, key=lambda ref: fold(session.name(ref)).split(" ")[0] != folded.strip())


def _name_parts(
    before: str, prefix: str, after: str, session: Session, among: Iterable[str], shortest: int
) -> Iterator[Part]:
    for ref in names(prefix, session, among, shortest=shortest):
        hint = say("leads the ring") if ref == FACILITATOR else say("seat {seat}", seat=seat(ref))
        yield before + written(ref, session) + after, plain(session.name(ref)), hint, None


def _everybody(session: Session, phase: Phase) -> tuple[str, ...]:
    leader = (FACILITATOR,) if session.facilitator and phase is not Phase.FORMULATE else ()
    return (*session.participants, *leader)


def leading_names(before: str, line: str, session: Session, phase: Phase) -> Iterator[Part]:
    """The name at the line's beginning, or the next one after a plus."""
    head, plus, last = line.rpartition("+")
    if plus:
        who = read_who(head, session)
        if who is None or who.problem or head[who.end :].strip():
            return
    yield from _name_parts(before + head + plus, last, " ", session, _everybody(session, phase), SHORTEST)


def aims(before: str, line: str, session: Session) -> Iterator[Part]:
    """Whose question it is for, behind ``>``."""
    start = max(line.rfind(" >") + 1, 0)
    if line[start : start + 1] == ">":
        prefix = line[start + 1 :]
        yield from _name_parts(before + line[: start + 1], prefix, " ", session, session.participants, 1)


def markers(before: str, line: str, session: Session, phase: Phase, aimed: bool) -> Iterator[Part]:
    """The marker that is being typed, the session's own language first."""
    head, _, word = line.rpartition(" ")
    if word[:1] != "#":
        return
    table = REFLECTED if phase is Phase.REFLECT and not aimed else OFFERED
    language = session.language if session.language in table else "en"
    usual = [*table[language], *(word for words in table.values() for word in words), *MARKERS]
    meanings = {MARKERS[name] for name in table["en"]}
    done: set[str] = set()
    for name in usual:
        meaning = MARKERS[name]
        if meaning in meanings and meaning not in done and fold(name).startswith(fold(word[1:])):
            done.add(meaning)
            space = head + " " if head or line.startswith(" ") else ""
            yield f"{before}{space}#{name} ", plain(f"#{name}"), Message(MEANT[meaning]), None


def days(before: str, line: str, session: Session) -> Iterator[Part]:
    """The day that is being typed behind ``@``."""
    start = line.rfind(" @") + 1
    if line[start : start + 1] != "@":
        return
    for words in day_completions(line[start + 1 :]):
        day = parse_day(words.split(), session.date)
        hint = Message("{day}", (("day", day[0]),)) if day else None
        yield f"{before}{line[: start + 1]}{words} ", plain(f"@{words}"), hint, None


def named_day(before: str, line: str, session: Session) -> Iterator[Part]:
    """The day that the text itself names, as a marker behind it."""
    read, who, _ = leading(squeeze(line), session)
    rest = read[who.end :] if who else read
    found = propose_day(rest, session.date)
    if found is None or " @" in line:
        return
    day, words = found
    yield f"{before}{line.rstrip()} @{words} ", plain(f"@{words}"), Message("{day}", (("day", day),)), None


def commands(before: str, line: str, session: Session) -> Iterator[Part]:
    """A command's name, then its arguments."""
    word, space, rest = line.partition(" ")
    if space:
        spec = find(word)
        if spec is not None:
            yield from arguments(f"{before}/{word} ", rest, spec, session)
        return
    folded = fold(word)
    for spec in TABLE:
        own = (*spec.dutch, spec.name) if session.language == "nl" else (spec.name, *spec.dutch)
        name = next((name for name in own if name.startswith(folded)), None)
        if name is None:
            continue
        label = plain(f"/{name}")
        if spec.args:
            label = say("/{command} {usage}", command=name, usage=usage(spec))
        after = " " if spec.args else ""
        yield f"{before}/{name}{after}", label, Message(spec.help), spec.why_not(session)


def arguments(before: str, rest: str, spec: Spec, session: Session) -> Iterator[Part]:
    """What may follow a command: the argument that is being typed."""
    for _, kind in spec.args:
        if kind in (K.WHO, K.WHO_OR_NOBODY, K.PEOPLE):
            who = read_who(rest, session, loose=True)
            if who and not who.problem and who.closed and who.refs and rest[who.end :].strip():
                before, rest = before + rest[: who.end], rest[who.end :]
                before, rest = before + rest[: len(rest) - len(rest.lstrip())], rest.lstrip()
                continue
            yield from _name_parts(before, rest, " ", session, session.participants, 0)
            return
        yield from _argument(before, rest, kind, session)
        return


def _argument(before: str, rest: str, kind: K, session: Session) -> Iterator[Part]:
    language = session.language if session.language in ("en", "nl") else "en"
    words: Iterable[str] = ()
    match kind:
        case K.PHASE:
            words = PLAN_WORDS[language][:4]
            words = (*words, *PHASES)
        case K.PLAN:
            words = PLAN_WORDS[language]
        case K.LANGUAGE:
            words = LANGUAGES
        case K.SWITCH:
            words = SWITCHES
        case K.OFFER:
            for ref in reversed(session.offers):
                if ref[1:].startswith(rest):
                    yield f"{before}{ref[1:]} ", plain(ref[1:]), entry(ref, session), None
            return
        case K.LINE | K.MARKED:
            yield from markers(before, rest, session, Phase.ROUND, True)
            yield from days(before, rest, session)
    folded = fold(rest)
    for word in words:
        if word.startswith(folded):
            yield f"{before}{word} ", plain(word), None, None
