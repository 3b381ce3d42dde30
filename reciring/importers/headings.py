"""What the heading of a column says that the column holds, in Dutch, English, German and French."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reciring.importers.participants import Field
from reciring.ring.text import fold

_MAX_LENGTH = 200
"""Characters of a heading that are read."""


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


_HEADINGS = {
    Field.FIRST: "voornaam, voornamen, roepnaam, firstname, givenname, forename, forenames, vorname, vornamen, rufname,"
    " prénom, prénoms, fname, first, callname, preferredname, preferredfirstname, vorn",
    Field.INITIALS: "voorletters, voorletter, initialen, initials, initialien, initiales",
    Field.MIDDLE: "middlename, middle, tweedenaam, tweedevoornaam, zweitername, zweitervorname, deuxièmeprénom",
    Field.PREFIX: "tussenvoegsel, tussenvoegsels, tussenv, tussenvgsl, tv, tvs, voorvoegsel, voorvoegsels,"
    " infix, infixes,"
    " lastnameprefix, surnameprefix, namenszusatz, particule, vv",
    Field.LAST: "achternaam, achternamen, familienaam, geslachtsnaam, lastname, surname, familyname,"
    " nachname, familienname,"
    " zuname, nomdefamille, lname, last, secondname, hoofdnaam",
    Field.NAME: "naam, name, names, namen, fullname, volledigenaam, displayname, weergavenaam, anzeigename, deelnemer,"
    " deelnemers, participant, participants, participantname, attendee, attendees, teilnehmer, teilnehmerin,"
    " teilnehmende, teilnehmername, vollständigername, nom, nomcomplet, nometprénom, prénometnom, nomprénom,"
    " voorenachternaam, achternaamvoornaam, lastnamefirstname, nachnamevorname,"
    " naamvoornaam, vorundnachname, vornamenachname, vornameundnachname, namevorname, personname,"
    " firstandlastname, firstlastname, firstnamelastname, invitee, inviteename, genodigde, genodigden, gasten, contact,"
    " contactname, contactpersoon, ansprechpartner, member, membername, lid, leden, mitglied, mitglieder,"
    " wie, who, wer,"
    " qui, persoon, person, personen, people, personnes, medewerker, employee, mitarbeiter, naamdeelnemer,"
    " deelnemernaam, registrant, registrantname, nameoriginalname, guestname, username, nomdisplay, subject,"
    " collega, student",
    Field.ORGANISATION: "organisatie, organisation, organization, organisatienaam, organisationname, organizationname,"
    " naamorganisatie, bedrijf, bedrijfsnaam, company, companyname, companyorganization, organizationcompany,"
    " instelling, werkgever, employer, firma, firmenname, unternehmen, einrichtung, arbeitgeber, entreprise, société,"
    " organisme, employeur, nomentreprise, structure, institution, instituut, institute, instanz, werk,"
    " school, gemeente,"
    " affiliation, bureau, vereniging, verein, association, orga, org, current company, workplace, arbeitsstelle",
    Field.EMAIL: "email, emails, mail, emailadres, emailadressen, mailadres, emailaddress, mailaddress,"
    " eadres, emailadresse,"
    " mailadresse, adressemail, adresseemail, adresseélectronique, courriel, mél, adressedemessagerie,"
    " emailid, useremail,"
    " address email, userprincipalname, upn, epost, elektronischepost",
    Field.QUESTION: "vraag, vragen, hulpvraag, mijnvraag, question, questions, frage, fragen, anliegen,"
    " request, ask, need,"
    " needs, besoin, demande, wens, wish, wunsch, verzoek, bitte, helpvraag, ringvraag, kringvraag,"
    " ringquestion, message",
    Field.STATUS: "status, statut, rsvp, aanwezig, aanwezigheid, attending, attendance, komt, zusage,"
    " teilnahme, anwesend,"
    " anwesenheit, présence, présent, response, reactie, antwoord, antwort, réponse, attendeestatus, approvalstatus,"
    " registrationstatus, voidstatus, orderstatus, ticketstatus, inschrijfstatus, afgemeld, komtwel,"
    " komtniet, state, going,"
    " paymentstatus, cancelled, geannuleerd, bevestigd, confirmed, stand, deelname, participation, guestresponse",
}
_OTHER = _words(
    "phone telefoon telefoonnummer tel mobile mobiel gsm handy telefon telephone téléphone fax pager nr"
    " nummer number no"
    " num id date datum timestamp tijdstempel zeitstempel horodateur horodatage time tijd zeit heure start"
    " end completion"
    " modified address adres adresse straat street rue city plaats woonplaats ort ville town postcode zip country land"
    " pays state function functie functietitel funktion fonction beroep job title titel anrede aanhef"
    " salutation position"
    " rol role rolle notes notitie opmerking opmerkingen remarks remark comment comments bemerkungen"
    " bemerkung remarques url"
    " website link linkedin photo foto ticket price prijs quantity aantal duration duur join joined leave dieet"
    " dieetwensen allergie allergieën allergies dietary vegetarian vegetarisch topic onderwerp gender"
    " geslacht geschlecht"
    " birthday geboortedatum language taal sprache category categorie categories labels label tags tag group"
    " groep gruppe"
    " suffix nickname bijnaam phonetic file type event host guests guest recording checkin product order code payment"
    " amount currency kamer room seat stoel tafel table zaal dag day week age leeftijd parking parkeren lunch diner"
    " betaald paid source kleur color initialspassword password lead score region regio visibility consent"
    " toestemming commande tarif bestelling bestellung"
)
"""Words of headings of columns that are not used."""
_REJECTED = _words(
    "phonetic label type nickname bijnaam file screen host event product topic emergency nood noodcontact"
    " partner manager"
    " leidinggevende photo url website suffix recording source consent toestemming ip user_id meeting category"
    " address2 street straat city"
)
"""A heading with one of these words is not a field, whatever its other words are."""
_SOMEONE_ELSE = _words(
    "buyer order invoice billing purchaser koper besteller factuur factuuradres rechnung rechnungs facturation acheteur"
    " payer betaler contactpersoon emergency host organizer organiser organisator sender assistant assistent"
)
"""Words of headings about who ordered, pays or organises."""
_PARTICIPANT = _words(
    "attendee participant deelnemer participante deelnemers teilnehmer teilnehmers ticket guest invitee registrant"
    " delegate persoon"
    " person persoonlijke user member contact"
)
_FILLERS = _words(
    "value primary haupt main hoofd work werk werk zakelijk zakelijke private privé prive persoonlijk"
    " dienstlich business"
    " home thuis address adres adresse current huidige your jouw je uw mijn my ihr ihre dein deine votre ton"
    " ta the de het"
    " der die das van of le la l d verplicht required optional optioneel pflichtfeld obligatoire in full please svp"
    " a.u.b and en und et amp volledige volledig actual echte echt smtp internet business1 preferred"
)
_SECONDARY = _words("secondary second alternative alternatief extra andere other tweede zweite")
_DEPARTMENTS = _words("afdeling department abteilung team dienst service département sector unit")
_ASKS_NAME = _words(
    "name naam voornaam achternaam vorname nachname surname namen nom heet heten heissen heisse heißt heißen"
    " heisst called appelles appelez"
)
_ASKS_WORK = _words(
    "work works werk werkt werken organisation organization organisatie company bedrijf arbeitest arbeiten arbeitet"
    " organisme entreprise travaillez travailles employer werkgever firma unternehmen instelling represent"
    " vertegenwoordig"
    " vertegenwoordigt"
)
_ASKS_QUESTION = _words(
    "ask question vraag vragen hulpvraag need needs help hulp nodig helpen looking zoek zoekt zoeken frage fragen"
    " brauchen brauchst brauche suchen suchst hilfe besoin cherchez cherches aide wens request leren willen"
)
_ABOUT_OTHER_THINGS = _words(
    "dieet dieetwensen allergie allergieën allergies dietary eten food lunch parking parkeren vervoer hear"
    " heard gehoord"
    " photo foto consent toestemming privacy nieuwsbrief newsletter telefoonnummer phone bereikbaar"
    " emergency wheelchair"
    " rolstoel toegankelijkheid accessibility datum date time tijd offer aanbieden bieden organisers organizers"
)


class Heading(NamedTuple):
    """What a heading says: a field and how clearly, from 1; ``field`` is None for a column that is not used."""

    field: Field | None
    strength: int = 3


_FIELD_OF = {
    fold(heading).strip().replace(" ", ""): field for field, text in _HEADINGS.items() for heading in text.split(",")
}


def normalised_heading(text: str) -> str:
    """The heading without spaces, signs and case, to compare it with others."""
    return "".join(filter(str.isalnum, fold(text[:_MAX_LENGTH])))


@lru_cache(maxsize=2048)
def read_heading(text: str) -> Heading | None:
    """What a heading says about its column; None if it is not known as a heading."""
    text = fold(text[:_MAX_LENGTH])
    words = [word for word in re.split(r"[^\w]+|_", re.sub(r"\be[\s-]?mail", "email", text)) if word]
    if not words or len(words) > 25:
        return None
    sentence = is_sentence(text)
    if sentence and (asked := _asked(set(words))):
        return asked
    return None if sentence and len(words) > 8 else _named(text, words)


def is_sentence(text: str) -> bool:
    """Whether a heading is a question or a sentence, as forms have them."""
    words = re.findall(r"[^\W\d_]+", text[:_MAX_LENGTH])
    return len(words) > 1 and (text.rstrip(" *").endswith("?") or len(words) > 5)


def _named(text: str, words: list[str]) -> Heading | None:
    """What a heading of a few words says."""
    if field := _FIELD_OF.get("".join(words)):
        return Heading(field)
    if len(words) == 2 and set(words) == {"name", "prefix"}:
        return Heading(None)
    plain = {word for word in words if not word.isdigit()}
    if plain & _REJECTED or ("email" in plain and plain & {"display", "status", "name", "opt", "in"}):
        return Heading(None)
    strength = 3
    if plain & _SECONDARY:
        strength -= 1
    if plain & _SOMEONE_ELSE:
        strength -= 2
    elif plain & _PARTICIPANT:
        strength += 1
    if ":" in text and (last := _FIELD_OF.get(normalised_heading(text.rpartition(":")[2]))):
        return Heading(last, strength)
    left = [word for word in words if not word.isdigit() and word not in _SOMEONE_ELSE | _PARTICIPANT | _SECONDARY]
    for rest in (left, [word for word in left if word not in _FILLERS], re.sub(r"\([^)]*\)|\*", "", text).split()):
        if field := _FIELD_OF.get(normalised_heading("".join(rest))):
            return Heading(field, strength)
    if plain & _DEPARTMENTS:
        return Heading(Field.ORGANISATION, 1)
    if (plain and len(plain & (_OTHER | _FILLERS | _PARTICIPANT | _SOMEONE_ELSE)) * 2 >= len(plain)) or text.startswith(
        "#"
    ):
        return Heading(None)
    return None


def _asked(words: set[str]) -> Heading | None:
    """What a heading that is a sentence asks: *Wat is je naam?*, *Where do you work?*"""
    if words & _ABOUT_OTHER_THINGS:
        return Heading(None)
    if words & {"email", "mail", "emailadres", "mailadres", "courriel"}:
        return Heading(Field.EMAIL, 2)
    if words & _ASKS_NAME and not words & {"organisation", "organization", "organisatie", "company", "bedrijf"}:
        return Heading(Field.NAME, 2)
    if words & _ASKS_WORK and not words & {"question", "vraag", "frage", "ask", "help", "need"}:
        return Heading(Field.ORGANISATION, 2)
    if words & _ASKS_QUESTION:
        return Heading(Field.QUESTION, 2)
    if words & {
        "komt",
        "kom",
        "aanwezig",
        "attend",
        "attending",
        "kommst",
        "kommen",
        "teilnehmen",
        "viendrez",
        "come",
        "join",
    }:
        return Heading(Field.STATUS, 2)
    return Heading(None)


_SURE = frozenset({Field.NAME, Field.FIRST, Field.LAST, Field.EMAIL, Field.PREFIX})
_ALSO_VALUES = frozenset(
    "gemeente school bureau werk vereniging verein association structure institution instituut institute guest gast"
    " host attendee participant deelnemer teilnehmer student member lid contact ja no wie who wer qui".split()
)
_AMBIGUOUS = frozenset(
    "contact wie who wer qui last first subject lid member school werk gemeente student bureau attendee participant"
    " deelnemer teilnehmer teilnehmerin invitee person persoon medewerker employee mitarbeiter mail collega".split()
)
"""Headings that can also be something about a person, if they stand in a row with other cells."""


def is_sure(text: str) -> bool:
    """Whether a cell with this text alone shows that its row has headings: *Naam*, *E-mail*."""
    heading, plain = read_heading(text), normalised_heading(text)
    return (
        heading is not None and heading.field in _SURE and _FIELD_OF.get(plain) is not None and plain not in _AMBIGUOUS
    )


def is_name_heading(text: str) -> bool:
    """Whether a text on its own is the heading of a list of names: *Deelnemers*."""
    field = _FIELD_OF.get("".join(filter(str.isalpha, fold(text[:_MAX_LENGTH]))))
    return field in _SURE and normalised_heading(text) not in ("contact", "last", "first", "subject")


def shows_headings(text: str) -> bool:
    """Whether a cell is more likely a heading than something about a person: *School* and *Team* may be either."""
    heading = read_heading(text)
    if heading is None or normalised_heading(text) in _ALSO_VALUES:
        return False
    return heading.strength > 1 or heading.field is not Field.ORGANISATION
