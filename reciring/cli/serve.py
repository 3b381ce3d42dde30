"""``reciring serve``: open a ring to phones, to the stage in a browser and to a second typist."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import threading
from typing import TYPE_CHECKING

from reciring.cli import streams
from reciring.cli.context import Context
from reciring.clock import SystemClock
from reciring.locale import Translator

if TYPE_CHECKING:
    from reciring.web.server import RingServer


def serve(context: Context, file: str, host: str | None, port: int | None, as_json: bool) -> int:
    """Serve a ring until Ctrl+C, SIGTERM or SIGHUP, or with ``as_json`` until standard input ends."""
    from reciring.web.server import RingServer

    path = context.file(file)
    context.session(path)  # Reports a file that cannot be read, in the usual words.
    server = RingServer(path, SystemClock(), host=host, port=port)
    asyncio.run(_serve(context, server, as_json))
    return 0


async def _serve(context: Context, server: RingServer, as_json: bool) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    if as_json:
        # The console holds the other end: when it is gone, however it ended, this server ends as well.
        reading = threading.Thread(target=_read_commands, args=(loop, server, stopped), name="stdin", daemon=True)
        reading.start()

    def report() -> None:
        if as_json:
            streams.out(json.dumps(server.description(), ensure_ascii=False))
        else:
            for line in _lines(context.t, server):
                streams.out(line)
        streams.finish()

    server.reports = report
    if hasattr(signal, "SIGHUP"):
        loop.add_signal_handler(signal.SIGHUP, stopped.set)
    await server.run(report, stopped)


def _read_commands(loop: asyncio.AbstractEventLoop, server: RingServer, stopped: asyncio.Event) -> None:
    """Do what the console asks, a JSON object on each line of standard input, until it ends."""
    for line in sys.stdin:
        loop.call_soon_threadsafe(server.command, line)
    loop.call_soon_threadsafe(stopped.set)


def _lines(t: Translator, server: RingServer) -> list[str]:
    """The addresses and codes, with a QR code if standard output is a terminal."""
    facts = server.description()
    lines = []
    if sys.stdout is not None and sys.stdout.isatty():
        from reciring.report.invitation import Invitation
        from reciring.web.qr import terminal_qr

        lines += [*terminal_qr(Invitation(facts["url"], facts["code"]).link), ""]
    lines += [
        t("Phones:  {url}   code {code}", url=facts["url"], code=facts["code"]),
        t("Stage:   {url}   (on this computer)", url=facts["stage"]),
        t("Typist:  {url}   code {code}", url=facts["typist"], code=facts["typist_code"]),
    ]
    for other in facts["addresses"][1:]:
        lines.append(t("Another address, on {network}: {url}", network=other["network"], url=other["url"]))
    lines.append(t("Everything goes over the local network without encryption. To stop: Ctrl+C"))
    return lines
