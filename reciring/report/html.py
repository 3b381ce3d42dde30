"""The summary as one HTML file that opens anywhere, offline: no script, nothing fetched, pictures inside."""

from __future__ import annotations

import base64
import functools
import hashlib
import unicodedata
from typing import TYPE_CHECKING, Any

from reciring.locale import Translator
from reciring.report.content import group
from reciring.report.options import Options
from reciring.report.own import own
from reciring.report.palette import DARK, LIGHT, declared
from reciring.report.paper import TEMPLATES
from reciring.report.pictures.circle import ring
from reciring.report.pictures.minutes import timeline
from reciring.report.pictures.voices import speaking
from reciring.report.times import times
from reciring.report.wording import showable
from reciring.ring.session import Session

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def render(session: Session, options: Options) -> str:
    """The page: the group's summary, or one person's own page."""
    t = options.translator(session)
    if options.who is not None:
        return _page("own.html.j2", t, session.facilitator, it=own(session, options.who, t))
    found = times(session, t) if options.speaking_time else None
    pictures = {"ring": ring(session, t)}
    if found:
        pictures |= {"timeline": timeline(session, t), "speaking": speaking(session, t)}
    return _page("group.html.j2", t, session.facilitator, it=group(session, t), times=found, pictures=pictures)


def _named(text: str, name: str) -> Markup:
    """A sentence in which ``name`` stands apart, if its letters run the other way and would turn what is around it."""
    from markupsafe import Markup, escape

    escaped, found = escape(showable(text)), escape(showable(name))
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
    return text.replace("/* light */", declared(LIGHT)).replace("/* dark */", declared(DARK))


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
        finalize=lambda value: showable(value) if type(value) is str else value,
    )
    environment.filters["named"] = _named
    return environment
