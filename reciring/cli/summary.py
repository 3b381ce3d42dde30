"""``reciring summary``: the summary of a ring, or personal pages, in one or more formats.

What only some formats need is imported when they are written, as in ``report.formats``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from reciring.cli import streams
from reciring.cli.context import Context
from reciring.cli.output import Output
from reciring.cli.streams import Stop
from reciring.report.formats import FORMATS, Options, render_summary, summary_file_name
from reciring.ring.session import Session
from reciring.store.files import changed


def summary(
    context: Context,
    file: str,
    formats: tuple[str, ...],
    output: str | None,
    person: str | None,
    each: bool,
    speaking_time: bool,
    paper: str,
    force: bool,
) -> int:
    """Write the summary. The paths of the files in a folder go to stderr."""
    target = Output(context, output, force)
    path = context.file(file)
    wanted = list(dict.fromkeys(formats)) or [_format_of(target.path)]
    _check_options(context, wanted, person, each, speaking_time)
    if len(wanted) > 1 or each:
        target.require_folder()
    session = context.session(path)
    options = Options(
        language=context.language,
        speaking_time=speaking_time,
        paper=paper,
        width=streams.columns(),
        changed_at=changed(path),
    )
    if each:
        from reciring.report.personal_page import page_owners

        _write_folder(target, session, wanted, options, page_owners(session))
        return 0
    who = context.person(session, person) if person is not None else None
    if len(wanted) > 1:
        _write_folder(target, session, wanted, options, [who])
    elif wanted == ["terminal"] and target.path is None and sys.stdout is not None:
        _show(session, _with_person(options, who))
    else:
        target.write(_render(context, session, wanted[0], _with_person(options, who)))
    return 0


def _format_of(path: Path | None) -> str:
    """Return the format that belongs to the name of the output file; "terminal" for other names and for stdout."""
    if path is not None:
        for name, form in FORMATS.items():
            if form.suffix == path.suffix.lower() and name != "terminal":
                return "terminal" if form.suffix == ".txt" else name
    return "terminal"


def _check_options(
    context: Context, formats: Sequence[str], person: str | None, each: bool, speaking_time: bool
) -> None:
    """Raise Stop for options that exclude each other."""
    t, personal = context.t, each or person is not None
    if each and person is not None:
        raise Stop(t("Use --for or --each, not both."), 2)
    if personal and speaking_time:
        raise Stop(t("A personal page never has speaking times. Leave out --with-speaking-time."), 2)
    for name in formats:
        if personal and not FORMATS[name].has_personal_page:
            raise Stop(t("The format {form} exists only for the whole ring, not for one person.", form=name), 2)
    if speaking_time and not any(FORMATS[name].has_speaking_time for name in formats):
        raise Stop(
            t("The format {form} never has speaking times. Leave out --with-speaking-time.", form=", ".join(formats)), 2
        )


def _with_person(options: Options, who: str | None) -> Options:
    return options if who is None else msgspec.structs.replace(options, who=who)


def _show(session: Session, options: Options) -> None:
    """Print the summary on stdout, in colours if it is a terminal."""
    if not sys.stdout.isatty():
        streams.out(render_summary("terminal", session, options).decode().rstrip("\n"))
        return
    from rich.console import Console

    from reciring.report.terminal import print_summary

    print_summary(Console(), session, options)


def _write_folder(
    target: Output, session: Session, formats: Sequence[str], options: Options, people: Sequence[str | None]
) -> None:
    """Write a file for each format and person. Two formats with the same suffix get their names in the file name."""
    suffixes = [FORMATS[name].suffix for name in formats]
    folder = target.make_folder()
    files = []
    for who in people:
        for name, suffix in zip(formats, suffixes, strict=True):
            ending = suffix if suffixes.count(suffix) == 1 else f"-{name}{suffix}"
            files.append((folder / summary_file_name(session, ending, who), name, _with_person(options, who)))
    for path, _, _ in files:  # All are checked first, so that no half-filled folder is left.
        target.refuse_existing(path)
    for path, name, wanted in files:
        target.write_file(path, _render(target.context, session, name, wanted))
        streams.err(str(path))


def _render(context: Context, session: Session, format: str, options: Options) -> bytes:
    """Return the summary in a format, and name the characters that a PDF cannot show. Raises Stop."""
    if format == "pdf":
        from reciring.report.pdf import make_summary_pdf
        from reciring.report.typesetting import missing_characters_message

        paper = make_summary_pdf(session, options)
        if paper.missing_characters:
            streams.err(missing_characters_message(paper.missing_characters, context.t))
        return paper.pdf
    return render_summary(format, session, options)
