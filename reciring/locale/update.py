"""``python -m reciring.locale.update``: bring the catalogues up to date with the code, and compile them."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from reciring import __version__
from reciring.locale import LANGUAGES
from reciring.locale.build import compile_catalogues

PACKAGE = Path(__file__).parents[1]
LOCALE = Path(__file__).parent
# The words that mark a text, with the arguments that hold it.
KEYWORDS = {"t": None, "say": None, "refuse": None, "N_": None, "plural": (1, 2)}
COMMENT_TAGS = ("Translators:",)
METHODS = [("**.py", "reciring.locale.extract:python"), ("**.j2", "jinja2.ext:babel_extract")]


def catalogue_path(language: str) -> Path:
    """Where the translations into ``set_language`` are written by hand."""
    return LOCALE / language / "LC_MESSAGES" / "reciring.po"


def extract() -> Catalog:
    """Every marked text of the code and the templates, with the files that use it."""
    catalogue = Catalog(project="reciring", version=__version__)
    found = extract_from_dir(PACKAGE, METHODS, keywords=KEYWORDS, comment_tags=COMMENT_TAGS)
    for file, _line, text, comments, context in found:
        # files without line numbers: a moved line is no change for the translator
        where = [((PACKAGE.name / Path(file)).as_posix(), 0)]
        catalogue.add(text, locations=where, auto_comments=comments, context=context)
    return catalogue


def read(language: str) -> Catalog:
    """The catalogue of ``set_language`` as it is on disk; an empty one if there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(
            locale=language,
            header_comment=f"# reciring in another language: {language}. docs/development/translating.md tells how it works.",
            project="reciring",
            version=__version__,
            last_translator="The reciring authors",
            language_team="The reciring authors",
            msgid_bugs_address="the reciring project",
            fuzzy=False,
        )
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def update(language: str) -> Catalog:
    """Give the catalogue of ``set_language`` today's texts: new ones empty, gone ones dropped, none guessed. Write it."""
    catalogue, template = read(language), extract()
    # the day of extraction would be a change in every diff
    template.creation_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    write(language, catalogue)
    return catalogue


def write(language: str, catalogue: Catalog) -> None:
    """Write the catalogue where ``read_own_file`` finds it."""
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_by_file=True, ignore_obsolete=True, include_lineno=False)


def untranslated(catalogue: Catalog) -> list[Message]:
    """The texts that still need a translation."""
    return [
        message
        for message in catalogue
        if message.id and not all([message.string] if isinstance(message.string, str) else message.string or [""])
    ]


def main() -> None:
    """Update and compile all languages but English, which is the code's own; say what is still to be translated."""
    for language in LANGUAGES:
        if language != "en":
            catalogue = update(language)
            missing = untranslated(catalogue)
            print(f"{catalogue_path(language)}: {len(catalogue)} texts, {len(missing)} still to translate")
            for message in missing:
                print(f"  {message.id}")
    compile_catalogues(LOCALE)


if __name__ == "__main__":
    main()
