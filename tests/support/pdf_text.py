"""Read a PDF back with pypdf: its pages, its catalogue and its text."""

from __future__ import annotations

import io
import unicodedata
from typing import Any

from pypdf import PdfReader


def read_pdf(pdf: bytes) -> PdfReader:
    """Return a reader for the bytes of a PDF."""
    return PdfReader(io.BytesIO(pdf))


def page_count(pdf: bytes) -> int:
    """Return the number of pages."""
    return len(read_pdf(pdf).pages)


def catalogue(reader: PdfReader) -> Any:
    """Return the catalogue of the document, which pypdf does not type."""
    return reader.root_object


def text_of(pdf: bytes) -> str:
    """Return the text in reading order, as ``bare`` gives it, without the hyphens at line ends."""
    lines = "\n".join(page.extract_text() for page in read_pdf(pdf).pages).splitlines()
    joined = "".join(line.rstrip().removesuffix("-") if line.rstrip()[-2:-1].isalpha() else line for line in lines)
    return bare(joined)


def bare(text: str) -> str:
    """Return ``text`` without spaces, dashes and invisible characters, with ligatures as letters."""
    normalised = unicodedata.normalize("NFKC", "".join(text.split()))
    return "".join(character for character in normalised if unicodedata.category(character) not in ("Cf", "Zs", "Pd"))
