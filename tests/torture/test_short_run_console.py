"""A short run of each part of ``make torture`` with the console in a real terminal: killed, ended, resized, flooded."""

from __future__ import annotations

import sys
from random import Random

import pytest

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="pseudo-terminals and /proc as Linux has them"),
]
if sys.platform.startswith("linux"):
    from tests.torture import console
    from tests.torture.disk import Skipped
    from tests.torture.figures import Figures


def lossless(figures: Figures) -> None:
    assert not figures.losses, str(figures)


def test_nothing_shown_as_saved_is_lost_by_a_kill() -> None:
    lossless(console.kills(2, seed=1, longest=0.6))


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "window closed"])
def test_ended_from_outside_all_is_saved_and_nothing_stays_behind(name: str) -> None:
    lossless(console.ending(name))


def test_pasted_lines_that_wait_and_a_half_mended_entry_survive_a_kill() -> None:
    lossless(console.unentered())


def test_what_is_typed_before_there_is_a_console_is_entered() -> None:
    lossless(console.early(4))


def test_a_ring_begun_before_there_is_a_start_screen_has_its_people() -> None:
    lossless(console.ahead(2))


def test_a_connection_that_stalls_and_drops_loses_nothing() -> None:
    lossless(console.stalled())


def test_every_size_is_typed_through() -> None:
    random = Random(0)
    lossless(console.resize([(random.randint(1, 200), random.randint(1, 60)) for _ in range(60)]))


def test_a_megabyte_can_be_pasted() -> None:
    lossless(console.flood(1.0))


def test_mouse_noise_takes_no_key() -> None:
    lossless(console.noise(200))


def test_keys_faster_than_the_screen_keep_their_order() -> None:
    lossless(console.keys(5))


def test_a_terminal_in_another_encoding_is_read() -> None:
    lossless(console.other_bytes())


def test_any_keys_in_any_order_end_nothing() -> None:
    lossless(console.monkey(80))


def test_hostile_words_steer_nothing() -> None:
    lossless(console.hostile(5))


def test_time_is_that_of_a_watch_on_the_wall() -> None:
    lossless(console.clock_jumps())


def test_a_change_by_somebody_else_is_kept() -> None:
    lossless(console.edited())


def test_a_fault_of_our_own_loses_and_tells_nothing() -> None:
    lossless(console.fault())


def test_a_disk_that_hangs_does_not_hang_the_line() -> None:
    lossless(console.hanging_disk())


def test_a_disk_that_hangs_keeps_nothing_from_ending() -> None:
    lossless(console.ended_while_hanging())


def test_a_disk_that_hangs_for_good_is_left_for_another() -> None:
    lossless(console.elsewhere())


def test_a_folder_that_cannot_be_written_is_said_and_left() -> None:
    try:
        figures = console.closed_folder()
    except Skipped as skipped:
        pytest.skip(str(skipped))
    lossless(figures)


def test_a_second_console_looks_on_and_a_stale_lock_is_none() -> None:
    lossless(console.two_consoles())


@pytest.mark.parametrize("name", ["TERM=dumb", "TERM unknown", "no TERM", "C locale", "Latin-1", "NO_COLOR"])
def test_an_odd_terminal_is_led_in_or_told_about(name: str) -> None:
    lossless(console.terminal(name))
