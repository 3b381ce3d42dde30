"""The summary as an outline of headings, entries and rows, for the formats that are lines of text.

``group_summary`` and ``personal_page`` say what there is to read. An outline puts that in the few shapes that the
terminal, Markdown and chat formats share, so that each of those only knows what its lines look like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reciring.report.facilitator_times import FacilitatorTimes, TimedItem, facilitator_times
from reciring.report.group_summary import GroupSummary, QuestionView, group_summary
from reciring.report.options import Options
from reciring.report.personal_page import PersonalPage, ReceivedOffer, personal_page
from reciring.report.view_models import MeetingView, OfferView, PromiseView, StatementView, ViewModel
from reciring.report.wording import format_duration
from reciring.ring.session import Session


class EntryRow(ViewModel, frozen=True, kw_only=True):
    """A row: kind, who, text and day. An empty part is left out."""

    kind: str = ""
    who: str = ""
    who_missing: bool = False
    """Whether ``who`` asks for a name, because the helper is not known yet."""
    text: str = ""
    stars: int = 0
    when: str = ""
    day_missing: bool = False
    """Whether ``when`` asks for a day, because none is known yet."""
    detail: str = ""
    """Shown less strongly: an address, the other helpers, or that the offer is private."""
    checkbox: bool = False


class Remark(ViewModel, frozen=True, kw_only=True):
    """A line in small print below an entry."""

    label: str
    text: str


class Entry(ViewModel, frozen=True, kw_only=True):
    """A title, a text and rows. Each of them can be missing."""

    number: int = 0
    """The seat number; 0 for none."""
    title: str = ""
    detail: str = ""
    """Shown less strongly after the title: an organisation."""
    text: str = ""
    known: bool = True
    """Whether ``text`` was said by a participant; if not, it says that nobody wrote it down."""
    rows: tuple[EntryRow, ...] = ()
    empty_text: str = ""
    """What is shown if there are no rows."""
    remarks: tuple[Remark, ...] = ()


class Grid(ViewModel, frozen=True, kw_only=True):
    """A table of numbers; its first column is text."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(ViewModel, frozen=True, kw_only=True):
    """A heading with entries, a grid or sentences."""

    key: str = ""
    """By which a format can leave the section out."""
    heading: str
    urgent: bool = False
    entries: tuple[Entry, ...] = ()
    grid: Grid | None = None
    sentences: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        if self.grid or self.sentences:
            return False
        return not any(entry.title or entry.text or entry.rows or entry.empty_text for entry in self.entries)


class Outline(ViewModel, frozen=True, kw_only=True):
    """A whole summary or personal page, without empty sections."""

    language: str
    mark: str
    """A warning that this copy is not for participants; empty if it is."""
    title: str
    subtitle: str
    gained: str
    """What the ring brought, in sentences; empty on a personal page."""
    sections: tuple[Section, ...]
    footer: tuple[str, ...]
    """Sentences."""


def build_outline(session: Session, options: Options) -> Outline:
    """Return the outline of the group's summary, or of the personal page of ``options.who``."""
    t = options.translator(session)
    if options.who is not None:
        return _personal_outline(personal_page(session, options.who, t))
    return _group_outline(group_summary(session, t), facilitator_times(session, t) if options.speaking_time else None)


def _group_outline(summary: GroupSummary, times: FacilitatorTimes | None) -> Outline:
    words = summary.words
    sections = [
        Section(
            key="open",
            heading=words.open,
            urgent=True,
            entries=(_untitled(EntryRow(who=it.asker, text=it.text, detail=it.why) for it in summary.open),),
        ),
        Section(
            key="questions",
            heading=words.questions,
            entries=tuple(_question_entry(question, summary) for question in summary.questions),
        ),
        Section(
            key="promises",
            heading=words.promises,
            entries=tuple(Entry(title=it.who, rows=tuple(map(_promise_row, it.items))) for it in summary.promises),
        ),
        Section(
            heading=words.meetings,
            entries=(_untitled(EntryRow(who=it.who, text=it.text, when=it.when) for it in summary.meetings),),
        ),
        _statements(words.surprised, summary.surprised),
        _statements(words.received, summary.received),
        _statements(words.steps, summary.steps),
        _statements(words.notes, summary.notes),
        Section(
            heading=words.contacts,
            entries=(
                _untitled(EntryRow(who=it.name, text=it.email, detail=it.organisation) for it in summary.contacts),
            ),
        ),
        *(_time_sections(times) if times else ()),
    ]
    return Outline(
        language=summary.language,
        mark=times.words.mark if times else "",
        title=summary.title,
        subtitle=_joined(summary.subtitle, summary.led_by),
        gained=summary.empty or summary.gained,
        sections=tuple(section for section in sections if not section.is_empty),
        footer=tuple(filter(None, (summary.again, summary.corrections, summary.discretion))),
    )


def _personal_outline(page: PersonalPage) -> Outline:
    words = page.words

    def private(it: StatementView | MeetingView) -> str:
        return words.private if it.private else ""

    question = Entry(
        text=page.question,
        known=page.known,
        remarks=(
            *(Remark(label=_joined(words.notes, private(it)), text=_with_name(it, page.name)) for it in page.notes),
        ),
    )
    received = tuple(_received_row(it, words.private, words.nobody) for it in page.received)
    promised = tuple(_promise_row(it, words.private, checkbox=True) for it in page.promised)
    steps = tuple(EntryRow(text=it.text, when=it.when, detail=private(it), checkbox=True) for it in page.next)
    sections = [
        Section(
            heading=_joined(words.question, words.private if page.question_private else ""),
            entries=(question,) if page.question or page.notes else (),
        ),
        # A facilitator without a seat asked nothing, so there is no "No offer yet." for them.
        Section(
            heading=words.received,
            entries=(Entry(rows=received, empty_text=words.nothing_received),) if page.seat else (),
        ),
        Section(
            heading=words.mentioned,
            entries=(_untitled(EntryRow(who=it.who, text=it.text) for it in page.mentioned),),
        ),
        Section(heading=words.promised, entries=(Entry(rows=promised, empty_text=words.nothing_promised),)),
        Section(
            heading=words.meetings,
            entries=(
                _untitled(
                    EntryRow(
                        who=it.who, text=it.text, when=it.when, detail=_joined(it.reach, private(it)), checkbox=True
                    )
                    for it in page.meetings
                ),
            ),
        ),
        Section(
            heading=words.said, entries=(_untitled(EntryRow(text=it.text, detail=private(it)) for it in page.said),)
        ),
        Section(heading=words.next, entries=(Entry(rows=steps, empty_text=words.own_step),)),
    ]
    return Outline(
        language=page.language,
        mark="",
        title=page.name,
        subtitle=_joined(page.organisation, page.title, page.subtitle),
        gained="",
        sections=tuple(section for section in sections if not section.is_empty),
        footer=tuple(filter(None, (page.again, page.corrections, page.discretion))),
    )


def _question_entry(question: QuestionView, summary: GroupSummary) -> Entry:
    words = summary.words
    return Entry(
        number=question.seat,
        title=question.asker,
        detail=question.organisation,
        text=question.text,
        known=question.known,
        rows=tuple(_offer_row(offer, words.nobody) for offer in question.offers),
        empty_text=question.remark,
        remarks=(
            *(Remark(label=words.mentioned, text=_with_name(offer)) for offer in question.mentioned),
            *(Remark(label=words.notes, text=_with_name(note, question.asker)) for note in question.notes),
        ),
    )


def _offer_row(offer: OfferView, nobody: str, detail: str = "") -> EntryRow:
    return EntryRow(
        kind=offer.kind,
        who=offer.who or nobody,
        who_missing=not offer.who,
        text=offer.text,
        stars=offer.stars,
        when=offer.when,
        day_missing=offer.due is None,
        detail=detail,
    )


def _received_row(received: ReceivedOffer, private: str, nobody: str) -> EntryRow:
    return _offer_row(received.offer, nobody, _joined(private if received.offer.private else "", *received.reach))


def _promise_row(promise: PromiseView, private: str = "", *, checkbox: bool = False) -> EntryRow:
    together = f"+ {promise.together}" if promise.together else ""
    return EntryRow(
        kind=promise.kind,
        who=f"→ {promise.to}",
        text=promise.text,
        when=promise.when,
        day_missing=promise.due is None,
        detail=_joined(together, promise.reach, private if promise.private else ""),
        checkbox=checkbox,
    )


def _statements(heading: str, statements: Iterable[StatementView]) -> Section:
    rows = (EntryRow(who=it.who, text=it.text, when=it.when) for it in statements)
    return Section(heading=heading, entries=(_untitled(rows),))


def _untitled(rows: Iterable[EntryRow]) -> Entry:
    return Entry(rows=tuple(rows))


def _with_name(it: OfferView | StatementView, known: str = "") -> str:
    """Return the text after the name of the person who said it, unless that is empty or ``known`` to the reader."""
    return f"{it.who}: {it.text}" if it.who and it.who != known else it.text


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _time_sections(times: FacilitatorTimes) -> Iterator[Section]:
    words = times.words
    heads = ("", words.planned, words.added, words.actual, words.over)
    rows = tuple(_time_row(it) for it in (*times.phases, *times.questions))
    yield Section(heading=words.times, grid=Grid(heads=heads, rows=rows) if rows else None)
    if times.speaking:
        speaking = tuple(
            (it.name, format_duration(it.own), format_duration(it.helping), format_duration(it.other))
            for it in times.speaking
        )
        yield Section(
            heading=words.speaking,
            grid=Grid(heads=("", words.own, words.helping, words.other), rows=speaking),
            sentences=times.balance,
        )


def _time_row(it: TimedItem) -> tuple[str, ...]:
    return (
        it.name,
        format_duration(it.planned),
        *(format_duration(seconds) if seconds else "" for seconds in (it.added, it.actual, it.over)),
    )
