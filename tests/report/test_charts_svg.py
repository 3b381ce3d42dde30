"""The charts as SVG: what they show, that they are legible without colour, and that all text is escaped."""

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
from tests.support.large_sessions import NAMES, hostile_rings, ring_of_size, visible_text
from tests.support.strategies import sessions
from tests.support.summary_sessions import EMPTY, rehearsal, ring_of, unfinished, with_private

CHARTS = (circle_svg, timeline_svg, speaking_time_svg)
SVG = "{http://www.w3.org/2000/svg}"
Draw = Callable[[Session], str]


def parse(svg: str) -> ET.Element:
    """Return the chart as a tree. Fails if it is not well-formed."""
    return ET.fromstring(svg)


def with_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in root.iter() if name in element.get("class", "").split()]


def words(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("draw", CHARTS)
@pytest.mark.parametrize(
    "session", [EMPTY, unfinished(), rehearsal(), ring_of_size(6), ring_of_size(20), ring_of_size(1)]
)
def test_a_chart_is_well_formed_and_the_same_each_time(draw: Draw, session: Session) -> None:
    svg = draw(session)
    assert draw(session) == svg
    root = parse(svg)
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


@pytest.mark.parametrize("draw", CHARTS)
def test_a_chart_has_a_title_and_a_description(draw: Draw) -> None:
    root = parse(draw(rehearsal()))
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text
    for name in ("Anne Visser", "Łukasz Nowak", "Willem Kok"):
        assert name in (description.text or "")


@pytest.mark.parametrize("draw", CHARTS)
def test_a_chart_has_no_scripts_and_loads_nothing(draw: Draw) -> None:
    for _, session in hostile_rings():
        svg = draw(session)
        for element in parse(svg).iter():
            assert not {name for name in element.attrib if name.startswith("on") or "href" in name or name == "style"}
        assert "<script" not in svg and "<image" not in svg


def test_seats_are_clockwise_in_seat_order() -> None:
    root = parse(circle_svg(rehearsal()))
    seats = [element for element in with_class(root, "seat") if "stroke-dasharray" not in element.attrib]
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
    assert all(turn > 0 for turn in turns)  # All turns are to the right: clockwise.


def test_arcs_are_thicker_for_more_offers_and_dashed_unless_they_are_promises() -> None:
    root = parse(circle_svg(rehearsal()))
    legend = 3
    arcs = with_class(root, "arc")
    # The group may see 41 offers: one was not useful, one has two helpers, and two pairs have two each.
    assert len(arcs) - legend == 39
    widths = {element.get("stroke-width") for element in arcs[:-legend]}
    assert len(widths) == 2
    for element in arcs:
        assert ("stroke-dasharray" in element.attrib) == ("promise" not in element.get("class", "").split())
    assert len({element.get("stroke-dasharray") for element in arcs}) == 3


def test_the_circle_leaves_private_offers_out() -> None:
    assert circle_svg(with_private(rehearsal(), "geheim")) == circle_svg(rehearsal())


def test_only_the_charts_of_the_facilitator_have_times() -> None:
    assert not re.search(r"\d:\d\d", circle_svg(rehearsal()))
    assert "11:09" in speaking_time_svg(rehearsal())


def test_the_timeline_shows_planned_time_and_overtime() -> None:
    root = parse(timeline_svg(rehearsal()))
    assert len(with_class(root, "planned")) == 4 + 13 + 1
    assert len(with_class(root, "over")) == 1 + 3 + 1  # The introduction, three questions, the legend.
    assert "5:11 van 4:40  +0:31" in words(root)
    assert len(with_class(root, "wait")) == 2  # Two questions were parked.
    assert "13:30" in words(root)


def test_speaking_time_shows_the_fair_share() -> None:
    root = parse(speaking_time_svg(rehearsal()))
    assert len(with_class(root, "fair")) == 1
    # Two bars for everyone who did both, and two in the legend.
    assert len(with_class(root, "bar")) == 13 + 12 + 2


@pytest.mark.parametrize("people", [6, 13, 20])
@pytest.mark.parametrize("draw", CHARTS)
def test_names_stay_inside_the_chart(draw: Draw, people: int) -> None:
    root = parse(draw(ring_of_size(people)))
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
def test_no_name_covers_another_name_or_a_seat(people: int, first: int) -> None:
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


@pytest.mark.parametrize("draw", CHARTS)
def test_any_text_is_escaped(draw: Draw) -> None:
    for labels, session in hostile_rings():
        described = "".join((parse(draw(session))[1].text or "").split())
        for label in labels:
            if label not in ("noncharacters", "surrogate"):
                assert visible_text(label) in described


@given(sessions())
def test_any_session_can_be_drawn(session: Session) -> None:
    for draw in CHARTS:
        parse(draw(session))


def test_split_svg_separates_shapes_and_text() -> None:
    found = split_svg(circle_svg(rehearsal()))
    assert "<text" not in found["shapes"]
    assert {"Fatima El Amrani", "4"} <= {label["text"] for label in found["labels"]}
    assert {label["anchor"] for label in found["labels"]} == {"start", "middle", "end"}
    assert split_svg(circle_svg(ring_of("<b>&amp;</b>")))["labels"]
