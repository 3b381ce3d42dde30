"""Planned and real time, and who spoke how long: what only the facilitator's own copy says, as plain data."""

from __future__ import annotations

from reciring.locale import Translator
from reciring.report.group_summary import question_text
from reciring.report.statistics import Numbers, questions_in_order, summary_statistics
from reciring.report.view_models import ViewModel
from reciring.ring.session import PHASE_TITLES, Phase, Session


class TimedItem(ViewModel, frozen=True, kw_only=True):
    """A phase or a question: seconds it was to take, took, and went over."""

    name: str
    text: str = ""
    planned: float | None
    """None of a question that was never asked."""
    added: float = 0
    actual: float
    over: float


class SpeakingTime(ViewModel, frozen=True, kw_only=True):
    """Seconds somebody spoke: in the own question, in others', and while no question was open."""

    name: str
    own: float
    helping: float
    other: float


class TimeHeadings(ViewModel, frozen=True, kw_only=True):
    """Headings and column heads."""

    mark: str
    """What keeps this copy from being handed out."""
    times: str
    planned: str
    added: str
    actual: str
    over: str
    speaking: str
    own: str
    helping: str
    other: str


class Times(ViewModel, frozen=True, kw_only=True):
    """The facilitator's part of the summary."""

    phases: tuple[TimedItem, ...]
    questions: tuple[TimedItem, ...]
    speaking: tuple[SpeakingTime, ...]
    """In seat order; empty if speaking time was not kept."""
    fair: float
    """Seconds of helping for each, had all who are present helped equally long."""
    balance: tuple[str, ...]
    """Sentences; none while nobody spoke."""
    words: TimeHeadings


def facilitator_times(session: Session, t: Translator) -> Times:
    """The times of ``session`` until its last fact."""
    found = summary_statistics(session, speaking_time=True)
    spoken = [
        SpeakingTime(name=name, own=it["own_s"], helping=it["helping_s"], other=it["other_s"])
        for name, it in found["speaking"].items()
    ]
    present = {session.name(who) for who in session.present}
    return Times(
        phases=tuple(_phase(it, t) for it in found["phases"]),
        questions=tuple(
            TimedItem(
                name=it["asker"],
                text=question_text(question, t),
                planned=it["slot_s"],
                added=it["added_s"],
                actual=it["used_s"],
                over=it["over_s"],
            )
            for question, it in zip(questions_in_order(session), found["questions"], strict=True)
        ),
        speaking=tuple(spoken) if any(it.own or it.helping or it.other for it in spoken) else (),
        fair=sum(it.helping for it in spoken if it.name in present) / max(1, len(present)),
        balance=tuple(_balance(found["balance"], t)),
        words=TimeHeadings(
            mark=t("The facilitator's own copy: it has speaking times. Please do not hand it out."),
            times=t("Planned and real time"),
            planned=t("planned"),
            added=t("added"),
            actual=t("real"),
            over=t("over"),
            speaking=t("Speaking time"),
            own=t("own question"),
            helping=t("helping"),
            other=t("otherwise"),
        ),
    )


def format_duration(seconds: float | None) -> str:
    """Seconds as ``4:35`` or ``1:16:24``; nothing of None."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(abs(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    sign = "−" if round(seconds) < 0 else ""
    return f"{sign}{hours}:{minutes:02}:{rest:02}" if hours else f"{sign}{minutes}:{rest:02}"


def _phase(found: Numbers, t: Translator) -> TimedItem:
    planned, actual = found["planned_s"], found["actual_s"]
    return TimedItem(
        name=t(PHASE_TITLES[Phase(found["phase"])]), planned=planned, actual=actual, over=max(0, actual - planned)
    )


def _balance(found: Numbers, t: Translator) -> list[str]:
    helping, total = (_decimal(found[key], t) for key in ("helping", "total"))
    said = []
    if helping:
        said.append(t("Balance of helping: {n} (1 is all equally long, 0 is one voice).", n=helping))
    if total:
        said.append(t("Balance with everybody's own question: {n}.", n=total))
    return said


def _decimal(number: float | None, t: Translator) -> str:
    """With two decimals, behind a comma in Dutch; nothing of None."""
    if number is None:
        return ""
    return f"{number:.2f}".replace(".", "," if t.language == "nl" else ".")
