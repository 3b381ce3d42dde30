"""The words for commands and changes, in English and Dutch."""

from __future__ import annotations

import datetime as dt

import pytest

from reciring.locale import translator
from reciring.ring import command_types as commands
from reciring.ring.command_types import Command
from reciring.ring.command_wording import describe_command
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
    "karin": "Karin takes the floor",
    "fatima": "Fatima has the floor already",
    "": "Fatima has the floor already",
    "0": "nobody has the floor",
    "fatima het mag ook online": "note on Fatima's question",
    "zoe hoe doe ik dat? >zoe": "question of Zoë",
    "/next": "next: Anne, 5:00",
    "/next bo": "next: Bo, 5:00",
    "/next bo 3:00": "next: Bo, 3:00",
    "/go": "next: Anne, 5:00",
    "/go reflect": "on to the reflection",
    "/pause": "pause",
    "/plus": "1:00 more for Fatima; then 4:45 for each of the others, not 4:55",
    "/plus 5": "5:00 more for Fatima; then 4:25 for each of the others, not 4:55",
    "/minus 0:30": "0:30 less for Fatima; the others keep 4:55 each",
    "/minus 99:00": "1:55 less for Fatima; then 5:00 for each of the others, not 4:55",
    "/restart": "Fatima has the whole 4:55 again",
    "/backdate 0:20": "Fatima's question began 0:20 earlier",
    "/backdate 99:00": "Fatima's question began 1:00 earlier (earlier is not possible)",
    "/park": "Fatima to the end of the queue",
    "/park anne": "Anne to the end of the queue",
    "/swap anne bo": "Anne and Bo change places in the queue",
    "/pass tom": "Tom asks nothing, and still helps",
    "/speaker tom": "Tom takes the floor",
    "/speaker tom 0:40": "Tom has the floor, since 0:40 ago",
    "/speaker tom 99:00": "Tom has the floor, since 3:00 ago",
    "/speaker 0 0:40": "nobody has the floor, since 0:40 ago",
    "/add Willem Kok, Provincie": "new participant: Willem Kok, Provincie",
    "/add Willem: wie luncht mee?": "new participant: Willem; with a question",
    "/rename bo Bob": "Bo Jansen becomes Bob",
    "/remove bo+tom": "take out: Bo and Tom",
    "/address bo bo@voorbeeld.example": "mail for Bo goes to bo@voorbeeld.example",
    "/adres bo -": "no address for Bo",
    "/guide silence": "the guide about “silence”",
    "/away bo": "Bo left",
    "/back bo": "Bo is here again",
    "/question bo hoe dan?": "question of Bo: replaces the earlier one, which becomes a note",
    "/question zoe hoe dan?": "question of Zoë",
    "/note de koffie is op": "note on Fatima's question",
    "/meet fatima zoe @8 dec": "meeting of Fatima and Zoë, Tue 8 Dec",
    "/meet fatima zoe": "meeting of Fatima and Zoë, when?",
    "/undo": "take the last step back",
    "/redo": "do again what was taken back",
    "/plan reflect 15": "reflection: 15 minutes",
    "/plan total 90": "all together: 90 minutes",
    "/plan most 4:00": "at most 4:00 per question",
    "/until 14:55": "over by 14:55",
    "/until -": "no fixed end",
    "/title Samen {slim}": "title: Samen {slim}",
    "/date 2026-11-25": "on Wed 25 Nov",
    "/date 2026-11-25 13:30": "on Wed 25 Nov at 13:30",
    "/date 2026-11-25 13:30 Europe/Amsterdam": "on Wed 25 Nov at 13:30, Europe/Amsterdam",
    "/place De Brug": "place: De Brug",
    "/facilitator Nienke": "facilitator: Nienke",
    "/language nl": "in Dutch",
    "/tick chairs": "ready: chairs",
    "/share anne+bo": "on the list of addresses: Anne and Bo",
    "/share anne off": "not on the list of addresses: Anne",
    "/away bo+tom": "Bo and Tom have left",
    "/followup 1 dec": "everybody meets again, Tue 1 Dec",
    "/times": "show or hide speaking times",
    "/times off": "speaking time is not measured any more",
    "/stage": "show the stage",
    "/end": "the end: the summary",
}
REFLECT = {
    "tom durfde te vragen #verrast": "reflection by Tom: surprised",
    "tom drie ideeën": "reflection by Tom: received",
    "tom belt @vr #stap": "reflection by Tom: next step, Fri 27 Nov",
    "nienke vond het mooi": "note by Nienke",
    "/note mooi": "note",
    "/edit 2 bo belt @vr #c": "offer 2: Anneke → Bo, “aanbod 1” → “belt”, when? → Fri 27 Nov",
    "/edit 2": "offer 2 on the line, to edit: contact from Anneke for Fatima, when?",
    "/merge 1 2": "offer 2 goes into offer 1: contact from Anne and Anneke for Fatima, when?",
    "/delete 2": "delete offer 2: contact from Anneke for Fatima, when?",
    "/star 2": "a star for offer 2: contact from Anneke for Fatima, when?",
    "/star 2 -1": "a star less for offer 2: contact from Anneke for Fatima, when?",
    "/star 2 3": "3 stars for offer 2: contact from Anneke for Fatima, when?",
    "/go": "the end: the summary",
    "/plus 2": "2 minutes more for this step",
    "/minus": "a minute less for this step",
}
DUTCH = {
    "jan stuurt de slides #tool @vr": "tool van Jan voor Fatima, vr 27 nov",
    "karin kent iemand #contact": "contact van Karin voor Fatima, wanneer?",
    "jan kan altijd #nee": "genoemd door Jan voor Fatima, niet bruikbaar",
    "karin": "Karin krijgt het woord",
    "/plus 5": "5:00 erbij voor Fatima; de anderen dan elk 4:25, niet 4:55",
    "/go reflect": "naar de reflectie",
}


def words(line: str, phase: Phase) -> Command:
    meant = interpret(line, session_in_phase(phase), NOW if phase is Phase.REFLECT else minute(24))
    assert not isinstance(meant, Unclear), str(meant.reason)
    return meant


@pytest.mark.parametrize("line", ROUND)
def test_preview_in_the_round(line: str) -> None:
    assert (
        translator("en").message(describe_command(words(line, Phase.ROUND), session_in_phase(Phase.ROUND)))
        == ROUND[line]
    )


@pytest.mark.parametrize("line", REFLECT)
def test_preview_in_the_reflection(line: str) -> None:
    assert (
        translator("en").message(describe_command(words(line, Phase.REFLECT), session_in_phase(Phase.REFLECT)))
        == REFLECT[line]
    )


@pytest.mark.parametrize("line", DUTCH)
def test_preview_in_dutch(line: str) -> None:
    assert (
        translator("nl").message(describe_command(words(line, Phase.ROUND), session_in_phase(Phase.ROUND)))
        == DUTCH[line]
    )


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
        == "Karin takes the floor"
    )
    assert (
        str(describe_command(commands.SpeakerLine(at=NOW, speaker=""), session_in_phase(Phase.ROUND)))
        == "nobody has the floor"
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
    "karin": "Karin takes the floor",
    "0": "nobody has the floor",
    "/next": "next: Anne",
    "/plus": "1:00 more for Fatima",
    "/minus 0:30": "0:30 less for Fatima",
    "/backdate 0:20": "Fatima's question began 0:20 earlier",
    "/park": "Fatima to the end of the queue",
    "/park anne": "Anne to the end of the queue",
    "/swap anne bo": "Anne and Bo change places in the queue",
    "/pass tom": "Tom asks nothing, and still helps",
    "/pause": "pause",
    "/add Willem Kok": "new participant: Willem Kok",
    "/rename bo Bob": "Bo Jansen becomes Bob",
    "/away bo": "Bo left",
    "/question bo hoe dan?": "new text for Bo's question",
    "/question zoe hoe dan?": "question of Zoë",
    "/meet fatima zoe @8 dec": "meeting of Fatima and Zoë, Tue 8 Dec",
    "/plan total 85": "round: 55 minutes, was 60",
    "/until 14:55": "over by 14:55",
    "/title Samen": "title: Samen",
    "/followup 1 dec": "everybody meets again, Tue 1 Dec",
    "/share bo": "on the list of addresses: Bo",
    "/away bo+tom": "Bo and Tom have left",
    "/pass bo+tom": "Bo and Tom ask nothing, and still help",
    "/tick room": "ready: room",
    "/times off": "speaking time is not measured any more",
    "/go reflect": "on to the reflection",
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
    assert str(describe_change(before, deleted)) == f"delete: {offer}"
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
        "undone: delete: offer 5, private",
        "undone: delete: offer 5, private",
        "undone: note",
    ]


def _command(line: str, session: Session) -> Command:
    command = interpret(line, session, NOW)
    assert not isinstance(command, Unclear)
    return command
