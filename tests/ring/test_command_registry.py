"""The registry of commands: names, keys and arguments."""

from __future__ import annotations

import datetime as dt

import pytest

from reciring.locale import translator
from reciring.ring import command_types as commands
from reciring.ring.command_registry import COMMAND_SPECS, find_command, key_names
from reciring.ring.command_types import Command
from reciring.ring.completion import complete
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.session import PHASE_TITLES, Kind, Phase
from reciring.ring.update import HANDLERS
from tests.support.line_sessions import NOW, session_in_phase


def test_names_are_unique_and_keys_are_unique_at_any_time() -> None:
    names = [name for spec in COMMAND_SPECS for name in spec.all_names]
    assert len(names) == len(set(names))
    keys: dict[str, list[str]] = {}
    for spec in COMMAND_SPECS:
        for key in spec.keys:
            keys.setdefault(key, []).append(spec.name)
    shared = {key: specs for key, specs in keys.items() if len(specs) > 1}
    assert shared == {
        "space": ["pause", "resume"],
        "f6": ["pause", "resume", "mail"],
        "f7": ["next", "open"],
        "f3": ["queue", "print"],
        "f4": ["offers", "save"],
        "f5": ["clock", "copy"],
    }
    for phase in Phase:
        for names_of_key in shared.values():
            specs = [spec for spec in map(find_command, names_of_key) if spec]
            # Paper, file and clipboard can be had at any time, by name; their key is theirs when nobody else wants it.
            kept = [spec for spec in specs if spec.why_not(session_in_phase(phase)) is None]
            assert len(kept) <= 1 or kept[1].name in ("print", "save", "copy")


def test_every_command_that_changes_the_session_has_a_handler() -> None:
    """Entry lines have handlers without a row in the registry; the screen and the history need none in the ring."""
    lines = {commands.AddOffer, commands.AddReflection, commands.SpeakerLine, commands.EditParticipant}
    lines |= {commands.TakeHandIn}
    elsewhere = {commands.ScreenCommand, commands.Undo, commands.Redo}
    assert {spec.type for spec in COMMAND_SPECS} - elsewhere | lines == set(HANDLERS)


def test_every_terminal_can_send_the_keys() -> None:
    sent = {
        "left",
        "right",
        "up",
        "down",
        "tab",
        "space",
        *(f"f{n}" for n in range(1, 10)),
    }
    sent |= {f"ctrl+{letter}" for letter in "zypqclr"}
    assert {key for spec in COMMAND_SPECS for key in spec.keys} <= sent


def test_key_names_are_the_usual_ones() -> None:
    pause, undo, go, help_ = find_command("pause"), find_command("undo"), find_command("go"), find_command("help")
    assert pause and undo and go and help_
    dutch = translator("nl")
    assert [dutch.message(name) for name in key_names(pause)] == ["Spatie", "F6"]
    paper = find_command("print")
    assert paper and not key_names(paper, session_in_phase()) and key_names(paper, session_in_phase(Phase.DONE))
    assert [str(name) for spec in (undo, go, help_) for name in key_names(spec)] == ["Ctrl+Z", "→", "F1", "?"]


DAY = dt.date(2026, 11, 24)
READ: dict[str, tuple[type[Command], dict[str, object]]] = {
    "/go": (commands.GoToPhase, {"phase": None}),
    "/verder": (commands.GoToPhase, {"phase": None}),
    "/GO reflect": (commands.GoToPhase, {"phase": Phase.REFLECT}),
    "/go ref": (commands.GoToPhase, {"phase": Phase.REFLECT}),
    "/go deelronde": (commands.GoToPhase, {"phase": Phase.ROUND}),
    "/go hulpvragen": (commands.GoToPhase, {"phase": Phase.FORMULATE}),
    "/go formulate": (commands.GoToPhase, {"phase": Phase.FORMULATE}),
    "/go questions": (commands.GoToPhase, {"phase": Phase.FORMULATE}),
    "/go klaar": (commands.GoToPhase, {"phase": Phase.DONE}),
    "/begin": (commands.BeginRing, {}),
    "/einde": (commands.EndRing, {}),
    "/next": (commands.NextQuestion, {"who": None, "slot": None}),
    "/volgende kar": (commands.NextQuestion, {"who": "p7"}),
    "/next Jan de Vries": (commands.NextQuestion, {"who": "p5"}),
    "/next 7 4:00": (commands.NextQuestion, {"who": "p7", "slot": 240}),
    "/next 4:00": (commands.NextQuestion, {"who": None, "slot": 240}),
    "/pauze": (commands.PauseRing, {}),
    "/hervat": (commands.ResumeRing, {}),
    "/plus": (commands.AddTime, {"seconds": 60}),
    "/plus 1:30": (commands.AddTime, {"seconds": 90}),
    "/plus 2": (commands.AddTime, {"seconds": 120}),
    "/min 0:30": (commands.RemoveTime, {"seconds": 30}),
    "/restart": (commands.RestartTime, {}),
    "/herstart": (commands.RestartTime, {}),
    "/eerder 0:20": (commands.Backdate, {"seconds": 20}),
    "/backdate 2:00 3": (commands.Backdate, {"seconds": 120, "entries": 3}),
    "/backdate 1:00:00.5": (commands.Backdate, {"seconds": 3600.5}),
    "/park": (commands.ParkQuestion, {"who": None}),
    "/parkeer bo": (commands.ParkQuestion, {"who": "p3"}),
    "/overslaan zoe": (commands.SkipParticipant, {"who": ("p12",)}),
    "/speaker tom 0:40": (commands.SetSpeaker, {"who": "p11", "back": 40}),
    "/woord 0": (commands.SetSpeaker, {"who": None}),
    "/speaker nienke": (commands.SetSpeaker, {"who": None}),
    "/speaker 0 1:00": (commands.SetSpeaker, {"who": None, "back": 60}),
    "/erbij Willem Kok, Provincie": (commands.AddParticipant, {"name": "Willem Kok", "organisation": "Provincie"}),
    "/eruit bo+7": (commands.RemoveParticipant, {"who": ("p3", "p7")}),
    "/hernoem bo Bob Jansen": (commands.RenameParticipant, {"who": "p3", "name": "Bob Jansen"}),
    "/weg anne": (commands.MarkAway, {"who": ("p1",)}),
    "/terug anneke": (commands.MarkBack, {"who": ("p2",)}),
    "/vraag Bo Hoe dan?": (commands.SetQuestion, {"who": "p3", "text": "Hoe dan?"}),
    "/question maar: #hoe @vr *": (commands.SetQuestion, {"who": "p9", "text": "#hoe @vr *"}),
    "/notitie >bo #x @y": (commands.AddNote, {"text": ">bo #x @y", "question": None}),
    "/meet fatima zoe @8 december oefenen": (
        commands.AddMeeting,
        {"between": ("p4", "p12"), "due": DAY.replace(month=12, day=8), "text": "oefenen"},
    ),
    "/afspraak Maarten Jan de Vries": (commands.AddMeeting, {"between": ("p9", "p5"), "due": None, "text": ""}),
    "/meet anne+bo lunchen": (commands.AddMeeting, {"between": ("p1", "p3"), "text": "lunchen"}),
    "/wijzig 2": (commands.ScreenCommand, {"what": "edit", "argument": "o2"}),
    "/merge 1 2": (commands.MergeEntries, {"ref": "o1", "other": "o2"}),
    "/ruil anne bo": (commands.SwapInQueue, {"who": ("p1", "p3")}),
    "/verwijder 2": (commands.DeleteEntry, {"ref": "o2"}),
    "/ster 2": (commands.AddStars, {"ref": "o2", "count": 1}),
    "/star 2 3": (commands.AddStars, {"ref": "o2", "count": 3}),
    "/star 2 -1": (commands.AddStars, {"ref": "o2", "count": -1}),
    "/ongedaan": (commands.Undo, {}),
    "/opnieuw": (commands.Redo, {}),
    "/plan reflectie 15": (commands.SetPlan, {"what": "reflect", "value": 15}),
    "/plan total 75": (commands.SetPlan, {"what": "total", "value": 75}),
    "/plan most 4:00": (commands.SetPlan, {"what": "most", "value": 240}),
    "/plan minstens 1:00": (commands.SetPlan, {"what": "least", "value": 60}),
    "/tot 14.55": (commands.SetEndTime, {"time": dt.time(14, 55)}),
    "/until -": (commands.SetEndTime, {"time": None}),
    "/titel Samen slimmer": (commands.SetTitle, {"text": "Samen slimmer"}),
    "/datum 2026-11-25 13:30": (commands.SetDate, {"day": DAY.replace(day=25), "time": dt.time(13, 30)}),
    "/date 25-11-2026": (commands.SetDate, {"day": DAY.replace(day=25), "time": None}),
    "/plaats Zaal De Brug": (commands.SetPlace, {"text": "Zaal De Brug"}),
    "/begeleider Nienke": (commands.SetFacilitator, {"text": "Nienke"}),
    "/taal engels": (commands.SetLanguage, {"language": "en"}),
    "/away anne+bo+7": (commands.MarkAway, {"who": ("p1", "p3", "p7")}),
    "/deel anne+bo": (commands.SetSharing, {"who": ("p1", "p3"), "on": True}),
    "/share bo off": (commands.SetSharing, {"who": ("p3",), "on": False}),
    "/share iedereen": (commands.SetSharing, {"who": tuple(f"p{seat}" for seat in range(1, 13)), "on": True}),
    "/share everyone uit": (commands.SetSharing, {"who": tuple(f"p{seat}" for seat in range(1, 13)), "on": False}),
    "/vervolg 1 dec": (commands.SetFollowUp, {"day": DAY.replace(month=12, day=1)}),
    "/followup -": (commands.SetFollowUp, {"day": None}),
    "/vink chairs": (commands.ToggleItem, {"item": "chairs"}),
    "/zaal": (commands.ScreenCommand, {"what": "stage"}),
    "/help": (commands.ScreenCommand, {"what": "help"}),
    "/uitleg": (commands.ScreenCommand, {"what": "guide"}),
    "/tijden": (commands.ScreenCommand, {"what": "times"}),
    "/times off": (commands.MeasureSpeaking, {"on": False}),
    "/kopieer": (commands.ScreenCommand, {"what": "copy", "argument": ""}),
    "/copy zoe": (commands.ScreenCommand, {"what": "copy", "argument": "p12"}),
    "/print": (commands.ScreenCommand, {"what": "print"}),
    "/save pdf": (commands.ScreenCommand, {"what": "save", "argument": "pdf"}),
    "/quit": (commands.ScreenCommand, {"what": "quit"}),
}


@pytest.mark.parametrize("line", READ)
def test_line_gives_the_command(line: str) -> None:
    command = interpret(line, session_in_phase(Phase.REFLECT), NOW)
    expected, fields = READ[line]
    assert type(command) is expected
    assert {name: getattr(command, name) for name in fields} == fields


def test_every_name_finds_its_command() -> None:
    for spec in COMMAND_SPECS:
        assert all(find_command(name) is find_command(name.upper()) is spec for name in spec.all_names)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_steps_in_messages_and_completions_are_those_on_the_screen(language: str) -> None:
    t, session = translator(language), session_in_phase(Phase.PREPARE, language=language)
    titles = [t(title).casefold() for title in PHASE_TITLES.values()]
    steps = [found.text.removeprefix("/go ") for found in complete("/go ", session, NOW)]
    assert steps == titles[1:]
    plan = [found.text.removeprefix("/plan ").strip() for found in complete("/plan ", session, NOW)]
    assert plan[:4] == titles[1:5]
    for line, words in (("/go lunch", steps), ("/plan lunch", plan)):
        refused = interpret(line, session, NOW)
        assert isinstance(refused, Unclear)
        assert all(word in t.message(refused.reason) for word in words)


def test_an_older_name_does_what_the_shown_name_does() -> None:
    for older, shown in (("/began 0:20", "/backdate 0:20"), ("/floor 0", "/speaker 0"), ("/weerzien -", "/vervolg -")):
        assert interpret(older, session_in_phase(), NOW) == interpret(shown, session_in_phase(), NOW)


def test_edit_an_offer_by_its_number() -> None:
    mended = interpret("/wijzig 2 bo belt toch @vr #c", session_in_phase(Phase.REFLECT), NOW)
    assert isinstance(mended, commands.EditEntry) and isinstance(mended.line, commands.AddOffer)
    assert (mended.ref, mended.line.helpers, mended.line.kind) == ("o2", ("p3",), Kind.CONTACT)
    assert mended.line.question == "q4" and mended.line.speaker is None


WRONG = {
    "/": "There is no command /. To see all: /help",
    "/xyz": "There is no command /xyz. To see all: /help",
    "/Volg": "There is no command /Volg. Tab makes it /volgende.",
    "/next xyz": "Nobody here is called xyz.",
    "/away xyz+Anne": "Nobody here is called xyz.",
    "/next an": "Who do you mean: 1 Anne Visser / 2 Anneke de Groot?",
    "/next anne bo": "“bo” is not a length of time. Type minutes:seconds, such as 1:30.",
    "/away anne bo": "/away cannot use “bo”. Type: /away who+who",
    "/away": "Type: /away who+who",
    "/away nienke": "Type names or seat numbers with + between them, such as 1+4+7.",
    "/question bo": "Type: /question who text [#private]",
    "/plus 1:75": "“1:75” is not a length of time. Type minutes:seconds, such as 1:30.",
    "/plus veel": "“veel” is not a length of time. Type minutes:seconds, such as 1:30.",
    "/backdate": "Type: /backdate m:ss [how many]",
    "/backdate 2:00 een": "How many entries move along? Type a number, or 0 for none.",
    "/star 99": "There is no offer 99.",
    "/star een": "Type the number at the start of the row.",
    "/star 1 veel": "“veel” is not a number of stars. Type one such as 2.",
    "/edit": "Type: /edit N [line]",
    "/merge 1": "Type: /merge N N",
    "/merge 1 x": "Type the number at the start of the row.",
    "/edit n1": "There is no entry n1.",
    "/floor": "Type: /speaker who or 0 [m:ss]",
    "/weg anne bo": "/weg cannot use “bo”. Type: /weg who+who",
    "/edit 1 bo": "Type a name, then what the person says.",
    "/edit 1 bo belt #t": "#t is not clear. Type one of: #tip #tool.",
    "/meet anne": "Type two names, such as Anne Bo.",
    "/meet anne bo @xyz": "“@xyz” is not a day. Try @friday, @1 dec or @2026-12-01.",
    "/plan": "Type: /plan step MIN | total MIN | most m:ss | least m:ss",
    "/plan total": "How many minutes? For example: /plan total 45",
    "/plan klaar 10": "Type introduction, questions, round, reflection, total, most or least.",
    "/until 25:00": "“25:00” is not a time. Type hours:minutes, such as 14:55.",
    "/date koffie": "“koffie” is not a date. Type one such as 2026-11-24 13:30.",
    "/language fr": "Type nl for Dutch or en for English, not “fr”.",
    "/times misschien": "Type on or off, not “misschien”.",
    "/go lunch": "Type introduction, questions, round, reflection or done, not “lunch”.",
    '/add "open': 'A closing quote is missing. For example: "The ""Loft"", Leeds"',
    "/add , x": "Type the name of a participant.",
}


@pytest.mark.parametrize("line", WRONG)
def test_invalid_command_gives_a_reason(line: str) -> None:
    said = interpret(line, session_in_phase(Phase.REFLECT), NOW)
    assert isinstance(said, Unclear)
    assert str(said.reason) == WRONG[line]
    assert said.fallback is None
