"""Completions of a line: names first, then commands, markers and days, in the language of the session first."""

from __future__ import annotations

import pytest
from hypothesis import given

from reciring.locale import translator
from reciring.ring.completion import Completion, complete
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.session import Phase
from tests.support.line_sessions import NAMES, NOW, any_line, any_phase, session_in_phase, with_name


def texts(line: str, phase: Phase = Phase.ROUND, language: str = "en") -> list[str]:
    return [found.text for found in complete(line, session_in_phase(phase, language=language), NOW)]


def labels(line: str, phase: Phase = Phase.ROUND, language: str = "en") -> list[str]:
    return [str(found.label) for found in complete(line, session_in_phase(phase, language=language), NOW)]


NAMED = {
    "an": ["Anne Visser ", "Anneke de Groot "],
    "anne": ["Anne Visser ", "Anneke de Groot "],
    "anneke": ["Anneke de Groot "],
    "anne v": ["Anne Visser "],
    "LUK": ["Łukasz Nowak "],
    "su": ["Şule Yılmaz "],
    "zoë": ["Zoë van Dijk "],
    "ja": ["Jan de Vries ", "Jan-Willem Bos "],
    "jan-": ["Jan-Willem Bos "],
    "maarten van ’": ["Maarten van 't Hof "],
    "ni": ["Nienke Hof "],
    "anne+ka": ["anne+Karin Smit "],
    "anne + ka": ["anne + Karin Smit "],
    "7+bo": ["7+Bo Jansen "],
    ".ka": [".Karin Smit "],
    ". ka": [". Karin Smit "],
    "  ka": ["  Karin Smit "],
    "bo helpt >ka": ["bo helpt >Karin Smit "],
    ">ka": [">Karin Smit "],
    ">k": [">Karin Smit "],
    "a": [],
    "x": [],
    "Anne Visser": ["Anne Visser "],
    "Anne Visser ": [],
    "bo kar": [],
    "bo helpt+ka": [],
    "": [],
}


@pytest.mark.parametrize("line", NAMED)
def test_a_beginning_of_a_name_completes_to_the_whole_name(line: str) -> None:
    assert texts(line) == NAMED[line]


def test_names_are_completed_in_the_phases_that_take_them() -> None:
    assert texts("ka", Phase.PREPARE) == []
    assert texts("ni", Phase.FORMULATE) == []
    for phase in (Phase.INTRODUCTION, Phase.FORMULATE, Phase.ROUND, Phase.REFLECT, Phase.DONE):
        assert texts("ka", phase) == ["Karin Smit "]
    assert len(texts(">")) == len(NAMES)


def test_a_name_that_would_not_be_read_back_completes_to_the_seat_number() -> None:
    session = with_name(session_in_phase(), "p7", "/karin")
    assert [found.text for found in complete(">/k", session, NOW)] == [">7 "]
    assert [found.text for found in complete("/away /k", session, NOW)] == ["/away 7 "]


MARKED = {
    ("karin leent #", Phase.ROUND, "en"): ["#tip", "#contact", "#tool", "#help", "#no", "#private"],
    ("karin leent #", Phase.ROUND, "nl"): ["#tip", "#contact", "#tool", "#hulp", "#nee", "#privé"],
    ("karin leent #t", Phase.ROUND, "en"): ["#tip", "#tool"],
    ("karin leent #h", Phase.ROUND, "en"): ["#help"],
    ("karin leent #h", Phase.ROUND, "nl"): ["#hulp"],
    ("karin leent #he", Phase.ROUND, "nl"): ["#help"],
    ("karin leent #ge", Phase.ROUND, "nl"): ["#gereedschap"],
    ("karin leent #prive", Phase.ROUND, "nl"): ["#privé"],
    ("#c", Phase.ROUND, "en"): ["#contact"],
    ("tom zegt #", Phase.REFLECT, "en"): ["#received", "#surprised", "#next"],
    ("tom zegt #", Phase.REFLECT, "nl"): ["#gekregen", "#verrast", "#stap"],
    ("tom zegt #o", Phase.REFLECT, "nl"): ["#ontvangen"],
    ("tom helpt >bo #", Phase.REFLECT, "en"): ["#tip", "#contact", "#tool", "#help", "#no", "#private"],
    ("karin #x", Phase.ROUND, "en"): [],
    ("#", Phase.INTRODUCTION, "en"): [],
    ("karin x#c", Phase.ROUND, "en"): [],
}


@pytest.mark.parametrize(("line", "phase", "language"), MARKED)
def test_markers_of_the_phase_are_completed(line: str, phase: Phase, language: str) -> None:
    assert labels(line, phase, language) == MARKED[line, phase, language]


def test_a_completed_marker_replaces_its_beginning() -> None:
    assert texts("karin leent #to") == ["karin leent #tool "]
    assert texts("  karin #c") == ["  karin #contact "]


def hint(found: Completion) -> str:
    return str(translator("en").message(found.hint)) if found.hint else ""


def test_each_date_is_suggested_once_in_the_language_of_the_session() -> None:
    english = complete("karin belt @", session_in_phase(), NOW)
    dutch = complete("karin belt @", session_in_phase(language="nl"), NOW)
    assert [(found.text, hint(found)) for found in english[:2]] == [
        ("karin belt @tomorrow ", "Wed 25 Nov"),
        ("karin belt @today ", "Tue 24 Nov"),
    ]
    assert [found.text for found in dutch[:2]] == ["karin belt @morgen ", "karin belt @vandaag "]
    for found in (english, dutch):
        assert len({hint(completion) for completion in found}) == len(found)
    assert texts("karin belt @vrij") == ["karin belt @vrijdag "]
    assert texts("karin belt @volgende week di") == ["karin belt @volgende week dinsdag "]
    assert texts("karin belt @1 de") == ["karin belt @1 december "]
    assert texts("karin belt @xyz") == []


SUGGESTED = {
    "karin stuurt morgen de link": "karin stuurt morgen de link @morgen ",
    "karin sends the link tomorrow.": "karin sends the link tomorrow. @tomorrow ",
    "karin belt volgende week dinsdag": "karin belt volgende week dinsdag @volgende week dinsdag ",
    "karin komt op 8 december langs #hulp": "karin komt op 8 december langs #hulp @8 december ",
    "iemand komt vrijdag": "iemand komt vrijdag @vrijdag ",
    ".karin komt vrijdag": ".karin komt vrijdag @vrijdag ",
}


@pytest.mark.parametrize("line", SUGGESTED)
def test_a_day_in_the_text_is_the_last_completion(line: str) -> None:
    assert texts(line)[-1:] == [SUGGESTED[line]]
    again = interpret(SUGGESTED[line], session_in_phase(), NOW)
    assert not isinstance(again, Unclear) and getattr(again, "due", None)
    assert not [text for text in texts(SUGGESTED[line]) if text.count("@") > 1]


@pytest.mark.parametrize(
    "line",
    [
        "karin kent er 12",
        "karin doet dat in december",
        "karin stuurt het jan",
        "karin komt vrijdag @maandag",
        "fatima kan vrijdag niet",
        "anne: vrijdag",
    ],
)
def test_no_day_is_suggested(line: str) -> None:
    session = (
        with_name(session_in_phase(), "p12", "Vrijdag van Dijk") if line == "anne: vrijdag" else session_in_phase()
    )
    assert not [completion for completion in complete(line, session, NOW) if str(completion.label)[0] == "@"]


def test_a_day_that_is_also_a_name_is_not_suggested() -> None:
    session = with_name(session_in_phase(), "p12", "Vrijdag van Dijk")
    assert [found.text for found in complete("karin vraagt vrijdag maandag te bellen", session, NOW)] == [
        "karin vraagt vrijdag maandag te bellen @maandag "
    ]


def test_names_come_before_days() -> None:
    session = with_name(session_in_phase(), "p12", "Morgen Stern")
    assert next(found.text for found in complete("morgen", session, NOW)) == "Morgen Stern "


def test_commands_complete_in_the_language_of_the_session_with_their_help() -> None:
    assert texts("/n") == ["/next ", "/note ", "/nalezen"]
    assert texts("/vol", language="nl") == ["/volgende "]
    assert texts("/vol") == ["/volgende "]
    assert texts("/PAU") == ["/pause"]
    assert texts("/mend") == ["/edit "] and texts("/mend", language="nl") == ["/wijzig "]
    found = complete("/n", session_in_phase(), NOW)[0]
    assert str(found.label) == "/next [who] [m:ss]"
    assert hint(found) == "end this question and start the next one, or that of the person you name"
    dutch = translator("nl")
    assert dutch.message(complete("/vol", session_in_phase(language="nl"), NOW)[0].label) == "/volgende [wie] [m:ss]"


def test_commands_that_are_not_allowed_now_come_last_with_the_reason() -> None:
    found = complete("/", session_in_phase(Phase.PREPARE), NOW)
    reasons = [completion.reason is not None for completion in found]
    assert reasons == sorted(reasons) and any(reasons)
    [following] = [completion for completion in found if completion.text == "/next "]
    assert str(following.reason) == "This works only in the round. To go there: /go round"


ARGUMENTS = {
    "/away an": ["/away Anne Visser ", "/away Anneke de Groot "],
    "/meet fat": ["/meet Fatima El Amrani "],
    "/meet fatima zo": ["/meet fatima Zoë van Dijk "],
    "/meet fatima zoe @mor": ["/meet fatima zoe @morgen "],
    "/afspraak anne+bo @vrij": ["/afspraak anne+bo @vrijdag "],
    "/share anne+ka": ["/share anne+Karin Smit "],
    "/share e": ["/share everyone "],
    "/share anne+bo ": ["/share anne+bo on", "/share anne+bo off"],
    "/share everyone o": ["/share everyone on", "/share everyone off"],
    "/away anne+ka": ["/away anne+Karin Smit "],
    "/go ": ["/go introduction", "/go questions", "/go round", "/go reflection", "/go done"],
    "/go ref": ["/go reflection"],
    "/go dee": ["/go deelronde"],
    "/plan to": ["/plan total "],
    "/plan mi": ["/plan minstens "],
    "/language ": ["/language dutch", "/language english"],
    "/times ": ["/times on", "/times off"],
    "/join ": ["/join open", "/join typist", "/join off"],
    "/meedoen uit ka": ["/meedoen uit Karin Smit "],
    "/join open ": [],
    "/title ": [],
    "/facilitator ": ["/facilitator Nienke Hof"],
    "/date ": ["/date 2026-11-24"],
    "/question bo ": ["/question bo wie helpt p3?"],
    "/rename bo ": ["/rename bo Bo Jansen"],
    "/star ": ["/star 4 ", "/star 3 ", "/star 2 ", "/star 1 "],
    "/delete 2": ["/delete 2 "],
    "/edit 2 ": ["/edit 2 Anneke aanbod 1 #contact"],
    "/edit 2 kar": ["/edit 2 Karin Smit "],
    "/edit 2 karin kent #c": ["/edit 2 karin kent #contact "],
    "/edit 99 ": [],
    "/followup tomo": ["/followup tomorrow "],
    "/note an": [],
    "/xyz an": [],
    "/pause ": [],
    "/question nienke ": [],
    "/rename 0 ": [],
    "/speaker 0 ": [],
}


@pytest.mark.parametrize("line", ARGUMENTS)
def test_arguments_of_commands_are_completed(line: str) -> None:
    assert texts(line, Phase.REFLECT) == ARGUMENTS[line]


def test_a_command_suggests_the_people_it_makes_sense_for() -> None:
    assert texts("/back ") == []
    assert len(texts("/next ")) == len(NAMES)
    assert texts("/next ")[0] == "/next Anne Visser "
    assert texts("/next ")[-1] == "/next Fatima El Amrani "
    assert len(texts("/park ", Phase.REFLECT)) == 11


@given(any_line, any_phase)
def test_completions_have_different_texts_that_can_be_interpreted(line: str, phase: Phase) -> None:
    for language in ("en", "nl"):
        session = session_in_phase(phase, language=language)
        found = complete(line, session, NOW)
        assert len({completion.text for completion in found}) == len(found)
        for completion in found:
            interpret(completion.text, session, NOW)
