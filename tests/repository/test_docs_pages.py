"""The README and the docs: links, files and modules that exist, generated parts, and the ten lines that lead a ring."""

from __future__ import annotations

import datetime as dt
import pkgutil
import re
from pathlib import Path

import pytest

from reciring.ring.command_types import Command, GoToPhase, NextQuestion
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.message import Refused
from reciring.ring.session import Phase, Session
from reciring.ring.update import update
from tests.support import docs_blocks
from tests.support.paths import PROJECT

DOCS = PROJECT / "docs"
README = PROJECT / "README.md"
PAGES = [README, PROJECT / "sessions" / "README.md", *sorted(DOCS.rglob("*.md"))]
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))


@pytest.mark.parametrize("page", docs_blocks.PAGES, ids=lambda page: page.name)
def test_the_blocks_made_from_the_code_are_up_to_date(page: Path) -> None:
    """If it fails, run ``python -m tests.support.docs_blocks``."""
    text = page.read_text("utf-8")
    assert text == docs_blocks.with_blocks(text)


def test_every_block_is_on_a_page() -> None:
    text = "".join(page.read_text("utf-8") for page in docs_blocks.PAGES)
    assert [name for name in docs_blocks.BLOCKS if f"<!-- end {name} -->" not in text] == []


@each_page
def test_links_lead_to_files(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)", page.read_text("utf-8"))
    assert [target for target in targets if "://" not in target and not (page.parent / target).exists()] == []


@each_page
def test_the_files_that_a_page_names_exist(page: Path) -> None:
    """A path begins at the root of the project or in ``reciring``."""
    text = page.read_text("utf-8")
    paths = re.findall(r"(?<![\w./-])(?:reciring|tests|docs)/[\w./-]*\w|(?<![\w./-])[\w/-]+\.py\b", text)
    roots = (PROJECT, PROJECT / "reciring")
    assert [path for path in paths if not any((root / path).exists() for root in roots)] == []


@each_page
def test_the_modules_and_functions_that_a_page_names_exist(page: Path) -> None:
    for name in re.findall(r"(?<![\w./-])(?:reciring|tests)\.[a-z_.]*[a-z_]", page.read_text("utf-8")):
        pkgutil.resolve_name(name)


def test_the_pages_that_the_code_names_exist() -> None:
    sources = [path for folder in ("reciring", "tests") for path in (PROJECT / folder).rglob("*.py")]
    named = {
        (path.name, page) for path in sources for page in re.findall(r"\bdocs/[\w/-]+\.md", path.read_text("utf-8"))
    }
    assert {(source, page) for source, page in named if not (PROJECT / page).exists()} == set()


def test_the_index_links_to_every_page() -> None:
    index = (DOCS / "README.md").read_text("utf-8")
    pages = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")} - {"README.md"}
    assert {page for page in pages if f"({page})" not in index} == set()


def test_the_ten_lines_lead_a_ring() -> None:
    (block,) = re.findall(r"## Ten lines that lead a ring\n[\s\S]*?\n\n((?:    .*\n)+)", README.read_text("utf-8"))
    lines = [re.split(r" {2,}", line.strip())[0] for line in block.splitlines()]
    assert len(lines) == 10
    at = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)
    session = Session(date=dt.date(2026, 11, 24))

    def do(session: Session, command: Command | Unclear) -> Session:
        assert not isinstance(command, Unclear), command
        done = update(session, command)
        assert not isinstance(done, Refused), done
        return done

    for line in [lines[0], "Karin", "Bo", *lines[1:]]:
        at += dt.timedelta(minutes=1)
        if line == "F7":
            while session.queue:
                session = do(session, NextQuestion(at=at))
            continue
        if session.phase is Phase.ROUND and not session.current:
            session = do(session, NextQuestion(at=at))
            at += dt.timedelta(minutes=1)
        if line.startswith("anne three"):
            session = do(session, GoToPhase(at=at))
        session = do(session, interpret(line, session, at))
    assert session.phase is Phase.DONE
    assert session.questions["q1"].text == "I am looking for a speaker on AI"
    (offer,) = session.offers.values()
    assert (offer.question, offer.helpers, str(offer.kind), offer.due) == (
        "q1",
        ("p2",),
        "contact",
        dt.date(2026, 11, 27),
    )
    assert [turn.who for turn in session.turns.values()][:3] == ["p1", "p2", "p3"]
    assert [it.text for it in session.reflections.values()] == ["three names and a room!"]
