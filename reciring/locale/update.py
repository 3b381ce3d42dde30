"""Update the catalogues from the code and compile them: ``python -m reciring.locale.update``, or ``make locale``."""

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
KEYWORDS = {"t": None, "say": None, "refuse": None, "N_": None, "plural": (1, 2)}
"""The functions that mark a text, and which arguments are texts (None: the first)."""
COMMENT_TAGS = ("Translators:",)
METHODS = [("**.py", "reciring.locale.extract:extract_python"), ("**.j2", "jinja2.ext:babel_extract")]


def catalogue_path(language: str) -> Path:
    """The .po file of a language. Its translations are written by hand."""
    return LOCALE / language / "LC_MESSAGES" / "reciring.po"


def extract() -> Catalog:
    """All marked texts in the code and the templates, with the files that use them."""
    catalogue = Catalog(project="reciring", version=__version__)
    found = extract_from_dir(PACKAGE, METHODS, keywords=KEYWORDS, comment_tags=COMMENT_TAGS)
    for file, _line, text, comments, context in found:
        # File names without line numbers, so that moving a line does not change the .po file.
        locations = [((PACKAGE.name / Path(file)).as_posix(), 0)]
        catalogue.add(text, locations=locations, auto_comments=comments, context=context)
    return catalogue


def read(language: str) -> Catalog:
    """The catalogue of ``language`` on disk; an empty one if there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(
            locale=language,
            header_comment=f"# reciring in another language: {language}. "
            "docs/development/translating.md tells how it works.",
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
    """Bring the catalogue of ``language`` up to date and write it: new texts are empty, old ones are removed."""
    catalogue, template = read(language), extract()
    # The date of extraction would change the file every time.
    template.creation_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    write(language, catalogue)
    return catalogue


def write(language: str, catalogue: Catalog) -> None:
    """Write the .po file of ``language``."""
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_by_file=True, ignore_obsolete=True, include_lineno=False)


def untranslated(catalogue: Catalog) -> list[Message]:
    """The texts without a translation."""
    return [
        message
        for message in catalogue
        if message.id and not all([message.string] if isinstance(message.string, str) else message.string or [""])
    ]


def main() -> None:
    """Update and compile all languages except English, and print the texts without a translation."""
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
