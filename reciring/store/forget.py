"""Somebody wants to be forgotten: a neutral name in the place of theirs, everywhere; what was counted stays.

People are mentioned in texts by full name, by first name, now and then by surname, seldom with all capitals and
accents. A full name is found however it is written; a single word of it only as a name is written, with its capital,
for *wil* and *bos* are words too. What may be left of it ``remaining_mentions`` lists, for somebody to look at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from reciring.locale import Translator
from reciring.ring.session import FACILITATOR, Draft, Participant, Record, Session, seat
from reciring.ring.text import fold, fold_map, slug
from reciring.store import atomic_write as save
from reciring.store.backups import remove_related_files
from reciring.store.files import create_session_file, load_session
from reciring.store.lock import acquire_lock
from reciring.store.toml import encode

replace = msgspec.structs.replace
Fact = TypeVar("Fact", bound=Record)

_SHORTEST = 2
"""Letters of a first name; a surname's parts must have one more, or *El* and *De* would go."""


def anonymise(session: Session, who: str, t: Translator) -> Session:
    """``session`` without the name, the address and the organisation of ``who``: a participant or FACILITATOR."""
    name = _name(session, who)
    if not name.strip():
        return _renamed(session, who, t)
    scrub = _scrubber(session, who, t)
    loose = _scrubber(session, who, t, any_case=True)
    return replace(
        _renamed(session, who, t),
        title=scrub(session.title),
        place=scrub(session.place),
        draft=session.draft and _unsaid(session.draft, loose),
        questions={
            key: replace(question, text=question.text and scrub(question.text))
            for key, question in session.questions.items()
        },
        offers={key: replace(offer, text=scrub(offer.text)) for key, offer in session.offers.items()},
        notes={key: replace(note, text=scrub(note.text)) for key, note in session.notes.items()},
        reflections={key: replace(it, text=scrub(it.text)) for key, it in session.reflections.items()},
        meetings={key: replace(it, text=scrub(it.text)) for key, it in session.meetings.items()},
    )


def _unsaid(draft: Draft, scrub: Callable[[str], str]) -> Draft:
    waiting = tuple(map(scrub, draft.waiting))
    return replace(draft, text=scrub(draft.text), mended=scrub(draft.mended), waiting=waiting)


def remaining_mentions(session: Session, who: str, forgotten: Session, t: Translator) -> tuple[str, ...]:
    """Texts of ``forgotten`` in which, in small letters, may still stand what ``who`` was called in ``session``."""
    if not _name(session, who).strip():
        return ()
    loose = _scrubber(session, who, t, any_case=True)
    return tuple(text for text in _texts(forgotten) if loose(text) != text)


def is_named_in_file_name(session: Session, who: str, forgotten: Session, stem: str, t: Translator) -> bool:
    """Whether a file called ``stem`` tells who was forgotten: by the whole name, or in a title that named them."""
    name = slug(_name(session, who))
    if name and f"-{name}-" in f"-{slug(stem)}-":
        return True
    words = stem.replace("-", " ")
    return session.title != forgotten.title and _scrubber(session, who, t, any_case=True)(words) != words


def _name(session: Session, who: str) -> str:
    return session.facilitator if who == FACILITATOR else session.participants[who].name


def _neutral(session: Session, who: str, t: Translator) -> str:
    if who == FACILITATOR:
        return t("the facilitator")
    taken = {fold(person.name) for ref, person in session.participants.items() if ref != who}
    name = t("Participant {n}", n=seat(who))
    while fold(name) in taken:
        name += "'"
    return name


def _renamed(session: Session, who: str, t: Translator) -> Session:
    """The person's own record without what tells who it is."""
    if who == FACILITATOR:
        return replace(session, facilitator="")
    old = session.participants[who]
    new = Participant(name=_neutral(session, who, t), away=old.away, passed=old.passed, joined=old.joined)
    facilitator = "" if fold(session.facilitator) == fold(old.name) else session.facilitator
    return replace(session, facilitator=facilitator, participants={**session.participants, who: new})


def _words(name: str) -> Iterator[str]:
    """The folded words of a name by which somebody may be mentioned: the first, the last, and what has a capital."""
    tokens = [token.strip(".,") for token in name.split()]
    for place, token in enumerate(tokens):
        first, last = place == 0, place == len(tokens) - 1
        long_enough = len(token) >= (_SHORTEST if first else _SHORTEST + 1)
        if long_enough and (first or last or token[0].isupper()):
            yield fold(token)


def _scrubber(session: Session, who: str, t: Translator, *, any_case: bool = False) -> Callable[[str], str]:
    """What takes every mention of ``who`` out of a text."""
    name, neutral = _name(session, who), _neutral(session, who, t)
    others = [person.name for ref, person in session.participants.items() if ref != who]
    if who != FACILITATOR and session.facilitator:
        others.append(session.facilitator)
    # A longer name of somebody else is left alone; a word that somebody else is called too becomes nobody's.
    kept = {fold(other) for other in others}
    shared = {word for other in others for word in _words(other)}
    said = dict.fromkeys(shared | kept, "")
    said |= {word: t("somebody") if word in shared else neutral for word in _words(name)}
    whole = {fold(name)}
    if len(name.split()) > 2:
        whole.add(fold(" ".join(name.split()[1:])))
    said |= dict.fromkeys(whole, neutral)
    if who != FACILITATOR and (email := session.participants[who].email):
        said[fold(email)] = neutral
        whole.add(fold(email))
    mine = {word for word, instead in said.items() if instead}
    longest = sorted(filter(None, said), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?P<word>{'|'.join(map(re.escape, longest))})(?=s?(?!\w))")

    def scrub(text: str) -> str:
        folded, origins = fold_map(text)
        ends = [*origins[1:], len(text)]
        made: list[str] = []
        done = 0
        for found in pattern.finditer(folded):
            start, stop = found.span("word")
            word, begin = found["word"], origins[start]
            if word not in mine or not (any_case or word in whole or _written(text[begin], name, word)):
                continue
            made += text[done:begin], said[word]
            done = ends[stop - 1] if stop < len(folded) else len(text)
        return "".join((*made, text[done:]))

    return scrub


def _written(letter: str, name: str, word: str) -> bool:
    """Whether a word that begins with ``letter`` is written as a name: with a capital, unless the name has none."""
    own = next((token for token in name.split() if fold(token.strip(".,")) == word), name)
    return letter.isupper() or not own[0].isupper()


def _texts(session: Session) -> Iterator[str]:
    yield from (session.title, session.place)
    yield from (question.text for question in session.questions.values() if question.text)
    for table in (session.offers, session.notes, session.reflections, session.meetings):
        yield from (fact.text for fact in table.values())


def rewrite_session_file(path: Path, change: Callable[[Session], Session]) -> Session:
    """Put ``change`` of the session in its file, and remove its backups and all else that is kept of it.

    Raises Taken if a console has it open, BadFile if it is no session, OSError if it cannot be written.
    """
    with acquire_lock(path):
        session, _ = load_session(path)
        changed = change(session)
        save.write_file(path, encode(changed))
        remove_related_files(path)
    return changed


def rename_session_file(path: Path, session: Session) -> Path:
    """Give a finished file, which holds ``session``, the name that goes with its title; gives where it is now.

    Raises Taken if a console has it open, OSError if it cannot be written; then it is where it was.
    """
    with acquire_lock(path):
        new = create_session_file(path.parent, session)
        path.unlink()
        save.sync_folder(path.parent)
        remove_related_files(path)
    return new
