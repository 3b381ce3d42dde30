"""The words for commands and changes, in English and Dutch."""

from __future__ import annotations

import datetime as dt

import pytest

from reciring.locale import translator
from reciring.locale.update import read
from reciring.ring import command_types as commands
from reciring.ring.command_types import Command
from reciring.ring.command_wording import PAST_TEXTS, describe_command, describe_done
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.names import short_name
from reciring.ring.session import FACILITATOR, Phase, Session
from reciring.ring.undo_wording import describe_change, describe_undo
from reciring.ring.update import HANDLERS
from tests.support.line_sessions import NOW, minute, session_in_phase, updated, with_name

ROUND = {
    "karin kent een jongerenwerker #contact @vr": "contact from Karin for Fatima, Fri 27 Nov",
    "karin kent iemand #contact": "contact from Karin for Fatima, when?",
    "karin raadt een boek aan": "tip from Karin for Fatima",
    "kent iemand een zaal? #contact": "contact for Fatima, who and when?",
    "0 een zaal #tool @vr": "tool for Fatima, Fri 27 Nov, who?",
    "lees het handboek": "tip for Fatima, who?",
    "anne+bo oefenen mee #hulp @4 dec": "help from Anne and Bo for Fatima, Fri 4 Dec",
    "anne+bo+tom oefenen mee #help @4 dec": "help from Anne, Bo and Tom for Fatima, Fri 4 Dec",
    "nienke deelt haar regels #tool @morgen #prive": "tool from Nienke for Fatima, Wed 25 Nov, private",
    "zoe leent iets *": "tip from Zoë for Fatima, with a star",
    "zoe leent iets * *": "tip from Zoë for Fatima, with 2 stars",
    "jan kan altijd #nee": "mentioned by Jan for Fatima, not useful",
    ".jan stuurt een lijst >jan-w #tool @vr": "tool from Jan for Jan-Willem, Fri 27 Nov",
    "karin": "Karin is speaking",
    "fatima": "Fatima is already speaking",
    "": "Fatima is already speaking",
    "0": "nobody is speaking",
    "fatima het mag ook online": "note on Fatima's question",
    "zoe hoe doe ik dat? >zoe": "question of Zoë",
    "/next": "next: Anne, 5:00",
    "/next bo": "next: Bo, 5:00",
    "/next bo 3:00": "next: Bo, 3:00",
    "/go": "next: Anne, 5:00",
    "/go reflect": "go to the reflection",
    "/pause": "pause",
    "/plus": "1:00 more for Fatima; the others get 4:45 each, not 4:55",
    "/plus 5": "5:00 more for Fatima; the others get 4:25 each, not 4:55",
    "/minus 0:30": "0:30 less for Fatima; the others keep 4:55 each",
    "/minus 99:00": "1:55 less for Fatima; the others get 5:00 each, not 4:55",
    "/restart": "Fatima gets the full 4:55 again",
    "/backdate 0:20": "Fatima's question starts 0:20 earlier",
    "/backdate 99:00": "Fatima's question starts 1:00 earlier (no earlier is possible)",
    "/park": "Fatima to the end of the queue",
    "/park anne": "Anne to the end of the queue",
    "/swap anne bo": "Anne and Bo swap places in the queue",
    "/pass tom": "Tom asks nothing, but can still help",
    "/speaker tom": "Tom is speaking",
    "/speaker tom 0:40": "Tom has been speaking for 0:40",
    "/speaker tom 99:00": "Tom has been speaking for 3:00",
    "/speaker 0 0:40": "nobody has been speaking for 0:40",
    "/add Willem Kok, Provincie": "new participant: Willem Kok, Provincie",
    "/add Willem: wie luncht mee?": "new participant: Willem; with a question",
    "/rename bo Bob": "Bo Jansen is now Bob",
    "/remove bo+tom": "remove: Bo and Tom",
    "/address bo bo@voorbeeld.example": "Bo's e-mail address: bo@voorbeeld.example",
    "/adres bo -": "no e-mail address for Bo",
    "/guide silence": "the guide about “silence”",
    "/away bo": "Bo is absent",
    "/back bo": "Bo is back",
    "/question bo hoe dan?": "question of Bo: replaces the earlier one, which becomes a note",
    "/question zoe hoe dan?": "question of Zoë",
    "/note de koffie is op": "note on Fatima's question",
    "/meet fatima zoe @8 dec": "meeting of Fatima and Zoë, Tue 8 Dec",
    "/meet fatima zoe": "meeting of Fatima and Zoë, when?",
    "/undo": "undo the last change",
    "/redo": "redo what you undid",
    "/plan reflect 15": "reflection: 15 minutes",
    "/plan total 90": "in total: 90 minutes",
    "/plan most 4:00": "at most 4:00 per question",
    "/until 14:55": "ends by 14:55",
    "/until -": "no end time",
    "/title Samen {slim}": "title: Samen {slim}",
    "/date 2026-11-25": "on Wed 25 Nov",
    "/date 2026-11-25 13:30": "on Wed 25 Nov at 13:30",
    "/date 2026-11-25 13:30 Europe/Amsterdam": "on Wed 25 Nov at 13:30, Europe/Amsterdam",
    "/place De Brug": "place: De Brug",
    "/facilitator Nienke": "facilitator: Nienke",
    "/language nl": "in Dutch",
    "/tick chairs": "tick on the checklist",
    "/share anne+bo": "on the contact list: Anne and Bo",
    "/share anne off": "not on the contact list: Anne",
    "/away bo+tom": "Bo and Tom are absent",
    "/followup 1 dec": "follow-up meeting: Tue 1 Dec",
    "/times": "show or hide speaking times",
    "/times off": "speaking time is no longer measured",
    "/stage": "show the stage",
    "/end": "end the ring: the summary",
}
REFLECT = {
    "tom durfde te vragen #verrast": "reflection by Tom: surprised",
    "tom drie ideeën": "reflection by Tom: received",
    "tom belt @vr #stap": "reflection by Tom: next step, Fri 27 Nov",
    "nienke vond het mooi": "note by Nienke",
    "/note mooi": "note",
    "/edit 2 bo belt @vr #c": "offer 2: Anneke → Bo, “aanbod 1” → “belt”, when? → Fri 27 Nov",
    "/print @office": "print on office",
    "/print @": "choose a printer",
    "/edit 2": "edit offer 2: contact from Anneke for Fatima, when?",
    "/merge 1 2": "offer 2 is merged into offer 1: contact from Anne and Anneke for Fatima, when?",
    "/delete 2": "delete offer 2: contact from Anneke for Fatima, when?",
    "/star 2": "a star for offer 2: contact from Anneke for Fatima, when?",
    "/star 2 -1": "one star less for offer 2: contact from Anneke for Fatima, when?",
    "/star 2 3": "3 stars for offer 2: contact from Anneke for Fatima, when?",
    "/go": "end the ring: the summary",
    "/plus 2": "2 minutes more for this step",
    "/minus": "one minute less for this step",
}
DUTCH = {
    "jan stuurt de slides #tool @vr": "tool van Jan voor Fatima, vr 27 nov",
    "karin kent iemand #contact": "contact van Karin voor Fatima, wanneer?",
    "jan kan altijd #nee": "genoemd door Jan voor Fatima, niet bruikbaar",
    "karin": "Karin is aan het woord",
    "/plus 5": "5:00 erbij voor Fatima; de anderen krijgen elk 4:25 in plaats van 4:55",
    "/go reflect": "naar de reflectie",
}


_DELETED = ("contact from Anneke for Fatima, when?", "contact van Anneke voor Fatima, wanneer?")
_MERGED = ("contact from Anne and Anneke for Fatima, when?", "contact van Anne en Anneke voor Fatima, wanneer?")
_DONE = ("the ring has ended: the summary", "de kring is klaar: de samenvatting")
PAST = {
    "/next": ("now: Anne, 5:00", "nu: Anne, 5:00"),
    "/next bo": ("now: Bo, 5:00", "nu: Bo, 5:00"),
    "/next bo 3:00": ("now: Bo, 3:00", "nu: Bo, 3:00"),
    "/go reflect": ("the reflection has begun", "de reflectie is begonnen"),
    "/pause": ("paused", "gepauzeerd"),
    "/restart": ("Fatima has the full 4:55 again", "Fatima heeft weer de volle 4:55"),
    "/backdate 0:20": (
        "Fatima's question started 0:20 earlier",
        "de hulpvraag van Fatima is 0:20 eerder begonnen",
    ),
    "/backdate 99:00": (
        "Fatima's question started 1:00 earlier (no earlier is possible)",
        "de hulpvraag van Fatima is 1:00 eerder begonnen (eerder kan niet)",
    ),
    "/park": ("Fatima moved to the end of the queue", "Fatima staat achteraan in de wachtrij"),
    "/park anne": ("Anne moved to the end of the queue", "Anne staat achteraan in de wachtrij"),
    "/swap anne bo": (
        "Anne and Bo swapped places in the queue",
        "Anne en Bo hebben van plaats gewisseld in de wachtrij",
    ),
    "/remove bo+tom": ("removed: Bo and Tom", "verwijderd: Bo en Tom"),
    "/question bo hoe dan?": (
        "question of Bo: replaced the earlier one, which became a note",
        "hulpvraag van Bo: heeft de vorige vervangen, die nu een notitie is",
    ),
    "/tick chairs": ("ticked on the checklist", "afgevinkt op de spullenlijst"),
    "/end": _DONE,
    "/merge 1 2": (
        f"offer 2 has been merged into offer 1: {_MERGED[0]}",
        f"aanbod 2 is opgegaan in aanbod 1: {_MERGED[1]}",
    ),
    "/delete 2": (f"offer 2 deleted: {_DELETED[0]}", f"aanbod 2 verwijderd: {_DELETED[1]}"),
}
STEPS_PAST = [
    ("/begin", Phase.PREPARE, ("the ring has begun: the introduction", "de kring is begonnen: de introductie")),
    ("/go prepare", Phase.ROUND, ("back in the preparation", "terug in de voorbereiding")),
    ("/go formulate", Phase.ROUND, ("the questions have begun", "de hulpvragen zijn begonnen")),
    ("/go round", Phase.REFLECT, ("the round has begun", "de deelronde is begonnen")),
    ("/go", Phase.ROUND, ("now: Anne, 4:30", "nu: Anne, 4:30")),
    ("/go", Phase.REFLECT, _DONE),
    (
        "/hide 1",
        Phase.REFLECT,
        ("hidden from the group: tip from Anne for Fatima", "verborgen voor de groep: tip van Anne voor Fatima"),
    ),
    ("2=2", Phase.REFLECT, ("offer 2 has not changed", "aanbod 2 is niet veranderd")),
]


def words(line: str, phase: Phase) -> Command:
    meant = interpret(line, session_in_phase(phase), NOW if phase is Phase.REFLECT else minute(24))
    assert not isinstance(meant, Unclear), str(meant.reason)
    return meant


def preview(line: str, phase: Phase, language: str) -> str:
    return translator(language).message(describe_command(words(line, phase), session_in_phase(phase)))


@pytest.mark.parametrize("line", ROUND)
def test_preview_in_the_round(line: str) -> None:
    assert preview(line, Phase.ROUND, "en") == ROUND[line]


@pytest.mark.parametrize("line", REFLECT)
def test_preview_in_the_reflection(line: str) -> None:
    assert preview(line, Phase.REFLECT, "en") == REFLECT[line]


@pytest.mark.parametrize("line", DUTCH)
def test_preview_in_dutch(line: str) -> None:
    assert preview(line, Phase.ROUND, "nl") == DUTCH[line]


@pytest.mark.parametrize(("language", "column"), [("en", 0), ("nl", 1)])
@pytest.mark.parametrize("phase", [Phase.ROUND, Phase.REFLECT])
def test_the_result_of_a_command_is_in_the_past(phase: Phase, language: str, column: int) -> None:
    """Of the lines that are not in the table the preview fits the result too."""
    texts = translator(language)
    for line in {Phase.ROUND: ROUND, Phase.REFLECT: REFLECT}[phase]:
        command, session = words(line, phase), session_in_phase(phase)
        if line == "/go" or isinstance(command, commands.ScreenCommand | commands.Undo | commands.Redo):
            continue
        expected = PAST[line][column] if line in PAST else texts.message(describe_command(command, session))
        assert texts.message(describe_done(command, session)) == expected


def test_the_result_of_the_steps_is_in_the_past() -> None:
    for line, phase, expected in STEPS_PAST:
        session = session_in_phase(phase)
        command = interpret(line, session, NOW)
        assert not isinstance(command, Unclear)
        said = describe_done(command, session)
        assert (translator("en").message(said), translator("nl").message(said)) == expected


def test_every_text_with_a_past_is_a_text_of_the_program() -> None:
    catalogue = read("nl")
    assert [text for text in PAST_TEXTS if text not in catalogue] == []


def test_every_command_has_a_description() -> None:
    session = session_in_phase(Phase.REFLECT)
    lines = {*ROUND, *REFLECT, "/begin", "/resume", "/aloud", "/hide 1"}
    seen = {type(command) for line in lines if not isinstance(command := interpret(line, session, NOW), Unclear)}
    assert set(HANDLERS) - seen <= {
        commands.SpeakerLine,
        commands.AddOffer,
        commands.SetQuestion,
        commands.EditParticipant,
        commands.TakeHandIn,
    }
    assert (
        str(describe_command(commands.SpeakerLine(at=NOW, speaker="p7"), session_in_phase(Phase.ROUND)))
        == "Karin is speaking"
    )
    assert (
        str(describe_command(commands.SpeakerLine(at=NOW, speaker=""), session_in_phase(Phase.ROUND)))
        == "nobody is speaking"
    )


def test_people_have_short_names_where_they_are_unique() -> None:
    session = with_name(with_name(session_in_phase(), "p2", "Jan Smit"), "p3", "12 Bakkers")
    assert [short_name(who, session) for who in ("p1", "p2", "p3", "p5", "p6")] == [
        "Anne",
        "Jan Smit",
        "12 Bakkers",
        "Jan de Vries",
        "Jan-Willem",
    ]
    assert short_name(FACILITATOR, with_name(session, "p7", "Nienke Smit")) == "Nienke Hof"
    assert short_name("p7", with_name(session, "p7", "Nienke Smit")) == "Nienke Smit"
    nobody = Session(date=dt.date(2026, 11, 24))
    assert str(short_name(FACILITATOR, nobody)) == "the facilitator"


# --- undone ---------------------------------------------------------------------------------------------------------

STEPS = {
    "karin kent iemand #contact": "contact from Karin for Fatima, when? · kent iemand",
    "fatima het mag ook online": "note on Fatima's question · het mag ook online",
    "karin": "Karin is speaking",
    "0": "nobody is speaking",
    "/next": "next: Anne",
    "/plus": "1:00 more for Fatima",
    "/minus 0:30": "0:30 less for Fatima",
    "/backdate 0:20": "Fatima's question started 0:20 earlier",
    "/park": "Fatima moved to the end of the queue",
    "/park anne": "Anne moved to the end of the queue",
    "/swap anne bo": "Anne and Bo swapped places in the queue",
    "/pass tom": "Tom asks nothing, but can still help",
    "/pause": "paused",
    "/add Willem Kok": "new participant: Willem Kok",
    "/rename bo Bob": "Bo Jansen is now Bob",
    "/away bo": "Bo is absent",
    "/question bo hoe dan?": "new text for Bo's question",
    "/question zoe hoe dan?": "question of Zoë",
    "/meet fatima zoe @8 dec": "meeting of Fatima and Zoë, Tue 8 Dec",
    "/plan total 85": "round: 55 minutes, was 60",
    "/until 14:55": "ends by 14:55",
    "/title Samen": "title: Samen",
    "/followup 1 dec": "follow-up meeting: Tue 1 Dec",
    "/share bo": "on the contact list: Bo",
    "/away bo+tom": "Bo and Tom are absent",
    "/pass bo+tom": "Bo and Tom ask nothing, but can still help",
    "/tick room": "ticked on the checklist",
    "/times off": "speaking time is no longer measured",
    "/go reflect": "the reflection has begun",
}


@pytest.mark.parametrize("line", STEPS)
def test_undo_names_the_change(line: str) -> None:
    before = session_in_phase(Phase.ROUND)
    meant = interpret(line, before, minute(24))
    assert not isinstance(meant, Unclear)
    after = updated(before, meant)
    assert translator("en").message(describe_change(before, after)) == STEPS[line]
    assert str(describe_undo(before, after)).startswith("undone: ")


def test_undo_names_an_edited_or_deleted_entry() -> None:
    before = session_in_phase(Phase.REFLECT)
    offer = "contact from Anneke for Fatima, when? · aanbod 1"
    deleted, starred = (updated(before, words(line, Phase.REFLECT)) for line in ("/delete 2", "/star 2"))
    assert str(describe_change(before, deleted)) == f"deleted: {offer}"
    assert str(describe_change(deleted, before)) == offer
    assert str(describe_change(before, starred)) == "offer 2: no star → a star"


def test_undo_gives_nothing_of_what_is_private() -> None:
    before = session_in_phase(Phase.REFLECT)
    private = updated(before, words("bo kent een arts #contact #private >fatima", Phase.REFLECT))
    edited = updated(private, _command("5=karin", private))
    deleted, merged = (updated(private, _command(line, private)) for line in ("5=-", "4==5"))
    own = updated(before, words("/note het was zwaar", Phase.REFLECT))
    said = [
        str(describe_undo(one, other))
        for one, other in ((before, private), (private, edited), (private, deleted), (private, merged), (before, own))
    ]
    assert said == [
        "undone: offer 5, private",
        "undone: offer 5, private",
        "undone: deleted: offer 5, private",
        "undone: deleted: offer 5, private",
        "undone: note",
    ]


def _command(line: str, session: Session) -> Command:
    command = interpret(line, session, NOW)
    assert not isinstance(command, Unclear)
    return command
