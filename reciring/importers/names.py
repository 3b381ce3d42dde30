"""A name as people write it in lists, turned into the name as it is said: ``Jan van den Berg``.

*Last, First*, infixes before and after, degrees and titles, what is added between brackets, names in capitals, and the
names in e-mail addresses.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reciring.importers.words import has_organisation_word, is_answer, is_role
from reciring.ring.text import fold, squeeze

_INFIXES = frozenset(
    "van de den der het 't ’t te ter ten in op aan bij uit von vom zu zum zur du des la le les da das do dos"
    " del della di"
    " d' al el bin ibn ben af av 's ’s onder over tot".split()
)
_DEGREES = frozenset(
    "phd md msc bsc ma ba mba llm llb ra rc dr drs mr ir ing prof em mphil bed bba meng beng mpa mpm emba rn jr sr"
    " dipl diplom dring mag esq hon".split()
)
_TITLES = _DEGREES | frozenset("dhr mevr mw mvr herr frau hr fr mrs ms miss mme mlle m monsieur madame sir".split())
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[\s-]?)+|[A-ZÀ-Þ]{1,2}")
_SALUTATION = re.compile(
    r"\A(?:dhr|de heer|mevr|mevrouw|mw|mvr|herr|frau|mrs|ms|miss|mme|mlle|madame|monsieur)\.?\s+(?=\S)", re.IGNORECASE
)
_PHONE = re.compile(r"(?<=\S)[\s,;:–-]+(?:(?:tel|mob|phone|t|m)[.:]?\s*)?\+?\(?\d[\d\s()/.–-]{6,24}\Z", re.IGNORECASE)
_MAX_NAME_WORDS = 7
"""More words are a sentence, not a name."""
_GIVEN_NAMES = frozenset(
    "aad abdel adam adriaan ahmed aisha albert alex alexander ali alice alina amber amira amy an ana andrea"
    " andreas andrew"
    " andré angela anja anke anna anne annelies anneke annette anouk anton antonia antoine arend ariane arjan arie arno"
    " arthur astrid aya ayse barbara bart bas ben benjamin bernard bert bettina bianca björn bo bob bram brigitte britt"
    " camille carla carmen carolien caroline catherine cathy celine charles charlotte chantal chloé chris christa"
    " christian christine christophe claire clara claudia coen cor corinne cornelis daan daniel daniela"
    " danny dave david"
    " denise dennis diana dick diederik dirk dominique dorien edith edwin eefje eline elisa elisabeth elise ellen els"
    " elsa emil emily emma emmanuel eric erik erika ernst esther eva evelien fabian fatima fatma fenna ferdinand fiona"
    " floor floris frank frans françois françoise frederik frits gabriel geert george gerard gerda gerrit gert gertrud"
    " gijs gisela greet greta guido guus hanna hannah hanneke hans harm harry hassan hedwig heidi heiko hein"
    " helena helga"
    " helmut hendrik henk henri henriette herman hilde hugo ibrahim ida ilse inge ingrid irene iris isa isabel isabelle"
    " ivo jaap jack jacob jacqueline jan jana janneke jannes jasper jean jeanette jelle jens jeroen jessica jill jo"
    " joachim joan joanna job johan johanna johannes john joke jolanda jonas joop joost jos josé joyce"
    " judith jules julia"
    " julie jurgen jürgen justine karel karen karim karin karl katharina kathrin katja kees kevin khadija"
    " kim klaas klaus"
    " koen kurt lars laura laurent lea leo leon leonie lia lieke lies lieve lilian linda lisa liz lotte"
    " louis louise luc"
    " lucas lucia lucy luuk maaike maarten machteld malika manon manuel marc marcel margaret margot margriet maria"
    " marianne marie marieke marijke marion mark marleen marloes marta martha martijn martin martina mary mathieu"
    " matthias maurits max mehmet menno merel mia michael michel michelle mieke mike mila milan mirjam mohamed mohammed"
    " moniek monika monique myriam nadia nancy naomi natalie nathalie nico nicolas nicole niels nienke nina"
    " noa noor nora"
    " ob olaf olga olivier omar oscar otto pascal patricia patrick paul paula pauline peggy peter petra philip philippe"
    " piet pieter pim pierre rachel rachid ralf raymond rené renate renske richard rik rita rob robert robin roel rolf"
    " romy ronald roos ruben rudi rutger ruth sabine said saskia sam samira samuel sander sandra sanne sara"
    " sarah sebastian"
    " selma silvia simon simone sjoerd sofia sofie sonja sophie stefan stefanie stella steven stijn suleyman"
    " susan susanne"
    " sven sylvia tamara teun thea theo thomas thijs tijn tim tina tineke tjeerd tobias tom ton truus twan"
    " ulrich ursula"
    " valerie vera veronique victor vincent wendy werner wessel wiebe wil willem willemijn wim wouter xander"
    " yara yasmin"
    " youssef yvonne yvette zoë".split()
)
"""Common given names: they decide which of two single words is the first name."""


class WrittenName(NamedTuple):
    """A name as it is said, and what else was written with it."""

    name: str
    organisation: str = ""
    """What was between brackets and is neither a role nor a call name."""
    turned: bool = False
    """Whether it was written with the last name first."""


def read_name(text: str) -> WrittenName:
    """The name as it is said. Reading the result again gives the same name."""
    text = _PHONE.sub("", squeeze(text).strip("\"'“”„*_ ,;:"))
    text = _SALUTATION.sub("", text)
    text, organisation, call_name = _without_brackets(text)
    pieces = [piece for piece in map(_without_degrees, text.split(",")) if piece]
    if not pieces:
        return WrittenName(text.strip(" ,"), organisation)
    turned = len(pieces) > 1 and not (len(pieces) > 2 and len(pieces[1].split()) > 2)
    name = _turned(pieces) if turned else " ".join(pieces)
    if call_name:
        last = _turned([pieces[0], " ".join(word for word in " ".join(pieces[1:]).split() if fold(word) in _INFIXES)])
        name = f"{call_name} {last if turned else _without_initials(name)}"
    return WrittenName(_without_capitals(name), organisation, turned)


def _without_brackets(text: str) -> tuple[str, str, str]:
    """The text without what is between brackets; the organisation and the call name that were there."""
    organisation = call_name = ""
    kept, start = "", 0
    for match in _BRACKETS.finditer(text):
        inside, before = match[1].strip(), kept + text[start : match.start()]
        kept, start = before, match.end()
        if not inside or is_role(inside) or inside.isdigit():
            continue
        if _has_initials(before) and len(inside.split()) <= 2 and not has_organisation_word(inside):
            call_name = call_name or inside
        elif match.end() == len(text) and any(map(str.isalpha, inside)):
            organisation = inside
        else:
            kept += match[0]
    return squeeze(kept + text[start:]), organisation, call_name


def _has_initials(text: str) -> bool:
    """Whether there are only initials and infixes where the first name is: *Jansen, B.*, *J. van den*."""
    first = text.rpartition(",")[2] if "," in text else text
    words = [word for word in first.split() if fold(word) not in _INFIXES]
    return bool(words) and _INITIALS.fullmatch(words[0]) is not None


def _without_initials(name: str) -> str:
    words = name.split()
    while len(words) > 1 and _INITIALS.fullmatch(words[0]):
        words.pop(0)
    return " ".join(words)


def _without_degrees(piece: str) -> str:
    """The piece without the degrees after it; "" if it holds only degrees and titles."""
    words = piece.split()
    if words and all(_plain_word(word) in _TITLES for word in words) and (len(words) > 1 or _is_degree(words[0])):
        return ""
    while len(words) > 1 and _is_degree(words[-1]) and (len(words) > 2 or words[-1].isupper() is False):
        words.pop()
    return " ".join(words)


def is_degree(text: str) -> bool:
    """Whether a text holds only degrees and titles, as after a name: *PhD*."""
    return bool(text) and not _without_degrees(text)


def _is_degree(word: str) -> bool:
    """Whether a word is a degree as it is written: *MSc*, *dr.*; *Ma* and *Ba* are names."""
    plain = _plain_word(word)
    return plain in _DEGREES and (len(plain) > 2 or word.isupper() or word.endswith(".") or plain in ("dr", "ir", "mr"))


def _plain_word(word: str) -> str:
    return fold(word.replace(".", "").strip(",;"))


def _turned(pieces: list[str]) -> str:
    """First name, infix, last name, from ``last[ infix], first[ infix][, infix]``."""
    last, first = pieces[0].split(), " ".join(pieces[1:]).split()
    infix: list[str] = []
    while first and fold(first[-1]) in _INFIXES:
        infix.insert(0, first.pop())
    while len(last) > 1 and fold(last[-1]) in _INFIXES:
        infix.insert(0, last.pop())
    return " ".join([*first, *infix, *last])


def _without_capitals(name: str) -> str:
    """A name without words in capitals; *VISSER Anne* has its last name first."""
    words = name.split()
    capital = [_is_capital(word) for word in words]
    if not any(capital):
        return name
    if not all(capital) and capital[0]:
        lasts = next(index for index, is_capital in enumerate(capital) if not is_capital)
        if all(word[:1].isupper() for word in words[lasts:]):
            words = [*words[lasts:], *words[:lasts]]
    return " ".join(_capitalised(word) if _is_capital(word) else word for word in words)


def _is_capital(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    known = fold(word) in _INFIXES
    return (
        word.isupper()
        and "." not in word
        and (len(letters) > 2 or known or (len(letters) == 2 and word[1:2].lower() in "aeiouy"))
    )


def _capitalised(word: str) -> str:
    if fold(word) in _INFIXES:
        return word.lower()
    return re.sub(r"[^\W\d_]+", lambda match: match[0][:1] + match[0][1:].lower(), word)


def name_from_address(address: str) -> str:
    """``Anne Visser`` for *anne.visser@…*: a name as far as the address has one."""
    local = re.sub(r"\d+", " ", address.partition("@")[0].partition("+")[0])
    words = [word for word in re.split(r"[._\s]+", local) if word]
    if all(len(word) == 1 for word in words):
        return ""
    return " ".join(
        word if number and word in _INFIXES else f"{word.upper()}." if len(word) == 1 else _title(word)
        for number, word in enumerate(words)
    )


def _title(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def looks_like_name(text: str) -> bool:
    """Whether the text can be the name of a person: a few words with a letter, and no answer, number or sentence."""
    text = text.strip()
    if not text or len(text) > 80 or "@" in text or "://" in text or is_answer(text) or text[-1] in "?!;:":
        return False
    digits = sum(map(str.isdigit, text))
    return any(map(str.isalpha, text)) and digits * 3 < len(text) and len(text.split()) <= _MAX_NAME_WORDS


def looks_like_full_name(text: str) -> bool:
    """Whether the text is clearly a first and a last name: two to five words with capitals, apart from infixes."""
    words = text.split()
    if (
        not (looks_like_name(text) and 2 <= len(words) <= 5)
        or has_organisation_word(text)
        or any(map(str.isdigit, text))
    ):
        return False
    named = [word for word in words if fold(word) not in _INFIXES]
    cased = all(word[:1].isupper() or word[:1] in "'’" or word[:1].lower() == word[:1].upper() for word in named)
    return len(named) > 1 and cased


def is_given_name(text: str) -> bool:
    """Whether the text is a common first name or initials."""
    word = text.split(" ")[0] if text else ""
    return fold(word) in _FOLDED_GIVEN_NAMES or any(fold(part) in _FOLDED_GIVEN_NAMES for part in word.split("-"))


_FOLDED_GIVEN_NAMES = frozenset(map(fold, _GIVEN_NAMES))


def are_turned(pairs: list[tuple[str, str]]) -> bool:
    """Whether pairs divided by a comma are *Last, First* rather than *Name, organisation*.

    Signs are an infix after a first name, initials there, and common first names; all pairs of a list are of one kind.
    """
    score = 0
    for before, behind in pairs:
        words = behind.split()
        if (
            not words
            or has_organisation_word(behind)
            or len(words) > 4
            or (looks_like_full_name(before) and fold(before.split()[0]) not in _INFIXES)
        ):
            score -= 1
        elif (len(words) > 1 and fold(words[-1]) in _INFIXES) or (
            _INITIALS.fullmatch(words[0]) and words[0].endswith(".")
        ):
            score += 3
        elif fold(before.split()[0] if before else "") in _INFIXES:
            score += 2
        elif is_given_name(behind) and not is_given_name(before):
            score += 1
        elif is_given_name(before) and not is_given_name(behind):
            score -= 1
    return score > 0
