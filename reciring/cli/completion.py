"""Completion by Tab: a small script per shell, which asks ``reciring complete`` what may stand next.

The answer comes from the table of commands, so that it never lags behind; one line each, a tab before its
explanation, and ``:files`` where the shell is to offer files.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from reciring.cli import streams
from reciring.cli.call import Call
from reciring.cli.reader import Argument, Command, Given, Option, Stop
from reciring.cli.table import COMMANDS, EVERYWHERE, FILE, FOR, START

FILES = ":files"
Offer = tuple[str, str]

BASH = """\
_reciring() {
    local value about
    COMPREPLY=()
    while IFS=$'\\t' read -r value about; do
        if [[ $value == :files ]]; then
            compopt -o filenames
            while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
        else
            COMPREPLY+=("$value")
        fi
    done < <(reciring complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _reciring reciring
"""
ZSH = """\
#compdef reciring
_reciring() {
    local value about files
    local -a found
    while IFS=$'\\t' read -r value about; do
        if [[ $value == :files ]]; then files=1; else found+=("${value//:/\\\\:}:$about"); fi
    done < <(reciring complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)
    (( $#found )) && _describe reciring found
    [[ -n $files ]] && _files
}
compdef _reciring reciring
"""
FISH = """\
function __reciring_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in (reciring complete -- $words[2..-1] 2>/dev/null)
        if test $line = :files
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end
complete -c reciring -f -a '(__reciring_complete)'
"""
POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName reciring -ScriptBlock {
    param($word, $ast, $position)
    $words = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
    $fresh = if ($word) { @() } else { @('--fresh') }
    reciring complete @fresh '--' @words 2>$null | ForEach-Object {
        $value, $about = $_ -split "`t", 2
        if ($value -ne ':files') {
            $shown = if ($about) { $about } else { $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $shown)
        }
    }
}
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH, "powershell": POWERSHELL}


def script(call: Call) -> int:
    """The script for a shell."""
    streams.out(SCRIPTS[call.given.need("SHELL")].rstrip("\n"))
    return 0


def complete(call: Call) -> int:
    """What may stand where the cursor is; nothing, rather than an error, if the words make no sense."""
    words = [word for word in call.given.many("WORD") if word != "="]  # bash takes --format=pdf for three words
    if call.given.flag("fresh") or not words:
        words.append("")
    with contextlib.suppress(Stop):
        for value, about in offers(call, words[:-1], words[-1]):
            streams.out(f"{value}\t{about}" if about else value)
    return 0


def offers(call: Call, before: list[str], begun: str) -> Iterator[Offer]:
    """The words that begin with ``begun`` and may stand behind ``before``, each with its explanation."""
    return (
        (value, about)
        for value, about in _possible(call, before, begun)
        if value == FILES or value.casefold().startswith(begun.casefold())
    )


def _possible(call: Call, before: list[str], begun: str) -> Iterator[Offer]:
    t = call.t
    command, loose, open_option, given = _so_far(before)
    if open_option is not None:
        yield from _values(_called(call, given), open_option, given)
    elif begun.startswith("-"):
        for option in (*command.options, *EVERYWHERE):
            yield option.names[-1], t(option.help)
    elif command is START:
        yield from ((it.name, t(it.help)) for it in COMMANDS if it.group)
    elif argument := _next_argument(command, loose):
        yield from _arguments(_called(call, given), argument)


def _so_far(before: list[str]) -> tuple[Command, list[str], Option | None, dict[str, list[str]]]:
    """The command, its arguments, the option that waits for its value, and what options and arguments were given."""
    command, loose = START, list[str]()
    waiting: Option | None = None
    given: dict[str, list[str]] = {}
    for word in before:
        if waiting is not None:
            given[waiting.key] = [word]
            waiting = None
        elif word.startswith("-"):
            known = (option for option in (*command.options, *EVERYWHERE) if word in option.names)
            waiting = next((option for option in known if option.value is not None), None)
        elif command is START:
            command = next((it for it in COMMANDS if it.name == word), START)
        else:
            loose.append(word)
            if argument := _next_argument(command, loose[:-1]):
                given[argument.name] = [word]
    return command, loose, waiting, given


def _next_argument(command: Command, loose: list[str]) -> Argument | None:
    arguments = command.arguments
    if len(loose) < len(arguments):
        return arguments[len(loose)]
    return arguments[-1] if arguments and arguments[-1].many else None


def _values(call: Call, option: Option, given: dict[str, list[str]]) -> Iterator[Offer]:
    if option.choices:
        yield from ((choice, "") for choice in option.choices)
    elif option.key == "language":
        yield from (("nl", "Nederlands"), ("en", "English"))
    elif option == FOR and FILE.name in given:
        path = call.file(given[FILE.name][0])
        yield from ((person.name, "") for person in call.session(path).participants.values())
    elif option.value in ("FILE", "FOLDER"):
        yield FILES, ""


def _arguments(call: Call, argument: Argument) -> Iterator[Offer]:
    if argument.choices:
        yield from ((choice, "") for choice in argument.choices)
    elif argument.name == FILE.name:
        folder = call.folder
        with contextlib.suppress(OSError):
            yield from ((stem, "") for stem in sorted(file.stem for file in folder.glob("[!.]*.toml")))
        yield FILES, ""
    elif argument.name == "STEP":
        from reciring.guide.topics import TOPICS

        yield from ((topic, "") for topic in (TOPICS.values() if call.t.language == "nl" else TOPICS))
    else:
        yield FILES, ""


def _called(call: Call, given: dict[str, list[str]]) -> Call:
    """The call that is being typed, for where it keeps its sessions."""
    return Call(call.command, Given(given), call.t)
