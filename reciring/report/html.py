"""The summary as one HTML file that opens anywhere, offline: no script, nothing fetched, pictures inside."""

from __future__ import annotations

import base64
import functools
import hashlib
import unicodedata
from typing import TYPE_CHECKING, Any

from reciring.locale import Translator
from reciring.report.charts.circle import circle_svg
from reciring.report.charts.speaking_time import speaking_time_svg
from reciring.report.charts.timeline import timeline_svg
from reciring.report.facilitator_times import facilitator_times
from reciring.report.group_summary import group_summary
from reciring.report.options import Options
from reciring.report.personal_page import personal_page
from reciring.report.typesetting import TEMPLATES
from reciring.report.wording import printable_text
from reciring.ring.session import Session

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup
from typing import Final


def render(session: Session, options: Options) -> str:
    """The page: the group's summary, or one person's own page."""
    t = options.translator(session)
    if options.who is not None:
        return _page("own.html.j2", t, session.facilitator, it=personal_page(session, options.who, t))
    found = facilitator_times(session, t) if options.speaking_time else None
    pictures = {"ring": circle_svg(session, t)}
    if found:
        pictures |= {"timeline": timeline_svg(session, t), "speaking": speaking_time_svg(session, t)}
    return _page("group.html.j2", t, session.facilitator, it=group_summary(session, t), times=found, pictures=pictures)


def _named(text: str, name: str) -> Markup:
    """A sentence in which ``name`` stands apart, if its letters run the other way and would turn what is around it."""
    from markupsafe import Markup, escape

    escaped, found = escape(printable_text(text)), escape(printable_text(name))
    if not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name):
        return escaped
    return escaped.replace(found, Markup("<bdi>{}</bdi>").format(found))


def _page(template: str, t: Translator, leader: str, **values: Any) -> str:
    from markupsafe import Markup

    style = style_sheet()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    # ours, and made of escaped text: the style sheet and the pictures are the only parts that are not escaped here
    pictures = {name: Markup(picture) for name, picture in values.pop("pictures", {}).items()}
    page = _environment().get_template(template)
    return page.render(
        t=t, plural=t.plural, style=Markup(style), digest=digest, leader=leader, pictures=pictures, **values
    )


@functools.cache
def style_sheet() -> str:
    """The style sheet, with its colours."""
    text = (TEMPLATES / "page.css").read_text("utf-8")
    return text.replace("/* light */", css_variables(LIGHT_COLOURS)).replace("/* dark */", css_variables(DARK_COLOURS))


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: printable_text(value) if type(value) is str else value,
    )
    environment.filters["named"] = _named
    return environment


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
TEXT_COLOURS: Final = ("ink", "quiet", "teal", "rust")
BACKGROUND_COLOURS: Final = ("paper", "pale")


def css_variables(colours: dict[str, str]) -> str:
    """As custom properties of a style sheet."""
    return " ".join(f"--{name}: {value};" for name, value in colours.items())
