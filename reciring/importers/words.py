"""Words of lists of participants, in Dutch, English, German and French: answers, roles, totals, greetings."""

from __future__ import annotations

import re
from functools import cache

from reciring.ring.text import fold


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split(","))


_NOT_COMING = _phrases(
    "no, nee, nein, non, declined, afgewezen, geweigerd, abgelehnt, décliné, decline, cancelled, canceled, "
    "geannuleerd, afgezegd, afgemeld, abgemeldet, abgesagt, storniert, annulé, annulée, not attending, not going, "
    "not coming, can't go, cannot attend, absent, afwezig, verhinderd, verhindert, abwesend, absente, denied, "
    "rejected, refunded, deleted, void, voided, komt niet, niet aanwezig, kommt nicht, ne vient pas, no show, no-show, "
    "unsubscribed, withdrawn, teruggetrokken, niet, nicht, afgehaakt, excused, excusé, excusée, ziek, krank, sick"
)
_COMING = _phrases(
    "yes, ja, oui, ok, (ok), accepted, geaccepteerd, akkoord, zugesagt, angenommen, accepté, attending, aanwezig, "
    "going, coming, present, anwesend, présent, présente, komt, approved, goedgekeurd, paid, betaald, confirmed, "
    "bevestigd, bestätigt, confirmé, registered, aangemeld, angemeldet, inscrit, checked in, tentative, voorlopig, "
    "mit vorbehalt, provisoire, maybe, misschien, vielleicht, peut-être, no response, geen reactie, keine antwort, "
    "aucune réponse, none, pending, unknown, onbekend, waitlisted, wachtlijst, warteliste, invited, uitgenodigd, "
    "eingeladen, invité, x, v, ✓, ✔, ☑, ?, -, true, false, y, n, j, needs action, if needed, als het moet"
)
_ROLES = _phrases(
    "host, co-host, cohost, guest, gast, gastheer, gastvrouw, me, ik, ich, moi, external, extern, externe, organizer, "
    "organiser, organisator, organisatorin, organisateur, presenter, presentator, attendee, deelnemer, teilnehmer, "
    "participant, unverified, niet geverifieerd, nicht verifiziert, he/him, she/her, they/them, hij/hem, zij/haar, "
    "die/hun, hen/hun, er/ihm, sie/ihr, il/lui, elle, owner, eigenaar, admin, beheerder, required, optional, vereist, "
    "optioneel, verplicht, required attendee, optional attendee, meeting organizer, you, jij, u, du, sie, vous, "
    "hij, zij, hen, he, she, they, il, er, sie, in lobby, muted, phone, voorzitter, notulist, chair"
)
_TOTALS = _phrases(
    "totaal, total, totals, count, aantal, som, sum, summe, gesamt, anzahl, subtotaal, subtotal, somme, nombre, "
    "totaal aantal, totaal aantal deelnemers, grand total, eindtotaal, "
    "totaal deelnemers, aantal deelnemers, total participants,"
    " gemiddelde, average"
)
_SERVICES = _phrases(
    "info, admin, office, contact, secretariaat, secretary, hello, hallo, mail, post, noreply, no-reply, support, "
    "sales, team, receptie, administratie, boekhouding, helpdesk, service, kontakt, bureau, accueil, webmaster"
)
_ORGANISATION_WORDS = frozenset(
    "gemeente hogeschool universiteit university bibliotheek library bieb stichting provincie ministerie"
    " waterschap school"
    " college council city hall town ziekenhuis hospital bank zorg welzijn gmbh ev verein stadt hochschule schule"
    " gemeinde mairie association asso ltd inc llc bv nv vof kg ag foundation afdeling team groep group bedrijf company"
    " bureau dienst politie police brandweer kerk church museum theater theatre academie academy instituut institute"
    " institut institution verenigd vereniging coöperatie cooperatie cooperation holding consultancy consulting advies"
    " media studio lab labs centrum center centre rijk overheid woningcorporatie makelaars advocaten architecten"
    " hogescholen universitair umc ggd ggz roc mbo hbo vve koninklijke nationaal national international internationaal"
    " universität université bibliothek bibliothèque krankenhaus hôpital société gesellschaft amt kreis landkreis"
    " werkplaats kringloop omroep radio uitgeverij drukkerij bakkerij garage hotel restaurant café cafe".split()
)
_GREETING = re.compile(
    r"(?:beste|hallo|hoi|dag|geachte|lieve|goedemorgen|goedemiddag|goedenavond|dear|hi|hello|hey|good (?:morning|"
    r"afternoon|evening)|liebe[rs]?|guten (?:tag|morgen|abend)|sehr geehrte[rs]?|bonjour|bonsoir|chère?s?|"
    r"(?:met )?(?:vriendelijke|hartelijke|warme) groet(?:en|jes)?|groet(?:en|jes)?|mvg|kind regards|best regards|"
    r"(?:best|warm) wishes|regards|best|cheers|thanks|thank you|bedankt|dank(?: je| u)?|merci|danke|"
    r"tot (?:dan|dinsdag|snel|ziens|morgen|straks)|see you|mit freundlichen grüßen|mfg|viele grüße|"
    r"liebe grüße|beste grüße|cordialement|bien à vous|"
    r"sent from my|verstuurd vanaf|verzonden vanaf|von meinem|envoyé de(?:puis)?)\b",
    re.IGNORECASE,
)


@cache
def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _plain(text: str) -> str:
    return fold(text[:80]).strip(" .!:*")


def says_not_coming(text: str) -> bool:
    """Whether an answer or status means that someone does not come: *No*, *cancelled by self*, *afgemeld*."""
    plain = _plain(text)
    return plain in _folded(_NOT_COMING) or re.sub(r"\W+(?:by|door|von|par|op|on|am)\b.*", "", plain) in _folded(
        _NOT_COMING
    )


def is_no(text: str) -> bool:
    """Whether an answer is only *no*."""
    return _plain(text) in ("no", "nee", "nein", "non", "n", "false", "onwaar")


def is_yes(text: str) -> bool:
    """Whether an answer is only *yes*."""
    return _plain(text) in ("yes", "ja", "oui", "y", "j", "x", "1", "true", "waar", "✓", "✔", "☑")


def is_answer(text: str) -> bool:
    """Whether the text is only an answer or a status: *Accepted*, *OK*, *nee*."""
    return says_not_coming(text) or _plain(text) in _folded(_COMING)


def is_role(text: str) -> bool:
    """Whether the text says what someone does in a meeting: *Host*, *Guest*, *he/him*."""
    parts = [part.strip() for part in re.split(r"[,;]", text)]
    return all(_plain(part) in _folded(_ROLES) or re.fullmatch(r"\w{1,5}/\w{1,5}(?:/\w{1,5})?", part) for part in parts)


def is_total(text: str) -> bool:
    """Whether the text names a sum below a list: *Totaal*, *Count*."""
    plain = re.sub(r"[\W\d]+\Z", "", fold(text[:80])).strip()
    return plain in _folded(_TOTALS)


def is_service(local_part: str) -> bool:
    """Whether what is before the @ of an address names an office, not a person: *info*."""
    return _plain(local_part) in _folded(_SERVICES)


def is_greeting(text: str) -> bool:
    """Whether a line begins like a greeting or the end of an e-mail."""
    return _GREETING.match(text) is not None


_CLOSING = re.compile(
    r"(?:(?:met )?(?:vriendelijke|hartelijke|warme) )?groet(?:en|jes)?|mvg|(?:kind|best|warm) regards|regards|best|"
    r"cheers|(?:mit freundlichen|viele|liebe|beste) grüßen?|mfg|cordialement|bien à vous",
    re.IGNORECASE,
)


def is_closing(text: str) -> bool:
    """Whether a line ends an e-mail: *Groet,*"""
    return _CLOSING.fullmatch(text.strip(" ,.!")) is not None


def has_organisation_word(text: str) -> bool:
    """Whether a word in the text is one that names of organisations have: *Gemeente*, *College*."""
    return any(word in _folded(_ORGANISATION_WORDS) for word in re.findall(r"\w+", fold(text.replace(".", ""))))
