"""The pages with any text, on any screen, for any reader: nothing leaves its box, is cut, or is read out too often."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import esprima
import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect

import reciring.web.pages
from reciring.ring.session import Phase
from reciring.web.server import RingServer
from tests.support.line_sessions import session_in_phase
from tests.support.web_pages import IN_A_BROWSER, OpenPage, Ring, join

SCRIPTS: Final = sorted(Path(reciring.web.pages.__file__).parent.glob("*.js"))
NAMES: Final = {
    "p1": "a" * 60,
    "p2": "محمد عبد الرحمن آل سعود",
    "p3": "<svg/onload=window.ran=1>",
    "p4": "שלום &lt;b&gt;{{1}}",
    "p5": "👨‍👩‍👧‍👦 Familie",
    "p6": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚a̴̵̜̰l̡͖̹g͎o̦",
    "p7": "Nguyễn Thị Hồng Ngọc",
    "p8": "Wolfeschlegelsteinhausenbergerdorff-Van-Der-Meer-Janssen",
}
QUESTIONS: Final = {
    "long": "Wie kent " + "een hele lange vraag die doorgaat " * 17,
    "one word": "Wie kent " + "x" * 590,
    "arabic": "من يعرف شخصًا يمكنه مساعدتي؟ " * 20,
    "short": "Kort?",
}
OUT_OF_ITS_BOX: Final = """
() => [...document.querySelectorAll("body *")].filter(it => {
    const style = getComputedStyle(it), box = it.getBoundingClientRect();
    if (!box.width || !box.height || style.visibility === "hidden" || it.closest(".sr, svg, .buttons")) return false;
    const cut = it.scrollWidth > it.clientWidth + 1 && style.overflowX !== "visible"
        && style.textOverflow !== "ellipsis" && style.display !== "inline";
    return cut || box.left < -1 || box.right > window.innerWidth + 1;
}).map(it => it.tagName + "#" + it.id + "." + it.className + ": " + it.textContent.slice(0, 40))
"""
CONTRASTS: Final = """
() => {
    const channels = (text) => text.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(it => it / 255)
        .map(it => it <= 0.03928 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4)
        .reduce((sum, it, index) => sum + it * [0.2126, 0.7152, 0.0722][index], 0);
    const back = (it) => {
        for (; it; it = it.parentElement) {
            const colour = channels(getComputedStyle(it).backgroundColor);
            if (colour.length < 4 || colour[3] > 0) return colour;
        }
        return [255, 255, 255];
    };
    return [...document.querySelectorAll("body *")]
        .filter(it => it.getBoundingClientRect().width && !it.closest("svg")
            && [...it.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
        .map(it => {
            const both = [light(channels(getComputedStyle(it).color)), light(back(it))].sort((a, b) => b - a);
            return [(both[0] + 0.05) / (both[1] + 0.05), it.tagName + "#" + it.id + "." + it.className];
        });
}
"""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_in_a_language_that_old_phones_read(script: Path) -> None:
    """The parser knows JavaScript of 2017. What a later year added to the library would be missing as well."""
    text = script.read_text("utf-8")
    esprima.parseScript(text)
    later = r"\.(flat|flatMap|fromEntries|matchAll|replaceAll|at|allSettled|any|replaceChildren|trimEnd|finally)\("
    missing_without_https = r"randomUUID|crypto\.subtle|clipboard|serviceWorker|wakeLock|navigator\.share"
    assert re.findall(f"{later}|structuredClone|globalThis|queueMicrotask|{missing_without_https}", text) == []


class TestInABrowser:
    """The pages themselves."""

    pytestmark = IN_A_BROWSER

    def test_where_a_script_cannot_run_the_page_says_what_to_do(self, open_page: OpenPage) -> None:
        page = open_page("/nothing")
        page.route("**/phone.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        page.goto(page.url.replace("nothing", ""))
        expect(page.locator("#broken")).to_be_visible()
        expect(page.locator("#broken")).to_contain_text("buur")

    def test_a_screen_reader_hears_who_asks_and_no_countdown(
        self, ring: Ring, server: RingServer, open_page: OpenPage
    ) -> None:
        page = open_page()
        page.evaluate("""() => {
            window.heard = [];
            const note = (changes) => changes.forEach(it => it.target.textContent
                && window.heard.push(it.target.textContent));
            const live = document.querySelectorAll("[aria-live], [role=status], [role=alert]");
            for (const it of live) new MutationObserver(note).observe(it, {childList: true, subtree: true});
        }""")
        join(page, server)
        expect(page.locator("#asking-name")).to_have_text("Fatima El Amrani")
        for who in ("p2", "p5"):
            ring.next(who)
            expect(page.locator("#asking-name")).to_have_text(ring.session.name(who))
            for number in range(4):
                ring.offer(f"aanbod {number}")
            expect(page.locator("#offers .entry")).to_have_count(4)
            page.wait_for_timeout(1_100)  # the countdown changes at least once
        heard = page.evaluate("window.heard")
        assert "Anneke de Groot" in heard[-2]
        assert "Jan de Vries" in heard[-1]
        assert len(heard) <= 3  # Fatima asked when the page was opened.

    def test_on_a_phone_nothing_leaves_its_box_and_field_and_button_are_in_sight(
        self, ring: Ring, server: RingServer, open_page: OpenPage
    ) -> None:
        """At 195 columns the page is as a phone of 390 shows it at double size."""
        name_everyone(ring, QUESTIONS["one word"])
        page = open_page("/", viewport={"width": 320, "height": 568})
        page.fill("#code", server.access.access.code)
        page.click("#join-form button")
        expect(page.locator("#name-list button")).to_have_count(12)
        assert page.evaluate(OUT_OF_ITS_BOX) == []
        page.locator("#name-list button").first.click()
        expect(page.locator("#offer-text")).to_be_visible()
        expect(page.locator("#asking-name")).to_have_text(NAMES["p4"])
        for width, height in ((320, 568), (390, 844), (195, 422), (320, 280)):
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(OUT_OF_ITS_BOX) == []
        sizes = page.evaluate(
            "[...document.querySelectorAll('input,textarea')].map(it => parseFloat(getComputedStyle(it).fontSize))"
        )
        assert min(sizes) >= 16
        page.locator("#offer-text").focus()  # The keyboard has left 320 by 280.
        page.keyboard.type("Ik help")
        for part in ("#offer-for", "#offer-text", "#offer-form button[type=submit]"):
            box = page.locator(part).bounding_box()
            assert box
            assert box["y"] >= 0, part
            assert box["y"] + box["height"] <= 280, part
        page.set_viewport_size({"width": 320, "height": 568})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(OUT_OF_ITS_BOX) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    @pytest.mark.parametrize("size", [(1024, 768), (1920, 1080), (3840, 2160)])
    def test_on_the_stage_everything_is_whole_and_readable_from_the_back_row(
        self, ring: Ring, open_page: OpenPage, size: tuple[int, int]
    ) -> None:
        page = open_page("/stage", viewport={"width": size[0], "height": size[1]})
        for question in QUESTIONS:
            self.check_stage(page, ring, question)

    def check_stage(self, page: Page, ring: Ring, question: str) -> None:
        ring.save(session_in_phase(Phase.ROUND, language="nl"))
        name_everyone(ring, QUESTIONS[question])
        expect(page.locator("#offers .entry")).to_have_count(7)
        expect(page.locator("#text")).to_have_text(QUESTIONS[question].strip())
        assert page.evaluate(OUT_OF_ITS_BOX) == []
        assert page.evaluate("window.ran") is None
        assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
        too_small = page.evaluate("""() => [...document.querySelectorAll("#text, #name, #offers *, #next, header *")]
            .filter(it => it.textContent && parseFloat(getComputedStyle(it).fontSize) < window.innerHeight / 30)
            .map(it => it.id || it.className)""")
        assert too_small == []
        whole = page.evaluate("""() => {
            const text = document.getElementById("text"), box = document.getElementById("text-box");
            return text.scrollHeight <= box.clientHeight + 1 ? "whole" : getComputedStyle(text).webkitLineClamp;
        }""")
        # What nobody writes does not fit on the smallest screen, and ends with an ellipsis there.
        assert whole == "whole" or (question == "one word" and whole.isdigit())

    def test_a_name_in_another_direction_turns_nothing_beside_it_around(self, ring: Ring, open_page: OpenPage) -> None:
        name_everyone(ring, QUESTIONS["short"])
        ring.next("p2")
        ring.save(replace(ring.session, queue=("p7", "p4", "p3")))
        page = open_page("/stage", viewport={"width": 1280, "height": 720})
        expect(page.locator("#name")).to_contain_text("2 ")
        places = page.evaluate("""() => {
            const place = (id, from, to) => {
                const text = document.getElementById(id).firstChild, range = document.createRange();
                range.setStart(text, from); range.setEnd(text, to);
                return range.getBoundingClientRect().left;
            };
            return [place("name", 0, 1), place("name", 3, 4)];
        }""")
        assert places[0] < places[1], "the number of the seat is at the right of the name"

    @pytest.mark.parametrize("path", ["/", "/stage"])
    def test_contrast_is_seven_to_one_in_light_and_dark(
        self, ring: Ring, server: RingServer, open_page: OpenPage, path: str
    ) -> None:
        page = open_page(path)
        ring.offer("kent een zaal")
        if path == "/":
            join(page, server)
        expect(page.locator("#offers .entry")).to_have_count(1)
        for dark in (False, True):
            page.emulate_media(color_scheme="dark" if dark else "light")
            contrasts = page.evaluate(CONTRASTS)
            assert len(contrasts) > 5
            assert [name for contrast, name in contrasts if contrast < 7] == []


def name_everyone(ring: Ring, question: str) -> None:
    """Give the participants names of all kinds; the asker asks ``question``, and everyone offered something."""
    people = {who: replace(it, name=NAMES.get(who, it.name)) for who, it in ring.session.participants.items()}
    questions = {**ring.session.questions, "q4": replace(ring.session.questions["q4"], text=question.strip())}
    ring.save(replace(ring.session, participants=people, questions=questions))
    for who in NAMES:
        if who != "p4":
            ring.offer(f"aanbod van {NAMES[who]}", who)
