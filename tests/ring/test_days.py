"""Days in both languages, as people type them. The session is on Tuesday 24 November 2026."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.days import find_day, parse_day, suggest_days
from reciring.ring.days.forms import TYPED_FORMS
from reciring.ring.days.words import MONTHS, WEEKDAYS

BASE = dt.date(2026, 11, 24)

# One row: the day, and ways to type it.
UNDERSTOOD = {
    "2026-11-24": (
        "vandaag; today; VANDAAG; Today; vanmiddag; vanavond; tonight; vanochtend; vanmorgen; this afternoon; "
        "this evening; deze middag; vandaag.; today,; 24 nov; 24-11; 24/11/2026; 2026-11-24; di 24 nov; "
        "deze week dinsdag; dinsdag deze week"
    ),
    "2026-11-25": (
        "morgen; tomorrow; Morgen; TOMORROW; morgen.; morgen,; morgen); wo; woe; woens; woensdag; we; wed; "
        "wednesday; Wednesday; komende woensdag; a.s. woensdag; woensdag a.s.; this wednesday; coming wednesday; "
        "morgenochtend; morgenavond; over 1 dag; over een dag; over één dag; in a day; in one day; in 1 day; "
        "over 1 dagen; wo 25 nov; Wednesday, November 25; this week wednesday; eerstvolgende woensdag; "
        "this coming wednesday"
    ),
    "2026-11-26": (
        "overmorgen; day after tomorrow; the day after tomorrow; do; don; dond; donderdag; th; thu; thur; thurs; "
        "thursday; donderdagavond; over 2 dagen; over twee dagen; in two days; in 2 days; Donderdag.; thurs.; "
        "deze donderdag"
    ),
    "2026-11-27": (
        "vr; vr.; vr,; VR; vrij; vrijdag; vrijdag,; vrijdag.; vrijdag!; vrijdag?; vrijdag); fr; fri; Fri.; friday; "
        "Friday; vrijdagmiddag; vrijdagochtend; komende vrijdag; komende vr; aanstaande vrijdag; "
        "vrijdag aanstaande; a.s. vr; this friday; this fri; coming friday; deze vrijdag; eind van de week; "
        "einde van de week; eind vd week; eind v.d. week; eind deze week; eind van deze week; end of the week; "
        "end of week; end of this week; END OF THE WEEK.; Eind week; over 3 dagen; in three days; vr 27 nov; "
        "vr. 27 nov.; vrijdag 27 november 2026; Fri 27 Nov; Friday, November 27, 2026; vr 27-11; "
        "vrijdag 27/11/2026; komende vrijdag 27 november; vrijdag deze week; 27e november"
    ),
    "2026-11-28": (
        "za; zat; zaterdag; sa; sat; Saturday; komende zaterdag; this saturday; zaterdagavond; 28 nov; over vier dagen"
    ),
    "2026-11-29": (
        "zo; zon; zondag; su; sun; SUNDAY; aanstaande zondag; coming sunday; zo.; over 5 dagen; in five days; Nov 29"
    ),
    "2026-11-30": (
        "ma; maa; maandag; MA; mo; mon; Monday; komende maandag; this monday; maandagochtend; volgende week; "
        "next week; Next Week.; volgende ma; volgende maandag; next monday; next mon; volgende week maandag; "
        "next week monday; volgende week ma; maandag volgende week; monday next week; monday of next week; "
        "komende week; komende week maandag; over zes dagen; in six days; eind van de maand; einde van de maand; "
        "eind deze maand; end of the month; end of month; end of this month; eind vd maand; eind november; "
        "end of november; eind nov 2026; 30 nov; 30-11-26"
    ),
    "2026-12-01": (
        "di; din; dins; dinsdag; tu; tue; tues; tuesday; komende dinsdag; aanstaande di; this tuesday; volgende di; "
        "volgende dinsdag; next tuesday; volgende week dinsdag; volgende week di; dinsdag volgende week; "
        "di volgende week; next week tuesday; next week tue; tuesday next week; tues next week; "
        "dinsdag van volgende week; dinsdag, volgende week; volgende maand; next month; komende maand; over een week; "
        "over één week; over 1 week; in a week; in one week; in 7 dagen; over zeven dagen; binnen een week; "
        "within a week; 1 dec; 1 dec.; 1 Dec; 1 december; 1 DECEMBER; 1 december 2026; 1 dec. 2026; 01 dec; "
        "1e december; 1st december; 1st of december; 1ste december; december 1; Dec 1; December 1st; dec. 1; "
        "december 1, 2026; Dec 1 2026; 1-12; 1/12; 01-12; 01/12; 1-12.; 1/12/2026; 1-12-2026; 1-12-26; 01/12/26; "
        "1.12.2026; 2026-12-01; 2026-12-1; 2026/12/01; di 1 dec; 1–12; tuesday december 1; vandaag over een week; "
        "in 1 week"
    ),
    "2026-12-02": (
        "volgende week woensdag; next wed; 2 dec; 2nd december; 2e december; 2de december; morgen over een week; "
        "over 8 dagen"
    ),
    "2026-12-03": (
        "next thursday; volgende do; do volgende week; 3rd december; 3rd of December; 3 dece; donderdag 3 december; "
        "over negen dagen"
    ),
    "2026-12-04": (
        "volgende vrijdag; volgende vr; next friday; next week friday; vr volgende week; eind volgende week; "
        "eind van volgende week; end of next week; 4 december; 4th december; over tien dagen; "
        "vrijdag over een week; friday in a week; volgende vr 4 dec"
    ),
    "2026-12-06": (
        "volgende zondag; next sunday; volgende week zo; zondag volgende week; next week su; in twaalf dagen; "
        "in twelve days"
    ),
    "2026-12-08": (
        "over 2 weken; over twee weken; in 2 weeks; in two weeks; over 14 dagen; 8 dec; over een week of twee; "
        "dinsdag over een week; over 2 wk; over 02 weken"
    ),
    "2026-12-24": "over een maand; over 1 maand; in a month; in one month; within one month; over een mnd; 24 dec",
    "2026-12-31": (
        "eind december; end of december; eind van volgende maand; end of next month; eind van het jaar; "
        "end of the year; 31 dec"
    ),
    "2027-01-01": "1 jan; 1 januari; 1 january; January 1; 1-1; 01/01; 1st of January; vr 1 jan",
    "2027-02-24": (
        "over 3 maanden; over drie maanden; in three months; in 3 months; 24 feb; 24 februari; 24 february; 24-2"
    ),
    "2027-02-28": "eind februari; end of february; 28 feb",
    "2027-03-03": "3 maart; 3 mrt; 3 mrt.; 3 mar; 3 maa; 3 march; 3 mrt 2027; March 3rd; march 3",
    "2027-05-05": "5 mei; 5 may; May 5; 5-5; 5 mei 2027",
    "2027-08-10": "10 aug; 10 augustus; 10 august; Aug. 10",
    "2027-09-09": "9 sept; 9 sep; 9 sept.; 9 september; 9 Sept 2027",
    "2027-10-10": "10 okt; 10 oct; 10 oktober; 10 october",
    "2027-11-23": "23 nov; 23-11; 23/11; 23 november; 23 november 2027",
    "2027-12-01": (
        "1 december 2027; 1 dec 2027; Dec 1 2027; December 1, 2027; 1/12/2027; 1-12-2027; 1/12/27; 2027-12-01; 01-12-27"
    ),
    "2028-02-29": "29 feb; 29 februari; 29-2; 29/02; Feb 29; 29-02-2028; 2028-02-29; eind februari 2028",
    "2025-12-01": "1 december 2025; 1-12-2025; 2025-12-01",
    "2036-11-24": "24 november 2036; over 120 maanden",
}

# Words, the day, and how many words it takes; the other words stay text.
FOLLOWED = [
    ("vr 3 mensen", "2026-11-27", 1),
    ("morgen vroeg", "2026-11-25", 1),
    ("vrijdag ochtend", "2026-11-27", 1),
    ("volgende week om drie uur", "2026-11-30", 2),
    ("volgende week dinsdag om drie uur", "2026-12-01", 3),
    ("1 december 20 stoelen", "2026-12-01", 2),
    ("1 december 1500 euro", "2026-12-01", 2),
    ("8 december eerste keer oefenen in de bibliotheek", "2026-12-08", 2),
    ("donderdag bellen over het archief", "2026-11-26", 1),
    ("over een week of zo", "2026-12-01", 3),
    ("vrijdag; daarna meer", "2026-11-27", 1),
    ("vrijdag. Daarna meer", "2026-11-27", 1),
    ("volgende week, dinsdag komt hij", "2026-11-30", 2),
    ("morgen 1 december", "2026-11-25", 1),
    ("1-12 stuurt zij het", "2026-12-01", 1),
    ("end of the week or later", "2026-11-27", 4),
]

REFUSED = (
    # names, months and numbers alone
    "jan; Jan; mei; december; dec; may; jan 2027; december 2027; 1; 12; 2027; 31; een; twee; 1e; 1st; 1500; "
    # not a word for a day, or less than one
    "m; v; z; w; t; morg; vand; vrijdags; fridays; maandagen; volgende; next; komende; week; month; deze maand; "
    "volgende week's; deze week; this week; over; over 2; over een; in; in 2; in two; weken; eind; end of; "
    "eind van de; einde; van de week; dag; day; of; gisteren; yesterday; straks; ooit; asap; z.s.m.; "
    "zo snel mogelijk; zo spoedig mogelijk; Zo gauw het kan; #morgen; @morgen; >2; volgende tip; next volgende; "
    "over weken; over twee; over dertien weken; over 2,5 weken; over -2 weken; over 0 dagen; in 0 days; "
    "after tomorrow; 1 foo; 1 de; 1 ja; 1 m; december eerste; "
    # impossible days
    "31 feb; 30 feb; 30-2; 31/11; 31 november; 0-5; 0 mei; 00-01; 5-0; 32 dec; 32-1; 1-13; 13/13; 29 feb 2027; "
    "29-2-2027; 2027-02-29; 2027-13-01; 2027-00-10; 31 feb 2028; 1-0-2027; 2027-1-32; 99-99; vr 31 feb; "
    # a weekday and a date that contradict each other
    "vr 1 december; monday december 1; ma 24-11; komende vrijdag 1 december; deze week maandag; "
    # absurd numbers, years out of range
    "over 999999999 dagen; over 99999999999999999999999999 weken; over 9999 maanden; in 9999 months; "
    "over 12345 dagen; 1-12-0000; 1-12-0027; 1-12-9999; 9999-12-31; 0001-01-01; 1-12-127; 1-12-20277; 111-12-2027; "
    "1/12/; /12; -12; 1-; 1-12-; 1--12; 1-12/2027; 1/2/3/4; 1.5; 1.12; vrijdag over een maand; "
    "vrijdag over 3 dagen; ²; ½; 1²-12-12-12; ١-١; -; .; ,; ...; ()"
)


def split(row: str) -> list[str]:
    return [phrase.strip() for phrase in row.split(";")]


ROWS = [(phrase, day) for day, phrases in UNDERSTOOD.items() for phrase in split(phrases)]


@pytest.mark.parametrize(("phrase", "day"), ROWS)
def test_a_typed_day_is_read(phrase: str, day: str) -> None:
    words = phrase.split()
    assert parse_day(words, BASE) == (dt.date.fromisoformat(day), len(words))
    assert parse_day([*words, "belt", "Jan"], BASE) == (dt.date.fromisoformat(day), len(words))


@pytest.mark.parametrize(("phrase", "day", "count"), FOLLOWED)
def test_words_after_the_day_are_not_taken(phrase: str, day: str, count: int) -> None:
    assert parse_day(phrase.split(), BASE) == (dt.date.fromisoformat(day), count)


@pytest.mark.parametrize("phrase", split(REFUSED))
def test_no_day_is_read(phrase: str) -> None:
    assert parse_day(phrase.split(), BASE) is None


def test_empty_and_huge_words_are_not_a_day() -> None:
    assert parse_day([], BASE) is None
    assert parse_day([""], BASE) is None
    assert parse_day(["", "morgen"], BASE) is None
    assert parse_day([";"], BASE) is None
    assert parse_day(["9" * 5000, "dec"], BASE) is None
    assert parse_day(["over", "9" * 5000, "dagen"], BASE) is None


@pytest.mark.parametrize(
    ("base", "phrase", "day"),
    [
        ("2026-11-27", "eind van de week", "2026-11-27"),
        ("2026-11-28", "eind van de week", "2026-12-04"),
        ("2026-11-29", "end of the week", "2026-12-04"),
        ("2026-11-30", "eind van de week", "2026-12-04"),
        ("2026-11-29", "volgende week", "2026-11-30"),
        ("2026-11-30", "volgende week", "2026-12-07"),
        ("2026-11-29", "zondag", "2026-12-06"),
        ("2026-11-29", "volgende zondag", "2026-12-06"),
        ("2026-11-29", "maandag", "2026-11-30"),
        ("2026-11-28", "next week saturday", "2026-12-05"),
        ("2026-01-31", "over een maand", "2026-02-28"),
        ("2028-01-31", "over een maand", "2028-02-29"),
        ("2026-01-31", "over 2 maanden", "2026-03-31"),
        ("2026-10-31", "over 13 maanden", "2027-11-30"),
        ("2026-12-15", "over een maand", "2027-01-15"),
        ("2026-12-15", "volgende maand", "2027-01-01"),
        ("2026-11-30", "eind van de maand", "2026-11-30"),
        ("2028-02-01", "eind van de maand", "2028-02-29"),
        ("2026-12-31", "overmorgen", "2027-01-02"),
        ("2028-02-29", "29 feb", "2028-02-29"),
        ("2028-03-01", "29 feb", "2032-02-29"),
        ("2096-03-01", "29 feb", "2104-02-29"),
        ("2026-12-02", "1 dec", "2027-12-01"),
        ("2026-11-24", "24 nov", "2026-11-24"),
        ("2026-12-10", "eind november", "2027-11-30"),
    ],
)
def test_days_are_relative_to_the_date_of_the_session(base: str, phrase: str, day: str) -> None:
    words = phrase.split()
    assert parse_day(words, dt.date.fromisoformat(base)) == (dt.date.fromisoformat(day), len(words))


@pytest.mark.parametrize(
    "phrase", ["morgen", "vr", "over 12 maanden", "volgende week", "volgende maand", "eind van de maand"]
)
def test_a_day_outside_the_calendar_is_not_read(phrase: str) -> None:
    assert parse_day(phrase.split(), dt.date.max) is None
    assert parse_day(phrase.split(), dt.date.min) is None


FOUND_IN_TEXT = [
    ("stuurt morgen de link", "2026-11-25", "morgen"),
    ("belt volgende week dinsdag", "2026-12-01", "volgende week dinsdag"),
    ("Belt VOLGENDE Week Dinsdag.", "2026-12-01", "VOLGENDE Week Dinsdag"),
    ("komt dinsdag volgende week langs", "2026-12-01", "dinsdag volgende week"),
    ("will call tomorrow, and friday", "2026-11-25", "tomorrow"),
    ("sends it on Friday.", "2026-11-27", "Friday"),
    ("(vrijdag)", "2026-11-27", "vrijdag"),
    ("zegt: 'overmorgen!'", "2026-11-26", "overmorgen"),
    ("stuurt vrijdag, uiterlijk", "2026-11-27", "vrijdag"),
    ("leest donderdagavond mee", "2026-11-26", "donderdagavond"),
    ("belt eind van de week", "2026-11-27", "eind van de week"),
    ("by the end of the month, maybe", "2026-11-30", "end of the month"),
    ("stuurt het over 2 weken op", "2026-12-08", "over 2 weken"),
    ("stuurt het over één week op", "2026-12-01", "over één week"),
    ("in two weeks he will", "2026-12-08", "in two weeks"),
    ("in een volgende week", "2026-11-30", "volgende week"),
    ("op 1 december om tien uur", "2026-12-01", "1 december"),
    ("op 1 dec. om tien uur", "2026-12-01", "1 dec"),
    ("vr 27 nov. lunchen", "2026-11-27", "27 nov"),
    ("vrijdag 27-11 lunchen", "2026-11-27", "vrijdag 27-11"),
    ("on December 1st she", "2026-12-01", "December 1st"),
    ("on Friday, November 27, she", "2026-11-27", "Friday, November 27"),
    ("on 3 May she", "2027-05-03", "3 May"),
    ("de kennisdag op 21 januari, budget 500 euro", "2027-01-21", "21 januari"),
    ("budget 500 euro, klaar op 1/12/2027.", "2027-12-01", "1/12/2027"),
    ("klaar op 2027-12-01", "2027-12-01", "2027-12-01"),
    ("van 9 tot 12 maart", "2027-03-12", "12 maart"),
    ("de volgende vrijdag", "2026-12-04", "volgende vrijdag"),
    ("@vandaag of vrijdag", "2026-11-27", "vrijdag"),
    ("@volgende week dinsdag of woensdag", "2026-11-25", "woensdag"),
    ("@zinloos morgen", "2026-11-25", "morgen"),
    ("@ morgen", "2026-11-25", "morgen"),
    ("elke vrijdag, of morgen", "2026-11-25", "morgen"),
    ("vrijdag 1 december of zaterdag", "2026-11-28", "zaterdag"),
    ("\u00a0belt\tmorgen\n", "2026-11-25", "morgen"),
    ("  mor morgenstond morgen  ", "2026-11-25", "morgen"),
]


@pytest.mark.parametrize(("text", "day", "words"), FOUND_IN_TEXT)
def test_a_day_is_found_in_running_text(text: str, day: str, words: str) -> None:
    assert find_day(text, BASE) == (dt.date.fromisoformat(day), words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "@",
        "jan stuurt zijn oude slides",
        "Jan 2 boeken",
        "zo doen we dat: ma en wo za di vr sa su mo th",
        "do we sat on the sun",
        "he may, and 2 may help",
        "ik heb er 3 maar die zijn oud",
        "in maart 3 workshops, in december meer",
        "1-12 mensen, 1/2 uur, 3/4 klaar",
        "1 of 2 keer, 500 euro, 2027",
        "een ruimte op een zaterdag in maart",
        "elke vrijdag, every monday, per maand",
        "afgelopen vrijdag, last tuesday, vorige week",
        "in de morgen, de hele morgen, goede morgen, goedemorgen, 's morgens",
        "vanmorgen gebeld, vanochtend ook, this morning too",
        "belt zo snel mogelijk",
        "over 999999999 dagen",
        "31 februari of 30-2-2027",
        "stuurt het @morgen",
        "stuurt het @volgende week dinsdag",
        "stuurt het @1 december",
        "info@morgen.example #morgen >morgen .morgen",
        "vrijdag 1 december",
        "\\@morgen",
    ],
)
def test_no_day_is_found_in_running_text(text: str) -> None:
    assert find_day(text, BASE) is None


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        ("m", ["morgen", "maandag", "monday"]),
        ("M", ["morgen", "maandag", "monday"]),
        ("vr", ["vrijdag"]),
        ("vrijdag", ["vrijdag"]),
        ("to", ["tomorrow", "today", "tonight"]),
        ("volgende week di", ["volgende week dinsdag"]),
        ("Next week T", ["next week tuesday", "next week thursday"]),
        ("eind", ["eind van de week", "eind van de maand", "eind van het jaar"]),
        ("ö", ["overmorgen", "over een week"]),
        ("over 2 w", ["over 2 weken", "over 2 weeks"]),
        ("over één m", ["over één maand", "over één month"]),
        ("1 d", ["1 december"]),
        ("1 ", ["1 januari", "1 februari"]),
        ("", ["morgen", "tomorrow"]),
    ],
)
def test_the_most_common_days_are_suggested_first(prefix: str, first: list[str]) -> None:
    assert suggest_days(prefix)[: len(first)] == first


@pytest.mark.parametrize("prefix", ["x", "1", "morgenstond", "1 x", "vr ", "over 2 x", "over  "])
def test_nothing_is_suggested(prefix: str) -> None:
    assert suggest_days(prefix) == []


def test_every_suggestion_is_a_day() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    starts = [
        *letters,
        *(f"{first}{second}" for first in letters for second in letters),
        "volgende week ",
        "next ",
        "over 3 ",
    ]
    offered = {phrase for start in starts for phrase in suggest_days(start)}
    assert {*WEEKDAYS["dutch"], *WEEKDAYS["english"], "volgende week", "next week"} <= offered
    for phrase in offered:
        assert parse_day(phrase.split(), BASE) is not None, phrase


def test_a_weekday_is_read_from_two_letters() -> None:
    for names in WEEKDAYS.values():
        for weekday, name in enumerate(names):
            for length in range(2, len(name) + 1):
                if name[:length] == "maand":
                    assert parse_day(["maand"], BASE) == parse_day(["maandag"], BASE)
                    continue
                for before, earliest in (("", 1), ("komende ", 1), ("this ", 1), ("volgende ", 6), ("next week ", 6)):
                    found = parse_day(f"{before}{name[:length]}".split(), BASE)
                    assert found is not None, name[:length]
                    assert found[0].weekday() == weekday
                    assert earliest <= (found[0] - BASE).days <= earliest + 6


def test_a_month_is_read_from_three_letters() -> None:
    for names in MONTHS.values():
        for month, name in enumerate(names, start=1):
            for length in range(3, len(name) + 1):
                found = parse_day(["5", name[:length]], BASE)
                assert found is not None
                assert (found[0].month, found[0].day, found[1]) == (month, 5, 2)
                assert parse_day(["5", name[:2]], BASE) is None


dates = st.dates(dt.date(1995, 1, 1), dt.date(2090, 12, 31))
seen = {word for phrase, _ in ROWS for word in phrase.split()} | set(REFUSED.replace(";", "").split())
vocabulary = st.sampled_from(sorted(seen))
any_words = st.lists(
    st.one_of(vocabulary, vocabulary, st.text(max_size=8), st.text("0123456789-/.,e ", max_size=8)), max_size=8
)


@given(any_words, st.dates())
def test_any_words_give_a_valid_day_or_none(words: list[str], base: dt.date) -> None:
    found = parse_day(words, base)
    if found is not None:
        day, count = found
        assert 1 <= count <= len(words)
        assert 1900 <= day.year < 2200
        assert parse_day(words[:count], base) == found


@given(any_words, dates, st.sampled_from([" ", "  ", "\t", "\u00a0"]))
def test_a_day_found_in_text_is_read_the_same_when_typed(words: list[str], base: dt.date, space: str) -> None:
    text = space.join(words)
    found = find_day(text, base)
    if found is not None:
        day, named = found
        assert named in text
        assert parse_day(named.split(), base) == (day, len(named.split()))


@given(st.text(), st.dates())
def test_any_text_can_be_read(text: str, base: dt.date) -> None:
    parse_day([text], base)
    parse_day(text.split(), base)
    find_day(text, base)
    suggest_days(text)


@given(dates)
def test_relative_days_are_consistent_with_each_other(base: dt.date) -> None:
    def day(phrase: str) -> dt.date:
        found = parse_day(phrase.split(), base)
        assert found is not None
        assert found[1] == len(phrase.split())
        return found[0]

    monday = base - dt.timedelta(days=base.weekday())
    for weekday, (dutch, english) in enumerate(zip(WEEKDAYS["dutch"], WEEKDAYS["english"], strict=True)):
        assert 1 <= (day(dutch) - base).days <= 7
        assert day(dutch) == day(english) == day(f"komende {dutch}") == day(f"this {english}")
        assert day(f"volgende {dutch}") == day(f"next week {english}") == day(f"{dutch} volgende week")
        assert day(f"volgende {dutch}") == monday + dt.timedelta(days=7 + weekday)
    assert day("volgende week").weekday() == 0
    assert 1 <= (day("next week") - base).days <= 7
    assert day("eind van de week").weekday() == 4
    assert 0 <= (day("end of the week") - base).days <= 6
    assert (day("eind van de maand") + dt.timedelta(days=1)) == day("volgende maand")
    assert day("volgende maand").day == 1
    assert (day("morgen") - base).days == 1 == (day("overmorgen") - day("tomorrow")).days
    assert base.day - 3 <= day("over een maand").day <= base.day


@given(dates, dates)
def test_all_forms_of_a_date_give_the_same_day(day: dt.date, base: dt.date) -> None:
    numbers = f"{day.day}-{day.month}-{day.year}"
    assert parse_day([day.isoformat()], base) == parse_day([numbers], base) == (day, 1)
    for names in MONTHS.values():
        found = parse_day([str(day.day), names[day.month - 1]], base)
        assert found is not None
        assert found[0] >= base
        assert (found[0].day, found[0].month, found[1]) == (day.day, day.month, 2)
        assert parse_day([f"{day.day}/{day.month}"], base) == (found[0], 1)
        assert parse_day([names[day.month - 1], str(day.day)], base) == found


@given(st.integers(1, 400), dates)
def test_days_and_weeks_are_counted(count: int, base: dt.date) -> None:
    for phrase, days in ((f"over {count} dagen", count), (f"in {count} weeks", 7 * count)):
        found = parse_day(phrase.split(), base)
        assert found == (base + dt.timedelta(days=days), 3)


def test_every_form_is_declared_once() -> None:
    rows = [kinds for forms in TYPED_FORMS.values() for kinds, _ in forms]
    assert len(rows) == len(set(rows))


def test_reading_days_imports_no_large_modules() -> None:
    assert not {"calendar", "_strptime", "babel", "dateutil", "msgspec", "textual"} & _loaded_by("reciring.ring.days")


def _loaded_by(module: str) -> set[str]:
    """Return the modules that an import loads, without those that the interpreter has loaded already."""
    code = f"import sys; before = set(sys.modules); import {module}; print(*set(sys.modules) - before)"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
