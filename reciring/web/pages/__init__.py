"""The pages and their files: HTML from templates, with JavaScript and CSS in files of their own.

Pages are the same for everyone who reads a language. What a reader can see comes through the API.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reciring.locale import translator
from reciring.web.api import Api
from reciring.web.pages.texts import page_texts

FOLDER: Final = Path(__file__).parent
PAGES: Final = {"/": "phone", "/stage": "stage", "/typist": "typist"}
MEDIA_TYPES: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


def page_routes(api: Api) -> list[Route]:
    """The routes of the pages and of the files that they load."""

    async def page(request: Request) -> Response:
        name = PAGES[request.url.path]
        html = render_page(name, api.translator(request).language)
        return _answer(request, html.encode(), "text/html; charset=utf-8")

    async def file(request: Request) -> Response:
        path = FOLDER / request.url.path[1:]
        return _answer(request, _read(path), MEDIA_TYPES[path.suffix])

    return [
        *(Route(path, page, methods=["GET"]) for path in PAGES),
        *(Route(f"/{path.name}", file, methods=["GET"]) for path in _files()),
    ]


@cache
def render_page(name: str, language: str) -> str:
    """The HTML of a page in a language. ``build`` names the version of its files."""
    t = translator(language)
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
    texts = msgspec.json.encode(page_texts(t)).decode()
    return environment.get_template(f"{name}.html.j2").render(t=t, language=language, texts=texts, build=build())


@cache
def build() -> str:
    """A short name of the pages' files as they are now. A page that has another one loads again."""
    data = b"".join(path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.is_file() and path.suffix != ".py")
    return hashlib.sha256(data).hexdigest()[:12]


def _answer(request: Request, data: bytes, media_type: str) -> Response:
    """A page or a file, compressed if the browser can read that: a third of the bytes over a slow Wi-Fi."""
    headers = {"vary": "accept-encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        data = _compressed(data)
        headers["content-encoding"] = "gzip"
    return Response(data, media_type=media_type, headers=headers)


@cache
def _compressed(data: bytes) -> bytes:
    return gzip.compress(data)


def _files() -> list[Path]:
    return sorted(path for path in FOLDER.iterdir() if path.suffix in MEDIA_TYPES)


@cache
def _read(path: Path) -> bytes:
    return path.read_bytes()
