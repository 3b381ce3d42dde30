"""Translation: the catalogues are complete, and the translator uses them."""

from __future__ import annotations

import ast
import datetime as dt
import gettext
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.dates import format_date, format_time
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as babel_extract

from reciring.locale import LANGUAGES, Translator, _locale_names, choose_language, normalise_language, translator
from reciring.locale.dates import format_clock_time, format_long_date, format_short_date
from reciring.locale.update import COMMENT_TAGS, KEYWORDS, METHODS, PACKAGE, extract, read, untranslated, update, write
from reciring.ring.command_registry import find_command
from reciring.ring.message import Message as Said
from reciring.ring.message import say
from reciring.ring.text import clean

FOREIGN = [language for language in LANGUAGES if language != "en"]
HOW_TO_UPDATE = "`make locale` brings the catalogue up to date; then translate what it lists"


@pytest.fixture(scope="module")
def template() -> Catalog:
    return extract()


@pytest.fixture(scope="module", params=FOREIGN)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return read(request.param)


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def entries(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


# Commands in texts

COMMAND = re.compile(r"(?<![\w/.~:}<])/([a-z]+)\b(?![/.])")
ONLY_IN_TRANSCRIPTS = {"fact"}


def wrong_commands(text: str, language: str) -> list[str]:
    """The commands in ``text`` that do not exist, or that ``language`` shows with another name."""
    names = set(COMMAND.findall(text)) - ONLY_IN_TRANSCRIPTS
    specs = {name: find_command(name) for name in names}
    return [f"/{name}: {text}" for name, spec in specs.items() if spec is None or spec.names(language)[0] != name]


def test_every_command_in_a_text_has_the_name_that_its_language_shows(catalogue: Catalog) -> None:
    wrong = [
        found for message in entries(catalogue) for text in forms(message.id) for found in wrong_commands(text, "en")
    ]
    language = str(catalogue.locale)
    wrong += [
        found
        for message in entries(catalogue)
        for text in forms(message.string)
        for found in wrong_commands(text, language)
    ]
    assert not wrong
    assert wrong_commands("Typ /walk of /save.", "nl") == ["/walk: Typ /walk of /save."]
    assert wrong_commands("Typ /save nu", "nl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_in_the_guide_has_the_name_that_its_language_shows(language: str) -> None:
    pages = sorted((PACKAGE / "guide" / language).rglob("*.md"))
    assert pages
    assert not [found for page in pages for found in wrong_commands(page.read_text("utf-8"), language)]


# Values in texts

NASTY = "\x1b[31mred\x1b]0;title\x07\x9b2J\r\n\u202e\x00 en"


def test_no_value_brings_a_control_character_into_any_text(template: Catalog) -> None:
    checked = 0
    for message in entries(template):
        one, *more = forms(message.id)
        values = dict.fromkeys(set().union(*map(placeholders, (one, *more))), NASTY)
        texts = [str(Said(one, tuple(values.items())))]
        for t in map(translator, LANGUAGES):
            values.pop("n", None)
            n_values = values if more else {**dict.fromkeys(placeholders(one), NASTY)}
            texts += [t.plural(one, more[0], n, **values) for n in (1, 2)] if more else [t(one, **n_values)]
        for text in texts if values else []:
            assert clean(text).split() == text.split() and "\x1b" not in text, text
            checked += 1
    assert checked > 1000


ENDINGS = [
    ("is it?", "Is it so: is it?"),
    ("oh!", "Is it so: oh!"),
    ("it is.", "Is it so: it is."),
    ("it", "Is it so: it."),
]


@pytest.mark.parametrize(("ending", "said"), ENDINGS)
def test_a_sentence_has_one_end(ending: str, said: str) -> None:
    assert translator("en")("Is it so: {what}.", what=ending) == said
    assert translator("en")("Is it so: {what}. Then go on.", what=ending) == f"{said} Then go on."
    assert str(say("Is it so: {what}.", what=ending)) == said


# The catalogues


def test_catalogue_matches_the_source(template: Catalog, catalogue: Catalog) -> None:
    now, then = ({message.id for message in entries(each)} for each in (template, catalogue))
    assert sorted(map(str, now - then)) == [], f"texts of the code that are not in the catalogue: {HOW_TO_UPDATE}"
    assert sorted(map(str, then - now)) == [], f"texts that are no longer in the code: {HOW_TO_UPDATE}"
    assert not catalogue.obsolete, HOW_TO_UPDATE


def test_every_text_is_translated(catalogue: Catalog) -> None:
    assert [message.id for message in untranslated(catalogue)] == []


def test_no_translation_is_fuzzy(catalogue: Catalog) -> None:
    assert [message.id for message in entries(catalogue) if message.fuzzy] == []


def find_misfits(message: Message) -> list[str]:
    """What is wrong with the translation of ``message``; nothing if there is none."""
    wrong = []
    for english, foreign in zip(forms(message.id), forms(message.string), strict=True):
        if not foreign:
            continue
        # "one offer" can become "{n} aanbod", and the other way round.
        optional = {"n"} if message.pluralizable else set()
        if placeholders(english) ^ placeholders(foreign) and placeholders(english) ^ placeholders(foreign) != optional:
            wrong.append(f"{english!r} and {foreign!r} have different placeholders")
        if english[:1].isspace() != foreign[:1].isspace() or english[-1:].isspace() != foreign[-1:].isspace():
            wrong.append(f"{english!r} and {foreign!r} differ in the space around them")
    return wrong


def test_translations_have_the_same_placeholders(catalogue: Catalog) -> None:
    assert [wrong for message in entries(catalogue) for wrong in find_misfits(message)] == []


@pytest.mark.parametrize(
    ("english", "foreign", "wrong"),
    [
        ("for {who}", "voor {who}", False),
        ("for {who}", "voor {wie}", True),
        ("for {who}", "voor", True),
        ("for all", "voor {who}", True),
        ("for {who}", " voor {who}", True),
        (("one offer for {who}", "{n} offers for {who}"), ("{n} aanbod voor {who}", "{n} voor {who}"), False),
        (("one offer for {who}", "{n} offers for {who}"), ("een aanbod", "{n} voor {who}"), True),
    ],
)
def test_misfits_are_found(english: str, foreign: str, wrong: bool) -> None:
    assert bool(find_misfits(Message(english, foreign))) is wrong


def test_update_removes_old_texts_and_adds_new_ones_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = Catalog()
    monkeypatch.setattr("reciring.locale.update.LOCALE", tmp_path)
    monkeypatch.setattr("reciring.locale.update.extract", lambda: code)
    code.add("Park the question", locations=[("reciring/a.py", 0)])
    code.add("Undo", locations=[("reciring/a.py", 0)])
    first = update("nl")
    first["Park the question"].string = "Parkeer de vraag"
    first["Undo"].string = "Ongedaan"
    write("nl", first)
    code.delete("Park the question")
    code.add("Park this question", locations=[("reciring/a.py", 0)])
    update("nl")
    assert {str(message.id): message.string for message in entries(read("nl"))} == {
        "Park this question": "",
        "Undo": "Ongedaan",
    }


# Finding texts


def test_marked_texts_are_found() -> None:
    source = b"""
t("plain")
# Translators: who speaks
self.t(
    "by attribute {who}", who=name(t("inside")))
say("conditional" if late else "either")
raise Refused(say(
    "long "
    "one"))
t.plural("{n} offer", "{n} offers", n)
t(variable)
log("not marked")
"""
    found = {
        text: comments
        for _, text, comments, _ in babel_extract(METHODS[0][1], io.BytesIO(source), KEYWORDS, COMMENT_TAGS)
    }
    assert found == {
        "plain": [],
        "by attribute {who}": ["Translators: who speaks"],
        "inside": [],
        "conditional": [],
        "either": [],
        "long one": [],
        ("{n} offer", "{n} offers"): [],
    }


def test_texts_in_templates_are_found() -> None:
    source = b'<h1>{{ t("Open {n}", n=3) }}</h1>{{ plural("{n} offer", "{n} offers", count) }}'
    found = [text for _, text, _, _ in babel_extract(METHODS[1][1], io.BytesIO(source), KEYWORDS)]
    assert found == ["Open {n}", ("{n} offer", "{n} offers")]


def test_f_strings_cannot_be_marked() -> None:
    with pytest.raises(SyntaxError, match="f-string"):
        list(babel_extract(METHODS[0][1], io.BytesIO(b't(f"for {who}")'), KEYWORDS))


def unfilled_placeholders(source: str) -> Iterator[str]:
    """Marked calls whose text has a placeholder that the call does not fill: they would raise an error."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[ast.Constant(value=str(text)), *_]):
                filled = {keyword.arg for keyword in node.keywords}
                if name in ("t", "say", "plural") and None not in filled:
                    missing = placeholders(text) - filled - ({"n"} if name == "plural" else set())
                    if missing:
                        yield f"line {node.lineno}: {text!r} lacks {sorted(missing)}"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_placeholder_is_filled(path: Path) -> None:
    assert list(unfilled_placeholders(path.read_text("utf-8"))) == []


def test_unfilled_placeholders_are_found() -> None:
    assert list(unfilled_placeholders('say("for {who}", name="Anne")')) == ["line 1: 'for {who}' lacks ['who']"]
    assert list(unfilled_placeholders('t("for {who}", who="Anne"); t("for {who}", **placeholders)')) == []


# Translating texts


@pytest.fixture
def dutch(monkeypatch: pytest.MonkeyPatch) -> Translator:
    """A translator with a catalogue of its own."""
    texts = {"for {who}": "voor {who}", "on {day} at {time}": "{day} om {time}", "nobody": "niemand", "": "header"}

    class Texts(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return texts.get(message, message)

        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            return f"{{n}} {'keer' if n == 1 else 'keren'} {{who}}"

    monkeypatch.setattr("gettext.translation", lambda *_args, **_options: Texts())
    return Translator("nl")


def test_texts_are_translated_and_filled(dutch: Translator) -> None:
    assert dutch("nobody") == "niemand"
    assert dutch("for {who}", who="Ann [/x] {y}") == "voor Ann [/x] {y}"
    assert dutch("for {who}") == "voor {who}", "without values the text stays as it is"
    assert dutch("") == ""
    assert dutch("unknown {text}", text="x") == "unknown x"


def test_plural_takes_the_form_for_the_number(dutch: Translator) -> None:
    assert dutch.plural("{n} time {who}", "{n} times {who}", 1, who="Bo") == "1 keer Bo"
    assert dutch.plural("{n} time {who}", "{n} times {who}", 3, who="Bo") == "3 keren Bo"
    assert translator("en").plural("one offer", "{n} offers", 1) == "one offer"
    assert translator("en").plural("one offer", "{n} offers", 0) == "0 offers"


def test_message_translates_the_values_in_it(dutch: Translator) -> None:
    day, time = dt.date(2026, 11, 27), dt.time(14, 32)
    assert dutch.message(say("for {who}", who=say("nobody"))) == "voor niemand"
    assert dutch.message(say("for {who}", who="nobody")) == "voor nobody", "what a person typed is never translated"
    assert dutch.message(say("on {day} at {time}", day=day, time=time)) == "vr 27 nov om 14:32"
    assert translator("en").message(say("on {day} at {time}", day=day, time=time)) == "on Fri 27 Nov at 14:32"
    assert dutch("for {who}", who=dt.datetime(2026, 11, 27, 9, 5)) == "voor vr 27 nov 09:05"
    assert dutch("for {who}", who=3) == "voor 3"


def test_translator_gives_the_same_object_for_each_name_of_a_language() -> None:
    assert translator("nl") is translator("nl_NL.UTF-8") is translator("Nederlands")
    assert translator("nl").language == "nl"
    assert translator("tlh").language == "en"


# Choosing the language


@pytest.mark.parametrize(
    ("name", "language"),
    [
        *((name, "nl") for name in ("nl", "NL", " nl ", "nl_NL.UTF-8", "nl-BE", "nl@euro", "dutch", "Nederlands")),
        *((name, "en") for name in ("en", "en_GB", "EN-us", "English_United Kingdom", "engels")),
        *((name, None) for name in ("", None, "de_DE", "nll", "C", "C.UTF-8", "klingon", "!", "\x00")),
        ("Dutch_Netherlands", "nl"),
    ],
)
def test_normalise_language_knows_codes_locales_and_names(name: str | None, language: str | None) -> None:
    assert normalise_language(name) == language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "nl_NL"}, "nl"),
        ({"LANG": "nl_NL", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "nl_NL", "LC_ALL": ""}, "nl"),
        ({"LANG": "en_GB", "LANGUAGE": "fr:nl:en"}, "nl"),
        ({"LANGUAGE": "nl"}, "nl"),
        ({"LANG": "C", "LANGUAGE": "nl"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANGUAGE": "nl"}, "nl"),
    ],
)
def test_choose_language_follows_the_environment(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert choose_language(None, "") == language


def test_choose_language_takes_the_first_known_candidate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert choose_language("en", "nl") == "en"
    assert choose_language(None, "nonsense", "english", "nl") == "en"
    assert choose_language() == "nl"


def test_choose_language_asks_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.setattr("locale.getlocale", lambda: ("Dutch_Netherlands", "1252"))
    assert _locale_names({}) == ["", "", "Dutch_Netherlands"]
    assert _locale_names({"LANG": "C"}) == ["en"]


# Dates and times


@pytest.mark.parametrize(("language", "babel"), [("nl", "nl"), ("en", "en_GB")])
def test_dates_are_written_as_babel_writes_them(language: str, babel: str) -> None:
    for offset in range(366):
        day = dt.date(2028, 1, 1) + dt.timedelta(days=offset)
        assert format_short_date(day, language) == format_date(day, "EEE d MMM", locale=babel)
        assert format_long_date(day, language) == format_date(day, "EEEE d MMMM y", locale=babel)


@pytest.mark.parametrize("babel", ["nl", "en_GB"])
def test_times_are_written_as_babel_writes_them(babel: str) -> None:
    for hour in range(24):
        time = dt.time(hour, 7 * hour % 60)
        assert format_clock_time(time) == format_time(time, "short", locale=babel)
