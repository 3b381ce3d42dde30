"""``reciring summary``: the group's, one person's or everybody's own, in one form or several."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from reciring.cli import streams
from reciring.cli.call import Call
from reciring.cli.output import Target
from reciring.cli.stop import Stop
from reciring.report.export import FORMS, Options, file_name, render
from reciring.ring.session import Session


class Wanted(NamedTuple):
    """What was asked for."""

    forms: Sequence[str]
    who: str | None
    each: bool
    speaking_time: bool
    paper: str


def summary(call: Call, word: str, wanted: Wanted, target: Target) -> int:
    """Make what is asked for; the paths of what was written go to stderr."""
    path = call.file(word)
    forms = list(dict.fromkeys(wanted.forms)) or [_by_name(target.path)]
    _possible(call, wanted, forms, target)
    session = call.session(path)
    options = Options(
        language=call.language,
        speaking_time=wanted.speaking_time,
        paper=wanted.paper,
        width=streams.columns(),
        changed=_changed(path),
    )
    if wanted.each:
        from reciring.report.own import everybody

        _folder(target, session, forms, options, everybody(session))
        return 0
    ref = _person(call, session, wanted.who)
    if len(forms) > 1:
        _folder(target, session, forms, options, [ref])
    else:
        _one(target, session, forms[0], _of(options, ref))
    return 0


def _person(call: Call, session: Session, name: str | None) -> str | None:
    if name is None:
        return None
    from reciring.cli.person import person

    return person(call, session, name)


def _by_name(named: Path | None) -> str:
    """The form that the name behind ``-o`` asks for; else the one for the screen."""
    if named is not None:
        for form, about in FORMS.items():
            if about.suffix == named.suffix.lower() and form != "terminal":
                return "terminal" if about.suffix == ".txt" else form
    return "terminal"


def _possible(call: Call, wanted: Wanted, forms: list[str], target: Target) -> None:
    """Raise Stop for what does not go together."""
    t, personal = call.t, wanted.each or wanted.who is not None
    if wanted.each and wanted.who is not None:
        raise Stop(t("Either --for one person or --each, not both."), 2)
    if personal and wanted.speaking_time:
        raise Stop(t("Speaking times are never on a participant's own page: leave out --with-speaking-time."), 2)
    for form in forms:
        if personal and not FORMS[form].personal:
            raise Stop(t("The form {form} is of the whole ring: there is none for one person.", form=form), 2)
    if wanted.speaking_time and not any(FORMS[form].timed for form in forms):
        raise Stop(t("The form {form} never has speaking times.", form=", ".join(forms)), 2)
    if len(forms) > 1 or wanted.each:
        target.need_folder()


def _of(options: Options, who: str | None) -> Options:
    import msgspec

    return options if who is None else msgspec.structs.replace(options, who=who)


def _one(target: Target, session: Session, form: str, options: Options) -> None:
    if form == "terminal" and target.path is None and sys.stdout is not None:
        _show(session, options)
    else:
        target.put(_render(target.call, session, form, options))


def _show(session: Session, options: Options) -> None:
    """On the terminal in its colours; as plain text to whatever else reads along."""
    if not sys.stdout.isatty():
        streams.out(render("terminal", session, options).decode().rstrip("\n"))
        return
    from rich.console import Console

    from reciring.report.terminal import show

    show(Console(), session, options)


def _folder(target: Target, session: Session, forms: list[str], options: Options, people: Sequence[str | None]) -> None:
    """A file for each form and person, with names that tell them apart."""
    suffixes = [FORMS[form].suffix for form in forms]
    folder = target.folder()
    files = []
    for who in people:
        for form, suffix in zip(forms, suffixes, strict=True):
            ending = suffix if suffixes.count(suffix) == 1 else f"-{form}{suffix}"
            files.append((folder / file_name(session, ending, who), form, _of(options, who)))
    for path, _, _ in files:  # Before the first is written: half a folder helps nobody.
        target.refuse_taken(path)
    for path, form, wanted in files:
        target.write(path, _render(target.call, session, form, wanted))
        streams.err(str(path))


def _render(call: Call, session: Session, form: str, options: Options) -> bytes:
    """A form; of paper also what cannot be printed on it."""
    if form == "txt":
        return _transcript(call, session, options)
    if form != "pdf":
        return render(form, session, options)
    from reciring.report.paper import about_missing
    from reciring.report.pdf import make

    paper = make(session, options)
    if paper.missing:
        streams.err(about_missing(paper.missing, call.t))
    return paper.pdf


def _transcript(call: Call, session: Session, options: Options) -> bytes:
    """The lines as they were typed. Raises Stop if no lines make this very session."""
    from reciring.ring.transcript import Unfaithful

    try:
        return render("txt", session, options)
    except Unfaithful as error:
        raise Stop(call.t.message(error.reason)) from None


def _changed(path: Path) -> dt.datetime | None:
    try:
        return dt.datetime.fromtimestamp(os.stat(path).st_mtime, dt.UTC)
    except (OSError, OverflowError, ValueError):
        return None
