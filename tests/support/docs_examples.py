"""The examples in docs/: fenced blocks whose first word says what they are.

| block | content | what the test does |
|---|---|---|
| ``line STEP`` | lines for the entry line; after two spaces an explanation | types them in the practice ring |
| ``sh`` | command lines | runs ``reciring``; looks up what ``make`` and ``python -m`` name |
| ``toml`` | a session file or settings | opens it |
| ``transcript`` | a transcript | replays it |
| ``markdown`` | a guide text; its heading is the topic | reads it |
| ``json`` | JSON | reads it |
| ``text`` | what the program shows | nothing |

STEP is a step of the ring: preparation, introduction, questions, round, reflection or done; or new, for a new ring.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from reciring.clock import ManualClock
from reciring.live.answer import Outcome
from reciring.live.controller import Controller
from reciring.live.practice import practice_session
from reciring.ring.interpret_line import Unclear
from reciring.ring.session import Phase, Session
from reciring.store.toml import encode
from tests.support.console_driver import START
from tests.support.paths import PROJECT

PAGES: Final = (
    PROJECT / "README.md",
    *sorted(page for page in (PROJECT / "docs").rglob("*.md") if page.name != "CHANGELOG.md"),
)
KINDS: Final = ("line", "sh", "toml", "transcript", "markdown", "json", "text")
STEPS: Final = {
    "preparation": Phase.PREPARE,
    "introduction": Phase.INTRODUCTION,
    "questions": Phase.FORMULATE,
    "round": Phase.ROUND,
    "reflection": Phase.REFLECT,
    "done": Phase.DONE,
}
REFLECTION: Final = (
    "karin knows a school >bo #contact @fri",
    "/note they meet again",
    "/go reflect",
    "anne three names #received",
    "bo so much help #surprised",
    "/meet anne bo @fri coffee",
)
"""What is typed after the practice ring for an example in the reflection."""
RING_AGE: Final = dt.timedelta(minutes=2)
"""The time that passed since START when a test types its first line."""
_FENCE: Final = re.compile(r"^( *)```(.*)\n([\s\S]*?)^\1```$", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block: its page, kind and further words, its text, and the number of its first line."""

    page: Path
    kind: str
    words: str
    text: str
    number: int

    @property
    def language(self) -> str:
        return "nl" if self.page.stem.endswith("-nl") else "en"

    @property
    def lines(self) -> list[str]:
        """The lines without their explanations and without comments."""
        lines = [re.split(r" {2,}", line.strip())[0] for line in self.text.splitlines()]
        return [line for line in lines if line and not line.startswith("# ")]

    def __str__(self) -> str:
        return f"{self.page.relative_to(PROJECT)}:{self.number}"


def blocks(kind: str = "") -> list[Block]:
    """Return the blocks of all pages, or those of one kind."""
    return [block for page in PAGES for block in _blocks(page) if kind in ("", block.kind)]


def _blocks(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for fence in _FENCE.finditer(text):
        kind, _, words = fence[2].partition(" ")
        yield Block(page, kind, words, textwrap.dedent(fence[3]), text[: fence.start()].count("\n") + 2)


def inline_lines(page: Path) -> list[str]:
    """Return the commands with arguments and the corrections between backticks in a page, without placeholders."""
    text = _FENCE.sub("", page.read_text("utf-8"))
    codes = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)
    lines = [code for code in codes if re.fullmatch(r"/[a-z]+ .+|[nrm]?\d*=.*|\d+==\d+", code)]
    return sorted({line for line in lines if not re.search(r"\b[A-Z]{3,}\b|…|\.\.\.", line)})


class LedRing:
    """A ring in some step, in which a test types lines."""

    def __init__(self, step: str, language: str) -> None:
        self.clock = ManualClock(START + RING_AGE)
        self.controller = Controller(ring_in_step(step, language), self.clock)

    def understands(self, line: str) -> bool:
        """Return whether a line means something, even if it cannot be done now."""
        self.controller.type(line)
        return not isinstance(self.controller.meaning(), Unclear)

    def type(self, line: str) -> str:
        """Type a line and press Enter. Return why it was not simply done, or an empty text."""
        self.clock.advance(20)
        self.controller.type(line)
        answer = self.controller.enter()
        return "" if answer.outcome in (Outcome.DONE, Outcome.SHOW) else f"{line}: {answer.said}"


@functools.cache
def ring_in_step(step: str, language: str) -> Session:
    """Return the practice ring in a step, with two addresses; before the round only its people."""
    clock = ManualClock(START)
    practice = practice_session(language, clock.now())
    new = Session(date=practice.date, timezone=practice.timezone, language=language, title=practice.title)
    if step == "new":
        return new
    phase = STEPS[step]
    controller = Controller(practice, clock)
    if phase in (Phase.PREPARE, Phase.INTRODUCTION, Phase.FORMULATE):
        controller = Controller(new, clock)
        for person in practice.participants.values():
            controller.type(person.name)
            controller.enter()
    steps = {
        Phase.PREPARE: (),
        Phase.INTRODUCTION: ("/begin",),
        Phase.FORMULATE: ("/begin", "/go"),
        Phase.ROUND: (),
        Phase.REFLECT: REFLECTION,
        Phase.DONE: (*REFLECTION, "/end"),
    }
    for line in ("/address anne anne@example.org", "/address karin karin@example.org", *steps[phase]):
        clock.advance(20)
        controller.type(line)
        answer = controller.enter()
        assert answer.outcome is Outcome.DONE, answer.said
    return controller.base


def write_ring(path: Path, language: str) -> None:
    """Write the finished practice ring as a session file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode(ring_in_step("done", language)))
    path.chmod(0o600)
