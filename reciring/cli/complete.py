"""What Tab offers for a value: the sessions there are, the people in one, the topics of the guide."""

import contextlib

from typer import Context


def sessions(context: Context) -> list[str]:
    """The names of the sessions in the folder."""
    with contextlib.suppress(OSError):
        return sorted(file.stem for file in context.obj.folder.glob("[!.]*.toml"))
    return []


def people(context: Context) -> list[str]:
    """Who is in the session that was named."""
    from reciring.cli.stop import Stop

    # behind an option that still waits for its value typer has not yet told arguments apart
    call, word = context.obj, context.params.get("file") or next(iter(context.args), None)
    with contextlib.suppress(Stop, OSError):
        return [person.name for person in call.session(call.file(word)).participants.values()] if word else []
    return []


def topics(context: Context) -> list[str]:
    """The steps and difficult moments of the guide."""
    from reciring.guide.topics import TOPICS

    return list(TOPICS.values() if context.obj.t.language == "nl" else TOPICS)


def languages() -> list[tuple[str, str]]:
    """What we speak."""
    return [("nl", "Nederlands"), ("en", "English")]
