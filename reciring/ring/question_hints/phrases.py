"""The words and phrases that the hints for a question look for, Dutch and English at once.

Phrases are separated by commas or line ends, and a star matches the rest of a word. They have no capitals and no
accents, like text that ``fold`` returns. If a word is harmless in some uses (*a speaker on climate change*), the table
has longer phrases instead of the word.
"""

from __future__ import annotations

from collections.abc import Iterable

from reciring.ring.days.words import MONTHS, WEEKDAYS


def _table(*lists: str) -> tuple[str, ...]:
    """Return each phrase once, with spaces around it, to be searched in words that are joined by spaces."""
    phrases = (" ".join(phrase.split()) for words in lists for phrase in words.replace("\n", ",").split(","))
    # Some words are the same in both languages.
    unique = dict.fromkeys(filter(None, phrases))
    return tuple(f" {phrase[:-1]}" if phrase.endswith("*") else f" {phrase} " for phrase in unique)


def _names(tables: Iterable[Iterable[str]], ending: str = "") -> str:
    # In small letters, `may` is more often a verb than a month.
    return ",".join(f"{name}{ending}" for names in tables for name in names if name != "may")


# A text asks something if it, or a part of it, begins with one of these; with a question mark, one of these anywhere.
QUESTION_WORDS = _table(
    """
    wie, hoe, waar, wat, welk, welke, wanneer
    who, whose, how, where, what, which, when
    """
)

# A text with one of these asks for something.
REQUEST_PHRASES = _table(
    """
    zoek, zoeken, gezocht, gevraagd, iemand, help, helpt, helpen, hulp, tip, tips, advies, nodig
    mag ik, mogen wij, mogen we, kan ik, kun je, kan je, kunnen jullie, wil je, willen jullie, zou je, zouden jullie
    zou graag, zouden graag, feedback, i'd like, i'd love, i would like, i would love
    looking for, look for, searching for, somebody, someone, anybody, anyone, advice, i need, we need, could use
    recommend*, may i, can i, could i, can you, could you, would you, will you, do you, does any
    """
)

# Questions that ask why. People answer them with opinions.
WHY_WORDS = _table("waarom, hoezo, why, how come")

# Words that mean something different to everyone.
VAGUE_WORDS = _table(
    """
    samenwerk*, communicatie, communiceren, cultuur, verander*, innovati*, innoveren, duurza*, verbeter*, beter, betere
    meer, draagvlak, verbinding, verbinden, vertrouwen, succes*, geluk, gelukkig*, groei, groeien, kwaliteit, efficient*
    effectie*, impact, strategie*, visie, leiderschap, ontwikkeling, balans, werkdruk, stress, motivatie, motiveren
    inspiratie, inspireren, netwerk*, betrokken*, professionele*, digitalisering, transformatie, anders, zichtbaar*
    diversiteit, inclusi*
    collaborat*, work together, working together, teamwork, communication, culture, innovati*, innovate, sustainab*
    improv*, better, more, real change, change management, trust, success*, happier, happiness, be happy, growth
    quality, effective*, efficient, impact, strategy, vision, leadership, development, work-life balance, workload
    motivat*, inspiration, network*, engagement, involvement, visibility, diversity, inclusion
    """
)

# With one of these the words above are not vague.
VAGUE_EXCEPTIONS = _table("niet meer, geen, nooit meer, meer dan, no more, any more, more than, once more")

# More than a circle of people can do.
TOO_LARGE_PHRASES = _table(
    """
    de wereld, de hele wereld, wereldvrede, het klimaat, de klimaatverandering, de klimaatcrisis, de armoede
    de eenzaamheid, de samenleving, de maatschappij, het systeem veranderen, het onderwijs veranderen, iedereen
    alle mensen, alle collega's, alle medewerkers, alle inwoners, alle burgers, alle jongeren, alle ouderen
    alle problemen, al onze, al mijn problemen, de hele organisatie, het hele bedrijf, de hele gemeente, de hele stad
    het hele land, heel nederland, heel belgie, voorgoed, voor altijd, miljoen, miljoenen, miljard*
    the world, the whole world, world peace, stop climate change, solve climate change, fight climate change
    end poverty, fight poverty, end loneliness, our society, change society, change the system, everyone, everybody
    all people, all colleagues, all employees, all citizens, all residents, all young people, all problems
    all my problems, all of our, all our, the whole organisation, the whole organization, the whole company
    the whole city, the whole country, the entire, forever, for ever, million, millions, billion*
    """
)

# With one of these the words above only mean a welcome, or a group that can be counted.
TOO_LARGE_EXCEPTIONS = _table(
    """
    iedereen welkom, iedereen is welkom, iedereen die, iedereen met, iedereen mag, voor iedereen
    everyone welcome, everyone is welcome, everyone who, everyone with, for everyone
    everybody welcome, everybody is welcome, everybody who, everybody with, for everybody
    """
)

# Phrases with a word such as `for` that gives no reason.
REASON_EXCEPTIONS = _table(
    """
    i am looking for, i'm looking for, we are looking for, we're looking for, looking for, look for, searching for
    """
)

# Words that say who or what it is for, or what the situation of the asker is.
REASON_WORDS = _table(
    """
    omdat, want, zodat, om, voor, mijn, m'n, onze, ons, zonder, voordat, ik ben, wij zijn, we zijn, ik wil, wij willen
    we willen, ik moet, ik heb, we hebben
    because, so that, so i, so we, for, my, our, without, before, i am, i'm, we are, we're, i want, we want, i have
    we have, i'd like, i would like, in order to
    """
)

# Words that say when, how long or how often.
TIME_WORDS = _table(
    _names(WEEKDAYS.values(), "*"),
    _names(MONTHS.values()),
    """
    in may, by may, before may, until may, since may, of may
    vandaag, vanavond, vanmiddag, vanochtend, vanmorgen, morgen*, overmorgen, dag, dagen, week, weken, wekelijks*
    weekend*, maand, maanden, maandelijks*, kwartaal, jaar, jaren, uur, uren, uurtje*, halfuur*, minuut, minuten
    kwartier*, ochtend*, middag*, avond*, lente, voorjaar*, zomer*, herfst*, najaar*, winter*, kerst*, pasen
    vakantie*, deadline, uiterlijk, voordat, vanaf
    today, tonight, tomorrow, day, days, week, weeks, weekly, weekend*, month, months, monthly, quarter, year, years
    hour, hours, minute, minutes, morning*, afternoon*, evening*, spring, summer*, autumn, winter*, christmas, easter
    holiday*, no later than, before, until
    """,
)

# Words that say nothing about the topic. The other words of a question are what it is about.
STOP_WORDS = frozenset(
    """
    de het een der den dit dat die deze er hier daar ik je jij jou jouw jullie u uw hij zij ze wij we me mij mijn m'n
    ons onze hun haar hem zich zelf elkaar men en of maar want dus als dan toen om te van voor in op aan met bij naar
    uit over onder door tegen tot tussen binnen zonder af is ben bent was waren zijn wordt worden heb hebt heeft
    hebben had kan kun kunt kunnen mag mogen moet moeten wil wilt willen zou zouden zal zullen gaat gaan ga doen doe
    doet maken maak maakt krijg krijgt krijgen vind vinden weet weten ken kent kennen zoek zoekt zoeken gezocht
    gevraagd help helpt helpen hulp hulpvraag vraag tip tips advies ervaring iemand mensen wie wat waar hoe welk welke
    wanneer waarom niet geen wel ook al nog even eens graag heel erg zo goed goede beste nodig veel minder ja nee
    iets dingen zaken alles
    the a an this that these those there here i i'm i'd you your he she it we us our they them their me my mine and or
    but so if then to of for in on at with by from out about under through against between without is am are was were
    be been do does did have has had can could may might must should would will shall want wants like know knows
    find look looking search get make go going need needs help helps advice experience somebody someone anybody anyone
    people who whom whose what where how which when why not no any some very really good great best much many less
    please yes question something things stuff everything anything
    """.split()
)
