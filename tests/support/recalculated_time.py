"""A second calculation of the time of a ring: simple and slow, from the rules in docs/reference/time-and-turns.md.

It knows nothing of the code of the ring, and counts second by second.
"""

from __future__ import annotations

TIMED = ("introduction", "formulate", "round", "reflect")


class Recalculated:
    """A ring of people with seat numbers from 1, counted second by second from its beginning."""

    def __init__(self, people: int) -> None:
        self.now = 0
        self.phase = "introduction"
        self.minutes = {
            "introduction": 10,
            "formulate": 5 if people < 10 else 10,
            "round": min(60, max(30, 5 * people)),
            "reflect": 15 if people < 12 else 10,
        }
        self.most, self.least = 300, 90
        self.hard_end: int | None = None
        self.here, self.skipped, self.asked = set(range(1, people + 1)), set[int](), set[int]()
        self.queue: list[int] = []
        self.asker = 0
        self.slot: dict[int, int] = {}
        self.added: dict[int, int] = {}
        self.used: dict[int, int] = {}
        self.paused = False
        self.paused_in_round = 0
        self.in_phase = 0
        self.round_began: int | None = None

    def wait(self, seconds: int) -> None:
        for _ in range(seconds):
            self.now += 1
            if self.paused:
                self.paused_in_round += self.round_began is not None
            else:
                self.in_phase += 1
                if self.asker:
                    self.used[self.asker] = self.used.get(self.asker, 0) + 1

    # --- what happens ------------------------------------------------------------------------------------------------

    def go(self) -> None:
        if self.phase == "round" and self.queue:
            return self.next(self.queue[0])
        self.asker, self.paused, self.in_phase = 0, False, 0
        self.phase = TIMED[TIMED.index(self.phase) + 1]
        if self.phase == "round":
            self.round_began = self.now
            self.queue = sorted(self.here - self.skipped)
        return None

    def next(self, who: int, slot: int | None = None) -> None:
        self.paused = False
        if who in self.queue:
            self.queue.remove(who)
        self.skipped.discard(who)
        self.slot[who] = slot if slot is not None else self.slot_at(self.now, len(self.queue) + 1)
        self.asker = who
        self.asked.add(who)

    def began(self, before: int, seconds: int) -> None:
        """The question began earlier, in the time of the one before it, without a pause in between."""
        self.used[before] -= seconds
        started = self.now - self.used[self.asker] - seconds
        self.used[self.asker] += seconds
        self.slot[self.asker] = self.slot_at(started, len(self.queue) + 1)

    def leave(self, who: int) -> None:
        self.here.discard(who)
        self.drop(who)

    def drop(self, who: int) -> None:
        """Someone does not ask, or not now."""
        if who == self.asker:
            self.asker, self.paused = 0, False
        if who in self.queue:
            self.queue.remove(who)

    def took_a_break(self, seconds: int) -> None:
        """Nothing happened in the last seconds, which count as a pause."""
        self.paused = True
        if self.round_began is not None:
            self.paused_in_round += seconds
        self.in_phase -= seconds
        if self.asker:
            self.used[self.asker] = self.used.get(self.asker, 0) - seconds

    # --- what is shown -----------------------------------------------------------------------------------------------

    def end_of_round(self, round_begins: int) -> int:
        end = (self.round_began if self.round_began is not None else round_begins) + 60 * self.minutes["round"]
        end += self.paused_in_round
        return end if self.hard_end is None else min(end, self.hard_end - 60 * self.minutes["reflect"])

    def slot_at(self, at: int, people: int, end: int | None = None) -> int:
        time, slot = (self.end_of_round(at) if end is None else end) - at, 0
        while (slot + 5) * people <= time:
            slot += 5
        return max(self.least, min(self.most, slot))

    @property
    def left(self) -> int:
        """What is left of the question or of the phase; negative if it is over."""
        if self.asker:
            return self.slot[self.asker] + self.added.get(self.asker, 0) - self.used.get(self.asker, 0)
        if self.phase == "round":
            return self.end_of_round(self.now) - self.now
        return 60 * self.minutes[self.phase] - self.in_phase

    @property
    def waiting(self) -> int:
        if self.phase == "round":
            return len(self.queue)
        return 0 if self.phase == "reflect" else len(self.here - self.skipped)

    @property
    def next_question(self) -> int:
        at = self.now + (max(0, self.left) if self.asker or self.phase != "round" else 0)
        return at + (60 * self.minutes["formulate"] if self.phase == "introduction" else 0)

    @property
    def projected_end(self) -> int:
        at = begins = self.next_question
        for people in range(self.waiting, 0, -1):
            at += self.slot_at(at, people, self.end_of_round(begins))
        return at + (60 * self.minutes["reflect"] if self.phase != "reflect" else 0)

    @property
    def late(self) -> int:
        """In whole minutes; half a minute counts as one."""
        target = self.hard_end if self.hard_end is not None else 60 * sum(self.minutes.values())
        late = self.projected_end - target
        return (late + 30) // 60
