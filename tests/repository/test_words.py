"""The words that the glossary avoids are in no text, guide, page, docstring, comment or name of a test."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from reciring.locale import LANGUAGES
from reciring.locale.update import extract, read
from tests.support.paths import PROJECT

PAGES = {"en": "glossary.md", "nl": "glossary-nl.md"}
"""In each page the last column of a table headed *Avoid* or *Vermijd* lists words. Italics are advice, not for a test;
italics in brackets are phrases in which the words are right."""


def phrases(cells: list[str]) -> str:
    """A pattern for the phrases in ``cells``, which commas divide."""
    found = {phrase.strip() for cell in cells for phrase in cell.split(",")} - {""}
    return "|".join(rf"(?<!\w){re.escape(phrase)}(?!\w)" for phrase in sorted(found, key=len, reverse=True))


@cache
def words_to_avoid(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words to avoid in ``language``, and the phrases in which they are right."""
    page = (PROJECT / "docs" / "reference" / PAGES[language]).read_text("utf-8")
    cells, in_table = [], False
    for line in page.splitlines():
        last = line.strip("| ").rpartition("|")[2].strip() if line.startswith("|") else ""
        if last in ("Avoid", "Vermijd") or not line.startswith("|"):
            in_table = bool(last)
        elif in_table and not line.rstrip("| ").endswith("-") and not line.endswith("|  |"):
            cells.append(last)
    fine = [phrase for cell in cells for phrase in re.findall(r"\(\*(.*?)\*\)", cell)]
    avoid = [re.sub(r"\*.*?\*", "", re.sub(r"\(.*?\)", "", cell)) for cell in cells]
    return re.compile(phrases(avoid), re.IGNORECASE), re.compile(phrases(fine) or "(?!)", re.IGNORECASE)


def found(text: str, language: str) -> list[str]:
    avoid, fine = words_to_avoid(language)
    text = fine.sub("", re.sub(r"\s+", " ", text))
    return [text[max(0, match.start() - 30) : match.end() + 30] for match in avoid.finditer(text)]


def faults(texts: Iterator[tuple[str, str]], language: str) -> list[str]:
    return [f"{where}: {words}" for where, text in texts for words in found(text, language)]


def without_code(markdown: str) -> str:
    """The text of a page without its examples, because these show what the program says or what people type."""
    return re.sub(r"^```.*?^```|`[^`\n]*`|^ {4,}\S.*?$|\]\([^)]*\)", "", markdown, flags=re.DOTALL | re.MULTILINE)


def is_dutch(page: Path) -> bool:
    return page.stem.endswith("-nl") or "nl" in page.parts


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_program_has_a_word_to_avoid(language: str) -> None:
    messages = [message for message in (extract() if language == "en" else read(language)) if message.id]
    forms = [message.id if language == "en" else message.string for message in messages]
    texts = (text for form in forms for text in ([form] if isinstance(form, str) else form or ()))
    assert faults((("text", text) for text in texts), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_the_docs_or_the_guide_has_a_word_to_avoid(language: str) -> None:
    pages = [PROJECT / "README.md", *(PROJECT / "docs").rglob("*.md"), *(PROJECT / "reciring" / "guide").rglob("*.md")]
    # The glossary names the words; the changelog names what was.
    pages = [page for page in pages if "glossary" not in page.stem and page.stem != "CHANGELOG"]
    chosen = [page for page in pages if is_dutch(page) == (language == "nl")]
    assert len(chosen) > 10
    texts = ((str(page.relative_to(PROJECT)), without_code(page.read_text("utf-8"))) for page in chosen)
    assert faults(texts, language) == []


def comments_and_docstrings(path: Path) -> Iterator[tuple[str, str]]:
    source = path.read_text("utf-8")
    where = str(path.relative_to(PROJECT))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield where, re.sub(r"``.*?``", "", ast.get_docstring(node) or "", flags=re.DOTALL)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield where, node.name.replace("_", " ")
    comments = [
        token for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.type == tokenize.COMMENT
    ]
    yield where, " ".join(token.string.strip("# ") for token in comments)


@pytest.mark.parametrize("package", ["reciring", "tests"])
def test_no_docstring_comment_or_test_name_has_a_word_to_avoid(package: str) -> None:
    files = [path for path in (PROJECT / package).rglob("*.py") if path != Path(__file__)]
    assert faults((text for path in files for text in comments_and_docstrings(path)), "en") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [("Whoever leads", "en"), ("That is no day.", "en"), ("de bladzijde", "nl"), ("afdrukken", "nl")],
)
def test_a_word_to_avoid_is_found(text: str, language: str) -> None:
    assert len(found(text, language)) == 1


@pytest.mark.parametrize(
    ("text", "language"), [("There is no day.", "en"), ("It is no longer open.", "en"), ("een pagina", "nl")]
)
def test_a_phrase_in_which_the_word_is_right_is_not_found(text: str, language: str) -> None:
    assert found(text, language) == []
