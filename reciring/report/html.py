"""The summary as one HTML file that works without a network: no scripts, no requests, charts inside."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
import unicodedata
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from reciring.locale import Translator
from reciring.report.charts.circle import circle_svg
from reciring.report.charts.speaking_time import speaking_time_svg
from reciring.report.charts.timeline import timeline_svg
from reciring.report.facilitator_times import facilitator_times
from reciring.report.group_summary import group_summary
from reciring.report.options import Options
from reciring.report.personal_page import personal_page
from reciring.report.wording import printable_text
from reciring.ring.session import Session

TEMPLATES = Path(__file__).parent / "templates"
# The colours of the style sheet. Tests check the contrast of every text colour on every background colour.
LIGHT_COLOURS: Final = {
    "ink": "#1c2b2e",
    "quiet": "#4d5f65",
    "teal": "#0b5c66",
    "rust": "#96410e",
    "paper": "#ffffff",
    "pale": "#eef3f3",
    "hair": "#b9c6c9",
}
DARK_COLOURS: Final = {
    "ink": "#e7eeee",
    "quiet": "#aebdc1",
    "teal": "#7fccd6",
    "rust": "#f2a970",
    "paper": "#101819",
    "pale": "#1a2628",
    "hair": "#44565a",
}


def render(session: Session, options: Options) -> str:
    """Return the page with the group's summary or a personal page."""
    t = options.translator(session)
    if options.who is not None:
        return _page("personal.html.j2", t, session.facilitator, it=personal_page(session, options.who, t))
    times = facilitator_times(session, t) if options.speaking_time else None
    charts = {"ring": circle_svg(session, t)}
    if times:
        charts |= {"timeline": timeline_svg(session, t), "speaking": speaking_time_svg(session, t)}
    return _page("group.html.j2", t, session.facilitator, it=group_summary(session, t), times=times, charts=charts)


def _isolate_name(text: str, name: str) -> Markup:
    """Put ``name`` in ``text`` into a ``bdi`` element if it is right to left, so that it cannot reorder the rest."""
    escaped, escaped_name = escape(printable_text(text)), escape(printable_text(name))
    if not any(unicodedata.bidirectional(character) in ("R", "AL") for character in name):
        return escaped
    return escaped.replace(escaped_name, Markup("<bdi>{}</bdi>").format(escaped_name))


_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[^\s)>\]]*[^\s)>\].,;:!?]")


def _linked(text: str) -> Markup:
    """Escape a text, and make links of the mail and web addresses in it."""
    text = printable_text(text)
    parts, end = [], 0
    for match in _ADDRESS.finditer(text):
        target = f"mailto:{match[0]}" if "@" in match[0] and "://" not in match[0] else match[0]
        parts += [escape(text[end : match.start()]), Markup('<a href="{}">{}</a>').format(target, match[0])]
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def _page(
    template: str, t: Translator, facilitator: str, *, charts: dict[str, str] | None = None, **values: Any
) -> str:
    style = style_sheet()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    # Only the style sheet and the charts are not escaped here; the charts are made of escaped text.
    values["charts"] = {name: Markup(svg) for name, svg in (charts or {}).items()}
    page = _environment().get_template(template)
    return page.render(t=t, plural=t.plural, style=Markup(style), digest=digest, facilitator=facilitator, **values)


@functools.cache
def style_sheet() -> str:
    """Return the style sheet with its colours, as custom properties."""
    text = (TEMPLATES / "page.css").read_text("utf-8")
    return text.replace("/* light */", _css_variables(LIGHT_COLOURS)).replace(
        "/* dark */", _css_variables(DARK_COLOURS)
    )


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: printable_text(value) if type(value) is str else value,
    )
    environment.filters["isolate_name"] = _isolate_name
    environment.filters["linked"] = _linked
    return environment


def _css_variables(colours: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in colours.items())
