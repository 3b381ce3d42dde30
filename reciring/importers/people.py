"""Check records and make people of them, so that a person is the same whatever kind of list they came in.

Names are turned and cleaned, addresses are removed from texts that the group will see, and two people of one name get
different names.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

import msgspec

from reciring.importers.names import name_from_address, read_name
from reciring.importers.participants import (
    FIELD_NAMES,
    MAX_SHOWN_CHARACTERS,
    Field,
    ImportDetails,
    ImportedPerson,
    LineError,
    ParticipantList,
    shorten_line,
)
from reciring.importers.rows import MAX_ENTRIES, Record
from reciring.importers.words import is_answer, is_service, is_total, says_not_coming
from reciring.ring.addresses import EMAIL_PATTERN, without_address
from reciring.ring.message import Message, say
from reciring.ring.participants import unique_name
from reciring.ring.text import clean, fold, squeeze

MAX_FIELD_LENGTHS = {Field.NAME: 200, Field.ORGANISATION: 200, Field.EMAIL: 254, Field.QUESTION: 2_000}
"""Characters of a field, after cleaning."""
_LOST_LETTER = re.compile(r"\?\w|\w\?\w")
_EMPTY = re.compile(r"[\W_]*|n/?a|nvt|n\.v\.t\.|geen|none|null|anonymous|anoniem", re.IGNORECASE)


def build_participant_list(records: Iterable[Record], details: ImportDetails) -> ParticipantList:
    """The people of ``records``, and an error for each record, or part of one, that cannot be used."""
    people: list[ImportedPerson] = []
    errors: list[LineError] = []
    swapped_names = named_by_address = 0
    earlier: dict[str, list[ImportedPerson]] = {}
    for number, record in enumerate(records):
        if number == MAX_ENTRIES:
            errors.append(_error(record, say("Stopped here: a list can have up to {most} people.", most=MAX_ENTRIES)))
            break
        person, turned, by_address, doubt = _person(record)
        same_name = earlier.setdefault(fold(person.name), [])
        if reason := record.problem or _why_unusable(person, record) or _why_duplicate(person, same_name):
            errors.append(_error(record, reason))
            continue
        if doubt:
            errors.append(_error(record, doubt))
        people.append(person)
        same_name.append(person)
        swapped_names += turned
        named_by_address += by_address
    details = msgspec.structs.replace(details, swapped_names=swapped_names, named_by_address=named_by_address)
    return ParticipantList(tuple(_told_apart(people)), tuple(errors), details)


def _person(record: Record) -> tuple[ImportedPerson, bool, bool, Message | None]:
    """The person of a record, whether the name was turned or comes from the address, and what the user should check."""
    fields = (record.name, record.organisation, record.question)
    texts = [squeeze(unicodedata.normalize("NFC", field)) for field in fields]
    found = EMAIL_PATTERN.search(clean(record.email))
    email = found[0].strip(".'") if found else ""
    doubt: Message | None = None
    for place, text in enumerate(texts):
        texts[place], inside = without_address(text)
        email = email or inside
    written, (_, organisation, question) = read_name(texts[0][: 2 * MAX_FIELD_LENGTHS[Field.NAME]]), texts
    name = written.name
    by_address = not name and bool(email) and not is_service(email.partition("@")[0])
    if by_address:
        name = name_from_address(email)
    organisation = "" if _EMPTY.fullmatch(organisation) else organisation
    organisation = organisation or written.organisation
    if is_answer(organisation) and not says_not_coming(organisation):
        organisation = ""
    question = "" if _EMPTY.fullmatch(question) else question
    if len(email) > MAX_FIELD_LENGTHS[Field.EMAIL]:
        email = ""
    shown = shorten_line(name)
    if record.email.strip() and not email and not _EMPTY.fullmatch(record.email):
        doubt = say("{name} is added without an e-mail address: the one in the list is not valid.", name=shown)
    elif _LOST_LETTER.search(name):
        doubt = say("Is a letter missing in {name}? Correct it afterwards.", name=shown)
    elif "\ufffd" in organisation + question:
        doubt = say("One letter could not be read. Correct it yourself.")
    person = ImportedPerson(name, organisation, email, question, record.line)
    return person, written.turned, by_address, doubt


def _why_unusable(person: ImportedPerson, record: Record) -> Message | None:
    """Why this cannot be a participant; None if it can."""
    name = person.name
    if not any(map(str.isalpha, name)):
        if any(map(str.isnumeric, name)):
            return say("“{name}” reads as a seat number. A name needs at least one letter.", name=shorten_line(name))
        return say("This is not a name: it has no letters.") if name else say("There is no name on this line.")
    if _EMPTY.fullmatch(name):
        return say("There is no name on this line.")
    if says_not_coming(person.organisation):
        return say("Skipped ({status}).", status=person.organisation)
    if "\ufffd" in name:
        return say("A letter of this name could not be read. Type the name.")
    if is_total(record.name) or is_answer(record.name) or "://" in name:
        return say("This is not the name of a person.")
    for field in (Field.NAME, Field.ORGANISATION, Field.QUESTION):
        if len(getattr(person, field)) > MAX_FIELD_LENGTHS[field]:
            what, most = FIELD_NAMES[field], MAX_FIELD_LENGTHS[field]
            return say("Too long: {field} has more than {most} characters.", field=what, most=most)
    return None


def _why_duplicate(person: ImportedPerson, same_name: list[ImportedPerson]) -> Message | None:
    """Why someone is already on the list: of the same name, unless both have an address and these differ."""
    for other in same_name:
        if not (person.email and other.email) or fold(person.email) == fold(other.email):
            return say(
                "{name} is already on line {line}. Is this someone else? Add a letter.",
                name=shorten_line(other.name),
                line=other.line,
            )
    return None


def _told_apart(people: list[ImportedPerson]) -> list[ImportedPerson]:
    """The people, with something after names that several share: the organisation, or a number."""
    shared = Counter(fold(person.name) for person in people)
    taken = {name for name, times in shared.items() if times == 1}
    told_apart = []
    for person in people:
        if shared[fold(person.name)] > 1:
            name = unique_name(person.name, person.organisation, taken)
            person = msgspec.structs.replace(person, name=name)
        taken.add(fold(person.name))
        told_apart.append(person)
    return told_apart


def _error(record: Record, message: Message) -> LineError:
    return LineError(record.line, shorten_line(squeeze(record.source[: MAX_SHOWN_CHARACTERS * 4])), message)
