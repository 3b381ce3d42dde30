"""What only the facilitator's copy has: planned and real time, and speaking times, as plain data."""

from __future__ import annotations

from reciring.locale import Translator
from reciring.report.statistics import Statistics, summary_statistics
from reciring.report.view_models import ViewModel
from reciring.ring.session import PHASE_TITLES, Phase, Session


class TimedItem(ViewModel, frozen=True, kw_only=True):
    """A step or a question; all times are in seconds."""

    name: str
    planned: float | None
    """None for a question that was never asked."""
    added: float = 0
    actual: float
    over: float


class SpeakingTime(ViewModel, frozen=True, kw_only=True):
    """How many seconds a participant spoke: in their own question, in those of others, and outside questions."""

    name: str
    own: float
    helping: float
    other: float


class TimeHeadings(ViewModel, frozen=True, kw_only=True):
    """The headings of the sections and columns."""

    mark: str
    """The warning that this copy is not for participants."""
    times: str
    planned: str
    added: str
    actual: str
    over: str
    speaking: str
    own: str
    helping: str
    other: str


class FacilitatorTimes(ViewModel, frozen=True, kw_only=True):
    """The part of the summary that is for the facilitator only."""

    phases: tuple[TimedItem, ...]
    questions: tuple[TimedItem, ...]
    speaking: tuple[SpeakingTime, ...]
    """In seat order; empty if nobody's speaking time was measured."""
    balance: tuple[str, ...]
    """Sentences; empty if nobody spoke."""
    words: TimeHeadings


def facilitator_times(session: Session, t: Translator) -> FacilitatorTimes:
    """Return the times of ``session`` up to its last event."""
    statistics = summary_statistics(session, speaking_time=True)
    speaking = [
        SpeakingTime(name=name, own=it["own_s"], helping=it["helping_s"], other=it["other_s"])
        for name, it in statistics["speaking"].items()
    ]
    return FacilitatorTimes(
        phases=tuple(_phase(it, t) for it in statistics["phases"]),
        questions=tuple(
            TimedItem(
                name=it["asker"],
                planned=it["slot_s"],
                added=it["added_s"],
                actual=it["used_s"],
                over=it["over_s"],
            )
            for it in statistics["questions"]
        ),
        speaking=tuple(speaking) if any(it.own or it.helping or it.other for it in speaking) else (),
        balance=tuple(_balance(statistics["balance"], t)),
        words=TimeHeadings(
            mark=t("Facilitator's copy, with speaking times. Do not share it."),
            times=t("Planned and actual time"),
            planned=t("planned"),
            added=t("added"),
            actual=t("actual"),
            over=t("over"),
            speaking=t("Speaking time"),
            own=t("own question"),
            helping=t("helping"),
            other=t("other"),
        ),
    )


def _phase(phase: Statistics, t: Translator) -> TimedItem:
    planned, actual = phase["planned_s"], phase["actual_s"]
    return TimedItem(
        name=t(PHASE_TITLES[Phase(phase["phase"])]), planned=planned, actual=actual, over=max(0, actual - planned)
    )


def _balance(balance: Statistics, t: Translator) -> list[str]:
    helping, total = (_decimal(balance[key], t) for key in ("helping", "total"))
    sentences = []
    if helping:
        sentences.append(t("Balance in helping: {n} (1 = everyone equally long, 0 = only one person).", n=helping))
    if total:
        sentences.append(t("Balance with everyone's own question included: {n}.", n=total))
    return sentences


def _decimal(number: float | None, t: Translator) -> str:
    """Return a number with two decimals, after a comma in Dutch; empty for None."""
    if number is None:
        return ""
    return f"{number:.2f}".replace(".", "," if t.language == "nl" else ".")
