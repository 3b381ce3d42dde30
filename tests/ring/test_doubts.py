"""What there is to ask about an offer, and how an answer completes it."""

from __future__ import annotations

import datetime as dt

import pytest

from reciring.ring.doubts import Doubt, doubt_about, with_answer, with_choice
from reciring.ring.session import Kind, Offer
from tests.ring.test_lines_of_a_room import offer_of, room
from tests.support.line_sessions import NOW


def offer(line: str) -> Offer:
    """The offer that a line makes in the room."""
    command = offer_of(line, room())
    fields = {name: getattr(command, name) for name in Offer.__struct_fields__ if name != "at"}
    return Offer(at=NOW, **fields)


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("marieke kent een zaal #contact", Doubt.WHICH),
        ("marieke: kent een zaal", Doubt.WHICH),
        ("rob en marieke komen vrijdag", Doubt.WHICH),
        ("iemand kent een zaal", Doubt.WHO),
        ("3 mensen willen mee", Doubt.WHO),
        ("karin kent een zaal #contact", Doubt.WHEN),
        ("karin vertelt @blauw alles", Doubt.WHEN),
        ("karin kent een zaal", Doubt.KIND),
        ("rob helps on friday", Doubt.KIND),
        ("karin kent een zaal @vr", None),
        ("karin raadt een boek aan", None),
        ("karin kent een zaal #nee", None),
        ("marieke j raadt een boek aan", None),
        ("rob en zijn broer raden het af", None),
    ],
)
def test_doubt_about_an_offer(line: str, doubt: Doubt | None) -> None:
    assert doubt_about(offer(line), room()) is doubt


@pytest.mark.parametrize(
    ("line", "who", "helpers", "text"),
    [
        ("marieke kent een zaal #contact", "p8", ("p8",), "kent een zaal"),
        ("marieke: kent een zaal", "p9", ("p9",), "kent een zaal"),
        ("rob en marieke komen vrijdag", "p9", ("p5", "p9"), "komen vrijdag"),
        ("marieke en rob komen", "p8", ("p8", "p5"), "komen"),
        ("marieke, daan en rob komen", "p8", ("p8", "p4", "p5"), "komen"),
    ],
)
def test_choice_of_a_person_takes_the_name_out_of_the_text(
    line: str, who: str, helpers: tuple[str, ...], text: str
) -> None:
    chosen = with_choice(offer(line), who, room())
    assert (chosen.helpers, chosen.text) == (helpers, text)
    assert doubt_about(chosen, room()) is not Doubt.WHICH


@pytest.mark.parametrize(
    ("line", "answer", "helpers", "kind", "due", "text"),
    [
        ("marieke kent een zaal", "9", ("p9",), Kind.TIP, None, "kent een zaal"),
        ("marieke kent een zaal", "marieke j vr", ("p8",), Kind.TIP, 27, "kent een zaal"),
        ("iemand kent een zaal #contact", "rob", ("p5",), Kind.CONTACT, None, "iemand kent een zaal"),
        ("iemand kent een zaal #contact", "rob vr", ("p5",), Kind.CONTACT, 27, "iemand kent een zaal"),
        ("karin kent een zaal #contact", "@vr", ("p7",), Kind.CONTACT, 27, "kent een zaal"),
        ("karin kent een zaal", "vr", ("p7",), Kind.CONTACT, 27, "kent een zaal"),
        ("karin kent een zaal", "#hulp @vr", ("p7",), Kind.HELP, 27, "kent een zaal"),
        ("karin vertelt @blauw alles", "vr", ("p7",), Kind.TIP, 27, "vertelt alles"),
    ],
)
def test_answer_completes_an_offer(
    line: str, answer: str, helpers: tuple[str, ...], kind: Kind, due: int | None, text: str
) -> None:
    found = with_answer(offer(line), answer, room())
    assert found is not None
    assert (found.helpers, found.kind, found.text) == (helpers, kind, text)
    assert found.due == (dt.date(2026, 11, due) if due else None)


@pytest.mark.parametrize("answer", ["rob komt ook", "vr komt ze", "marieke", "wie dan", "karin", ">anne", "#xyz"])
def test_another_line_is_not_an_answer(answer: str) -> None:
    assert with_answer(offer("marieke kent een zaal"), answer, room()) is None
