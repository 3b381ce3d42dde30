"""The summary as an outline: headings, entries and rows, for the forms that are written in lines of text.

``content`` says what there is to read; here it is put in the few shapes that a terminal, Markdown and a message share,
so that each of those only knows how its own lines look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reciring.report.facilitator_times import TimedItem, Times, facilitator_times, format_duration
from reciring.report.group_summary import group_summary
from reciring.report.options import Options
from reciring.report.view_models import GroupSummary, OfferView, PromiseView, QuestionView, StatementView, ViewModel
from reciring.ring.session import Session

if TYPE_CHECKING:
    from reciring.report.personal_page import PersonalPage, ReceivedOffer


class EntryRow(ViewModel, frozen=True, kw_only=True):
    """One row: of what kind, who, the words, the day."""

    kind: str = ""
    who: str = ""
    unsure: bool = False
    """``who`` is a question: nobody is known yet."""
    text: str = ""
    stars: int = 0
    when: str = ""
    vague: bool = False
    """``when`` is a question: no day is known yet."""
    aside: str = ""
    """In small print: an address, who else, that it is private."""
    box: bool = False
    """It is to be ticked."""


class Remark(ViewModel, frozen=True, kw_only=True):
    """A line in small print below an entry."""

    label: str
    text: str


class Entry(ViewModel, frozen=True, kw_only=True):
    """Something with a title of its own and rows below it; without a title only the rows."""

    number: int = 0
    title: str = ""
    aside: str = ""
    text: str = ""
    known: bool = True
    """Whether ``text`` is what somebody said; if not, it says that nobody wrote it down."""
    items: tuple[EntryRow, ...] = ()
    nothing: str = ""
    """What stands there instead of rows."""
    remarks: tuple[Remark, ...] = ()


class Grid(ViewModel, frozen=True, kw_only=True):
    """A table of figures: the first column is text, the others are numbers."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(ViewModel, frozen=True, kw_only=True):
    """A heading and what stands below it."""

    key: str = ""
    """For a form that leaves some out."""
    heading: str
    urgent: bool = False
    entries: tuple[Entry, ...] = ()
    grid: Grid | None = None
    sentences: tuple[str, ...] = ()


class Outline(ViewModel, frozen=True, kw_only=True):
    """A whole summary or a person's page."""

    language: str
    mark: str
    """A warning that this copy is not to be handed out, or nothing."""
    title: str
    subtitle: str
    counts: str
    sections: tuple[Section, ...]
    foot: tuple[str, ...]


def build_outline(session: Session, options: Options) -> Outline:
    """The group's summary, or one person's own page."""
    t = options.translator(session)
    if options.who is not None:
        from reciring.report.personal_page import personal_page

        return _page(personal_page(session, options.who, t))
    return _summary(group_summary(session, t), facilitator_times(session, t) if options.speaking_time else None)


def _summary(it: GroupSummary, facts: Times | None) -> Outline:
    words = it.words
    sections = [
        Section(key="open", heading=words.open, urgent=True, entries=(_rows(_opens(it)),)),
        Section(
            key="questions",
            heading=words.questions,
            entries=tuple(_question(question, it) for question in it.questions),
        ),
        Section(
            key="promises",
            heading=words.promises,
            entries=tuple(Entry(title=each.who, items=tuple(map(_promise, each.items))) for each in it.promises),
        ),
        Section(
            heading=words.meetings,
            entries=(_rows(EntryRow(who=m.who, text=m.text, when=m.when) for m in it.meetings),),
        ),
        _said(words.surprised, it.surprised),
        _said(words.received, it.received),
        _said(words.steps, it.steps),
        _said(words.notes, it.notes),
        Section(
            heading=words.contacts,
            entries=(_rows(EntryRow(who=c.name, text=c.email, aside=c.organisation) for c in it.contacts),),
        ),
        *(_times(facts) if facts else ()),
    ]
    return Outline(
        language=it.language,
        mark=facts.words.mark if facts else "",
        title=it.title,
        subtitle=" · ".join(filter(None, (it.subtitle, it.led_by))),
        counts=it.empty or " · ".join(f"{count.n} {count.label}" for count in it.counts),
        sections=tuple(filter(_filled, sections)),
        foot=tuple(filter(None, (it.again, it.corrections, it.discretion))),
    )


def _page(it: PersonalPage) -> Outline:
    words = it.words
    question = Entry(
        text=it.question,
        known=it.known,
        remarks=tuple(Remark(label=words.notes, text=_by(note, it.name)) for note in it.notes),
    )
    received = tuple(_received(one, words.private, words.nobody) for one in it.received)
    promised = tuple(_promise(one, words.private, box=True) for one in it.promised)
    meetings = (EntryRow(who=m.who, text=m.text, when=m.when, aside=m.reach, box=True) for m in it.meetings)
    mentioned = (EntryRow(who=offer.who, text=offer.text) for offer in it.mentioned)
    sections = [
        Section(heading=words.question, entries=(question,) if it.question or it.notes else ()),
        # whoever only led the ring asked nothing, and is not told that nothing came of it
        Section(
            heading=words.received,
            entries=(Entry(items=received, nothing=words.nothing_received),) if it.seat else (),
        ),
        Section(heading=words.mentioned, entries=(_rows(mentioned),)),
        Section(heading=words.promised, entries=(Entry(items=promised, nothing=words.nothing_promised),)),
        Section(heading=words.meetings, entries=(_rows(meetings),)),
        Section(heading=words.said, entries=(_rows(EntryRow(text=said.text) for said in it.said),)),
        Section(
            heading=words.next,
            entries=(
                Entry(
                    items=tuple(EntryRow(text=step.text, when=step.when, box=True) for step in it.next),
                    nothing=words.own_step,
                ),
            ),
        ),
    ]
    return Outline(
        language=it.language,
        mark="",
        title=it.name,
        subtitle=" · ".join(filter(None, (it.organisation, it.title, it.subtitle))),
        counts="",
        sections=tuple(filter(_filled, sections)),
        foot=tuple(filter(None, (it.again, it.corrections, it.discretion))),
    )


def _opens(it: GroupSummary) -> Iterator[EntryRow]:
    for one in it.open:
        yield EntryRow(who=one.asker, text=one.text, aside=one.why)


def _question(it: QuestionView, summary: GroupSummary) -> Entry:
    words = summary.words
    return Entry(
        number=it.seat,
        title=it.asker,
        aside=it.organisation,
        text=it.text,
        known=it.known,
        items=tuple(_offer(offer, words.nobody) for offer in it.offers),
        nothing=words.no_offer,
        remarks=(
            *(Remark(label=words.mentioned, text=_by(offer)) for offer in it.mentioned),
            *(Remark(label=words.notes, text=_by(note, it.asker)) for note in it.notes),
        ),
    )


def _offer(it: OfferView, nobody: str, aside: str = "") -> EntryRow:
    return EntryRow(
        kind=it.kind,
        who=it.who or nobody,
        unsure=not it.who,
        text=it.text,
        stars=it.stars,
        when=it.when,
        vague=it.due is None,
        aside=aside,
    )


def _received(it: ReceivedOffer, private: str, nobody: str) -> EntryRow:
    return _offer(it.offer, nobody, _aside(private if it.offer.private else "", *it.reach))


def _promise(it: PromiseView, private: str = "", *, box: bool = False) -> EntryRow:
    together = f"+ {it.together}" if it.together else ""
    return EntryRow(
        kind=it.kind,
        who=f"→ {it.to}",
        text=it.text,
        when=it.when,
        vague=it.due is None,
        aside=_aside(together, it.reach, private if it.private else ""),
        box=box,
    )


def _said(heading: str, said: Iterable[StatementView]) -> Section:
    return Section(heading=heading, entries=(_rows(EntryRow(who=it.who, text=it.text, when=it.when) for it in said),))


def _rows(items: Iterable[EntryRow]) -> Entry:
    return Entry(items=tuple(items))


def _by(it: OfferView | StatementView, but: str = "") -> str:
    """The words and whose they are, unless that is ``but``."""
    return f"{it.who}: {it.text}" if it.who and it.who != but else it.text


def _aside(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _filled(section: Section) -> bool:
    if section.grid or section.sentences:
        return True
    return any(entry.title or entry.text or entry.items or entry.nothing for entry in section.entries)


def _times(facts: Times) -> Iterator[Section]:
    words = facts.words
    heads = ("", words.planned, words.added, words.actual, words.over)
    rows = tuple(_timed(it) for it in (*facts.phases, *facts.questions))
    yield Section(heading=words.times, grid=Grid(heads=heads, rows=rows) if rows else None)
    if facts.speaking:
        spoke = tuple(
            (it.name, format_duration(it.own), format_duration(it.helping), format_duration(it.other))
            for it in facts.speaking
        )
        yield Section(
            heading=words.speaking,
            grid=Grid(heads=("", words.own, words.helping, words.other), rows=spoke),
            sentences=facts.balance,
        )


def _timed(it: TimedItem) -> tuple[str, ...]:
    return (
        it.name,
        format_duration(it.planned),
        *(format_duration(n) if n else "" for n in (it.added, it.actual, it.over)),
    )
