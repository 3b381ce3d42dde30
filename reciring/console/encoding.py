"""A terminal set to another encoding than UTF-8: its letters are read as western ones, and end nothing.

Textual reads keys as strict UTF-8: one byte of Latin-1, an é of an old terminal, would be the end of its reading.
"""

from __future__ import annotations

import codecs
from functools import partial

_WESTERN = "reciring-western"


def _western(error: UnicodeError) -> tuple[str, int]:
    """What is no UTF-8 is taken as Windows-1252, byte by byte."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _decoder(encoding: str) -> partial[codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors=_WESTERN)


def read_any_bytes() -> None:
    """Have Textual read whatever bytes a terminal sends. For the systems where it reads bytes at all."""
    from textual.drivers import linux_driver

    codecs.register_error(_WESTERN, _western)
    setattr(linux_driver, "getincrementaldecoder", _decoder)  # noqa: B010 - a name of Textual's, not one that it exports
