"""The pictures: what they show, that they can be read without colour, and that no text breaks them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from reciring.report.charts.circle import circle_svg, place_labels
from reciring.report.charts.speaking_time import speaking_time_svg
from reciring.report.charts.svg import split_svg
from reciring.report.charts.timeline import timeline_svg
from reciring.ring.session import Session
from tests.support.large_sessions import NAMES, crowd, hostile_rings, typed
from tests.support.strategies import sessions
from tests.support.summary_sessions import EMPTY, rehearsal, ring_of, unfinished, with_private

PICTURES = (circle_svg, timeline_svg, speaking_time_svg)
SVG = "{http://www.w3.org/2000/svg}"
Draw = Callable[[Session], str]


def drawn(svg: str) -> ET.Element:
    """The picture as a tree; fails where it is not well-formed."""
    return ET.fromstring(svg)


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in root.iter() if name in element.get("class", "").split()]


def words(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("draw", PICTURES)
@pytest.mark.parametrize("session", [EMPTY, unfinished(), rehearsal(), crowd(6), crowd(20), crowd(1)])
def test_every_picture_is_whole_and_the_same_each_time(draw: Draw, session: Session) -> None:
    svg = draw(session)
    assert draw(session) == svg
    root = drawn(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "path",
        "circle",
        "rect",
        "line",
        "text",
    }


@pytest.mark.parametrize("draw", PICTURES)
def test_who_cannot_see_a_picture_is_told_what_it_shows(draw: Draw) -> None:
    root = drawn(draw(rehearsal()))
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text
    for name in ("Anne Visser", "Łukasz Nowak", "Willem Kok"):
        assert name in (description.text or "")


@pytest.mark.parametrize("draw", PICTURES)
def test_nothing_in_a_picture_acts_or_is_fetched(draw: Draw) -> None:
    for _, session in hostile_rings():
        svg = draw(session)
        for element in drawn(svg).iter():
            assert not {name for name in element.attrib if name.startswith("on") or "href" in name or name == "style"}
        assert "<script" not in svg and "<image" not in svg


def test_people_sit_around_the_circle_in_seat_order() -> None:
    root = drawn(circle_svg(rehearsal()))
    seats = [element for element in of_class(root, "seat") if "stroke-dasharray" not in element.attrib]
    assert len(seats) == 13
    xs = [float(seat.get("cx", "0")) for seat in seats]
    ys = [float(seat.get("cy", "0")) for seat in seats]
    assert ys[0] == min(ys)
    turns = [
        (x0 - xc) * (y1 - yc) - (x1 - xc) * (y0 - yc)
        for (x0, y0), (x1, y1) in zip(
            zip(xs, ys, strict=True), zip(xs[1:] + xs[:1], ys[1:] + ys[:1], strict=True), strict=True
        )
        for xc, yc in [(sum(xs) / 13, sum(ys) / 13)]
    ]
    assert all(turn > 0 for turn in turns)  # clockwise, as one reads a clock


def test_an_arc_for_every_pair_thicker_for_more_and_dashed_while_not_concrete() -> None:
    root = drawn(circle_svg(rehearsal()))
    legend = 3
    arcs = of_class(root, "arc")
    # of 41 offers that the group may see one was not useful, one has two helpers, and two pairs have two
    assert len(arcs) - legend == 39
    widths = {element.get("stroke-width") for element in arcs[:-legend]}
    assert len(widths) == 2
    for element in arcs:
        assert ("stroke-dasharray" in element.attrib) == ("promise" not in element.get("class", "").split())
    assert len({element.get("stroke-dasharray") for element in arcs}) == 3


def test_the_ring_shows_no_private_offer() -> None:
    assert circle_svg(with_private(rehearsal(), "geheim")) == circle_svg(rehearsal())


def test_only_the_facilitators_pictures_know_times() -> None:
    assert not re.search(r"\d:\d\d", circle_svg(rehearsal()))
    assert "11:09" in speaking_time_svg(rehearsal())


def test_the_time_line_shows_what_was_planned_and_what_went_over() -> None:
    root = drawn(timeline_svg(rehearsal()))
    assert len(of_class(root, "planned")) == 4 + 13 + 1
    assert len(of_class(root, "over")) == 1 + 3 + 1  # the introduction, three questions, the legend
    assert "5:11 van 4:40  +0:31" in words(root)
    assert len(of_class(root, "wait")) == 2  # two questions were parked
    assert "13:30" in words(root)


def test_the_fair_share_is_beside_every_voice() -> None:
    root = drawn(speaking_time_svg(rehearsal()))
    assert len(of_class(root, "fair")) == 1
    # two bars for who did both, and the legend's
    assert len(of_class(root, "bar")) == 13 + 12 + 2


@pytest.mark.parametrize("people", [6, 13, 20])
@pytest.mark.parametrize("draw", PICTURES)
def test_names_stay_inside_the_picture(draw: Draw, people: int) -> None:
    root = drawn(draw(crowd(people)))
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    for element in root.iter(f"{SVG}text"):
        size = float(element.get("font-size", "13"))
        long = len(element.text or "") * size * 0.42
        x, y = float(element.get("x", "0")), float(element.get("y", "0"))
        left = {"start": x, "middle": x - long / 2, "end": x - long}[element.get("text-anchor", "start")]
        assert left >= -1 and left + long <= width + 1, element.text
        assert size * 0.7 <= y <= height


@pytest.mark.parametrize("people", range(1, 25))
@pytest.mark.parametrize("first", [0, 2, 15, 18])
def test_no_name_stands_over_another_or_over_a_seat(people: int, first: int) -> None:
    for names in ([(NAMES * 3)[first + index] for index in range(people)], [NAMES[first]] * people):
        radius, node = 130.0 + 2.5 * max(0, people - 6), 13.5
        labels = place_labels(names, 325, radius, node, 650)
        assert not [(one, other) for one, other in combinations(labels, 2) if one.overlaps(other)]
        for seat in range(people):
            angle = math.tau * seat / people
            x, y = 325 + radius * math.sin(angle), -radius * math.cos(angle)
            for label in labels:
                aside = label.left >= x + 12 or label.left + label.width <= x - 12
                assert aside or label.top + 4 >= y + 12 or label.bottom - 2 <= y - 12, label


@pytest.mark.parametrize("draw", PICTURES)
def test_any_text_is_shown_as_text(draw: Draw) -> None:
    for labels, session in hostile_rings():
        described = "".join((drawn(draw(session))[1].text or "").split())
        for label in labels:
            if label not in ("noncharacters", "surrogate"):
                assert typed(label) in described


@given(sessions())
def test_any_session_can_be_drawn(session: Session) -> None:
    for draw in PICTURES:
        drawn(draw(session))


def test_a_picture_is_split_into_shapes_and_words() -> None:
    found = split_svg(circle_svg(rehearsal()))
    assert "<text" not in found["shapes"]
    assert {"Fatima El Amrani", "4"} <= {label["text"] for label in found["labels"]}
    assert {label["anchor"] for label in found["labels"]} == {"start", "middle", "end"}
    assert split_svg(circle_svg(ring_of("<b>&amp;</b>")))["labels"]
