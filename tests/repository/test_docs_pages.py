"""The README and the docs: links, files and modules that exist, generated parts, and the shape of the pages."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reciring.locale.update import read as read_catalogue
from tests.support import docs_blocks
from tests.support.paths import PROJECT

DOCS = PROJECT / "docs"
README = PROJECT / "README.md"
PAGES = [README, PROJECT / "sessions" / "README.md", *sorted(DOCS.rglob("*.md"))]
IN_TWO_LANGUAGES = [
    page
    for name in (
        *("README.md", "tutorial/*.md", "how-to/*.md", "explanation/*.md"),
        *("reference/commands.md", "reference/entry-line.md", "reference/corrections.md", "reference/days.md"),
        *("reference/participant-lists.md", "reference/settings.md", "reference/glossary.md"),
    )
    for page in sorted(DOCS.glob(name))
    if not page.stem.endswith("-nl")
]
HOW_TO_PARTS = {
    "en": ("When you need this", "Check", "If it does not work"),
    "nl": ("Wanneer je dit nodig hebt", "Controleer", "Als het niet lukt"),
}
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
def test_links_lead_to_files_and_headings(page: Path) -> None:
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not _leads_somewhere(page, link)] == []


def _leads_somewhere(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = page.parent / name if name else page
    return target.exists() and (not anchor or anchor in anchors(target))


def anchors(page: Path) -> list[str]:
    """Return the anchors of the headings of a page, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    words = [re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading) for heading in headings]
    return [re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in words]


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
    linked = set(re.findall(r"\]\(([^)#]+)", index))
    assert {page for page in pages - linked if not page.endswith("-nl.md")} == set()


def test_the_dutch_index_links_to_every_dutch_page() -> None:
    index = (DOCS / "README-nl.md").read_text("utf-8")
    pages = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*-nl.md")} - {"README-nl.md"}
    assert pages - set(re.findall(r"\]\(([^)#]+)", index)) == set()


@pytest.mark.parametrize("page", IN_TWO_LANGUAGES, ids=lambda page: page.name)
def test_a_page_for_facilitators_exists_in_both_languages_with_links_between_them(page: Path) -> None:
    dutch = page.with_name(f"{page.stem}-nl.md")
    assert f"[Nederlands]({dutch.name})" in page.read_text("utf-8")
    assert f"[English]({page.name})" in dutch.read_text("utf-8")


@pytest.mark.parametrize("page", sorted((DOCS / "how-to").glob("*.md")), ids=lambda page: page.name)
def test_a_how_to_says_when_it_is_for_what_you_should_see_and_what_to_do_if_it_does_not_work(page: Path) -> None:
    when, check, otherwise = HOW_TO_PARTS["nl" if page.stem.endswith("-nl") else "en"]
    text = page.read_text("utf-8")
    assert re.search(rf"^# .+\n\n\*{when}:\*", text) or re.search(rf"^# .+\n\n.+\n\n\*{when}:\*", text)
    assert text.index(f"\n## {check}\n") < text.index(f"\n## {otherwise}\n")
    assert re.search(r"^1\. ", text, re.MULTILINE)


@pytest.mark.parametrize("page", sorted((DOCS / "how-to").glob("troubleshoot*.md")), ids=lambda page: page.name)
def test_the_headings_of_troubleshooting_are_messages(page: Path) -> None:
    """A heading is a message of the program or its first sentences, with … for what is filled in."""
    messages = [_as_shown(text) for text in _texts("nl" if page.stem.endswith("-nl") else "en")]
    headings = re.findall(r"^### (.+)$", page.read_text("utf-8"), re.MULTILINE)
    assert headings
    assert [heading for heading in headings if not any(_begins(message, heading) for message in messages)] == []


def _texts(language: str) -> Iterator[str]:
    """Yield every text of the program in a language."""
    for entry in read_catalogue("nl"):
        texts = entry.string if language == "nl" else entry.id
        yield from [texts] if isinstance(texts, str) else texts or ()


def _as_shown(text: str) -> str:
    return re.sub(r"\{\w+\}", "…", text).replace("`", "")


def _begins(message: str, heading: str) -> bool:
    """Return whether a message is a heading, or begins with it and goes on with another sentence."""
    return message == heading or (message.startswith(heading + " ") and heading[-1] in ".?:…")
