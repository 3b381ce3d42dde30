"""Replace the name of one person by a neutral name in the whole session. Everything that is counted stays.

Texts mention people by their full name, their first name or a part of their surname, sometimes without capitals or
accents. A full name is replaced however it is written. A single word of a name is replaced only if it has a capital,
because *wil* and *bos* are also ordinary words. ``remaining_mentions`` lists the texts to check by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from reciring.locale import Translator
from reciring.ring.session import FACILITATOR, Draft, Participant, Session, seat
from reciring.ring.text import fold, fold_map, slug
from reciring.store.toml import MAX_FILE_BYTES

replace = msgspec.structs.replace

_MIN_FIRST_NAME: Final = 2
"""Letters. Other words of a name need one more, or *El* and *De* would be replaced."""


def anonymise(session: Session, ref: str, t: Translator) -> Session:
    """``session`` without the name, e-mail address and organisation of ``ref``: a participant id or FACILITATOR."""
    if not _name(session, ref).strip():
        return _without_details(session, ref, t)
    scrub = _scrubber(session, ref, t)
    return replace(
        _without_details(session, ref, t),
        title=scrub(session.title),
        place=scrub(session.place),
        made=(),  # Their names have the names of people.
        draft=session.draft and _scrub_draft(session.draft, _scrubber(session, ref, t, any_case=True)),
        questions={
            key: replace(question, text=question.text and scrub(question.text))
            for key, question in session.questions.items()
        },
        offers={key: replace(offer, text=scrub(offer.text)) for key, offer in session.offers.items()},
        notes={key: replace(note, text=scrub(note.text)) for key, note in session.notes.items()},
        reflections={key: replace(one, text=scrub(one.text)) for key, one in session.reflections.items()},
        meetings={key: replace(one, text=scrub(one.text)) for key, one in session.meetings.items()},
    )


def remaining_mentions(session: Session, ref: str, anonymised: Session, t: Translator) -> tuple[str, ...]:
    """The texts of ``anonymised`` that may still mention the person, in small letters. ``session`` is the original."""
    if not _name(session, ref).strip():
        return ()
    scrub = _scrubber(session, ref, t, any_case=True)
    return tuple(text for text in _texts(anonymised) if scrub(text) != text)


def is_named_in_file_name(session: Session, ref: str, anonymised: Session, stem: str, t: Translator) -> bool:
    """Whether the file name ``stem`` has the name of the person: the full name, or any part if the title had it."""
    name = slug(_name(session, ref))
    if name and f"-{name}-" in f"-{slug(stem)}-":
        return True
    words = stem.replace("-", " ")
    return session.title != anonymised.title and _scrubber(session, ref, t, any_case=True)(words) != words


def files_with_name(path: Path, name: str) -> list[Path]:
    """The files beside ``path`` that begin with its name and may hold ``name``: copies made by a program that keeps
    folders in sync, and documents that were saved beside the session. Raises OSError.
    """
    wanted = fold(name)
    found = []
    for file in sorted(path.parent.iterdir()):
        if file == path or not file.name.startswith(path.stem) or not file.is_file():
            continue
        with file.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES)
        is_text = b"\0" not in data and not data.startswith(b"%PDF")
        if not is_text or wanted in fold(data.decode("utf-8", "replace")):
            found.append(file)
    return found


def _name(session: Session, ref: str) -> str:
    return session.facilitator if ref == FACILITATOR else session.participants[ref].name


def _neutral_name(session: Session, ref: str, t: Translator) -> str:
    if ref == FACILITATOR:
        return t("the facilitator")
    taken = {fold(person.name) for other, person in session.participants.items() if other != ref}
    name = t("Participant {n}", n=seat(ref))
    while fold(name) in taken:
        name += "'"
    return name


def _without_details(session: Session, ref: str, t: Translator) -> Session:
    """The session with a neutral record of the person; texts are not changed."""
    if ref == FACILITATOR:
        return replace(session, facilitator="")
    old = session.participants[ref]
    new = Participant(name=_neutral_name(session, ref, t), away=old.away, passed=old.passed, joined=old.joined)
    facilitator = "" if fold(session.facilitator) == fold(old.name) else session.facilitator
    return replace(session, facilitator=facilitator, participants={**session.participants, ref: new})


def _scrub_draft(draft: Draft, scrub: Callable[[str], str]) -> Draft:
    waiting, refused = tuple(map(scrub, draft.waiting)), tuple(map(scrub, draft.refused))
    return replace(draft, text=scrub(draft.text), mended=scrub(draft.mended), waiting=waiting, refused=refused)


def _texts(session: Session) -> Iterator[str]:
    yield from (session.title, session.place)
    yield from (question.text for question in session.questions.values() if question.text)
    for table in (session.offers, session.notes, session.reflections, session.meetings):
        yield from (record.text for record in table.values())


def _name_words(name: str) -> Iterator[str]:
    """The folded words of a name that can mean the person: the first, the last, and those with a capital."""
    words = [word.strip(".,") for word in name.split()]
    for index, word in enumerate(words):
        first, last = index == 0, index == len(words) - 1
        long_enough = len(word) >= (_MIN_FIRST_NAME if first else _MIN_FIRST_NAME + 1)
        if long_enough and (first or last or word[0].isupper()):
            yield fold(word)


def _scrubber(session: Session, ref: str, t: Translator, *, any_case: bool = False) -> Callable[[str], str]:
    """A function that replaces every mention of the person in a text; with ``any_case`` also words without capital."""
    name, neutral = _name(session, ref), _neutral_name(session, ref, t)
    others = [person.name for other, person in session.participants.items() if other != ref]
    if ref != FACILITATOR and session.facilitator:
        others.append(session.facilitator)
    # Folded text -> replacement. "" leaves it as it is: the longer name of another person has to match first.
    full_names_of_others = {fold(other) for other in others}
    shared_words = {word for other in others for word in _name_words(other)}
    replacements = dict.fromkeys(shared_words | full_names_of_others, "")
    replacements |= {word: t("someone") if word in shared_words else neutral for word in _name_words(name)}
    always = {fold(name)}
    if len(name.split()) > 2:
        always.add(fold(" ".join(name.split()[1:])))
    if ref != FACILITATOR and (email := session.participants[ref].email):
        always.add(fold(email))
    replacements |= dict.fromkeys(always, neutral)
    longest_first = sorted(filter(None, replacements), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?P<word>{'|'.join(map(re.escape, longest_first))})(?=s?(?!\w))")

    def scrub(text: str) -> str:
        folded, origins = fold_map(text)
        ends = [*origins[1:], len(text)]
        pieces: list[str] = []
        done = 0
        for match in pattern.finditer(folded):
            start, stop = match.span("word")
            word, begin = match["word"], origins[start]
            if not replacements[word]:
                continue
            if not (any_case or word in always or _written_as_name(text[begin], name, word)):
                continue
            pieces += text[done:begin], replacements[word]
            done = ends[stop - 1] if stop < len(folded) else len(text)
        return "".join((*pieces, text[done:]))

    return scrub


def _written_as_name(letter: str, name: str, word: str) -> bool:
    """Whether ``word``, whose first letter in the text is ``letter``, has a capital, or has none in ``name`` either."""
    in_name = next((part for part in name.split() if fold(part.strip(".,")) == word), name)
    return letter.isupper() or not in_name[0].isupper()
