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
    from tests.torture import console, world
    from tests.torture.disk import Skipped
    from tests.torture.figures import Figures


def assert_no_losses(figures: Figures) -> None:
    assert not figures.losses, str(figures)


def test_nothing_shown_as_saved_is_lost_by_a_kill() -> None:
    assert_no_losses(console.kills(2, seed=1, longest=0.6))


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "window closed"])
def test_a_console_ended_from_outside_saves_everything_and_leaves_nothing_behind(name: str) -> None:
    assert_no_losses(console.ending(name))


def test_waiting_lines_and_a_half_edited_entry_survive_a_kill() -> None:
    assert_no_losses(console.unentered())


def test_keys_typed_before_the_console_is_there_are_entered() -> None:
    assert_no_losses(console.early(2))


def test_a_ring_begun_before_there_is_a_start_screen_has_its_people() -> None:
    assert_no_losses(console.ahead(2))


def test_a_connection_that_stalls_and_drops_loses_nothing() -> None:
    assert_no_losses(console.stalled())


def test_every_size_is_typed_through() -> None:
    random = Random(0)
    assert_no_losses(console.resize([(random.randint(1, 200), random.randint(1, 60)) for _ in range(60)]))


def test_a_megabyte_can_be_pasted() -> None:
    assert_no_losses(console.flood(1.0))


def test_mouse_noise_takes_no_key() -> None:
    assert_no_losses(console.noise(200))


def test_keys_faster_than_the_screen_keep_their_order() -> None:
    assert_no_losses(console.keys(5))


def test_a_terminal_in_another_encoding_is_read() -> None:
    assert_no_losses(console.other_bytes())


def test_any_keys_in_any_order_do_not_end_the_console() -> None:
    assert_no_losses(console.monkey(80))


def test_hostile_texts_do_not_control_the_terminal() -> None:
    assert_no_losses(console.hostile(5))


def test_clock_jumps_do_not_change_the_countdown() -> None:
    assert_no_losses(console.clock_jumps())


def test_a_change_by_someone_else_is_kept() -> None:
    assert_no_losses(console.edited())


def test_a_crash_loses_nothing_and_reveals_no_texts() -> None:
    assert_no_losses(console.fault())


def test_a_disk_that_hangs_does_not_hang_the_line() -> None:
    assert_no_losses(console.hanging_disk())


def test_a_disk_that_hangs_keeps_nothing_from_ending() -> None:
    assert_no_losses(console.ended_while_hanging())


def test_a_disk_that_hangs_for_good_is_left_for_another() -> None:
    assert_no_losses(console.elsewhere())


def test_a_folder_that_cannot_be_written_is_said_and_left() -> None:
    try:
        figures = console.closed_folder()
    except Skipped as skipped:
        pytest.skip(str(skipped))
    assert_no_losses(figures)


def test_a_second_console_is_read_only_and_a_stale_lock_is_ignored() -> None:
    assert_no_losses(console.two_consoles())


@pytest.mark.parametrize("name", ["TERM=dumb", "TERM unknown", "no TERM", "C locale", "Latin-1", "NO_COLOR"])
def test_an_unusual_terminal_works_or_gets_a_message(name: str) -> None:
    assert_no_losses(console.terminal(name))


def test_a_clock_that_is_set_in_any_process_changes_no_time() -> None:
    assert_no_losses(world.clock_steps(1))


def test_saved_comes_back_on_a_slow_disk_and_never_too_early() -> None:
    assert_no_losses(world.slow_disk(3))


def test_links_stay_links_and_keep_a_second_console_out() -> None:
    assert_no_losses(world.links(1))


def test_keys_in_one_burst_with_the_one_that_leaves_do_nothing() -> None:
    assert_no_losses(world.leaving(2))


def test_what_a_terminal_sends_is_never_typed() -> None:
    assert_no_losses(world.sequences(300))
