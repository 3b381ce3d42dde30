"""Codes, tokens and devices: who is let in, and what survives a restart."""

from __future__ import annotations

import datetime as dt
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.store.access import Role
from reciring.store.backups import access_path
from reciring.web.access import CODE_LETTERS, AccessList, normalise_code

NOW = dt.datetime(2026, 11, 24, 13, tzinfo=dt.UTC)


@pytest.fixture
def access(tmp_path: Path) -> AccessList:
    return AccessList(tmp_path / "ring.toml")


@given(code=st.text(CODE_LETTERS, min_size=6, max_size=10), data=st.data())
def test_a_code_is_accepted_as_people_type_it(code: str, data: st.DataObject) -> None:
    look_alike = {"0": "0Oo", "1": "1IiLl", "V": "VvUu"}
    typed = "".join(
        data.draw(st.sampled_from(look_alike.get(letter, letter + letter.lower())))
        + data.draw(st.sampled_from(("", " ", "-")))
        for letter in code
    )
    assert normalise_code(typed) == code


def test_codes_admit_to_their_own_role_and_no_other_text_admits(access: AccessList) -> None:
    assert access.role_of_code(access.access.code.lower()) is Role.PHONE
    assert access.role_of_code(access.access.typist_code) is Role.TYPIST
    for wrong in ("", "ABCDEF", access.access.code + "A", access.access.typist_code[:6], "é" * 6):
        assert access.role_of_code(wrong) is None


def test_a_token_is_valid_after_a_restart_and_is_nowhere_on_the_disk(access: AccessList, tmp_path: Path) -> None:
    device, token = access.add_device(Role.PHONE, NOW)
    file = access_path(tmp_path / "ring.toml")
    assert token.encode() not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = AccessList(tmp_path / "ring.toml")
    assert again.device(token) == device
    assert again.access.code == access.access.code
    assert again.device(token[:-1]) is None
    assert again.device("") is None


def test_revoking_makes_every_token_and_code_worthless(access: AccessList, tmp_path: Path) -> None:
    _, token = access.add_device(Role.PHONE, NOW)
    old = access.access
    access.revoke_all()
    for found in (access, AccessList(tmp_path / "ring.toml")):
        assert found.device(token) is None
        assert found.role_of_code(old.code) is None
        assert found.access.ring != old.ring


def test_the_first_device_of_a_name_is_confirmed_and_the_second_waits(access: AccessList) -> None:
    first, _ = access.add_device(Role.PHONE, NOW)
    second, _ = access.add_device(Role.PHONE, NOW)
    first = access.choose_name(first, "p4")
    second = access.choose_name(second, "p4")
    assert [place.confirmed for place in (*first.seats, *second.seats)] == [True, False]
    assert access.confirm(second, "p4").seats[0].confirmed
    assert [device.id for device in access.holders("p4")] == [first.id, second.id]
    assert access.give_up_name(first, "p4").seats == ()


def test_choosing_a_name_again_changes_nothing(access: AccessList) -> None:
    device, _ = access.add_device(Role.PHONE, NOW)
    device = access.choose_name(device, "p4")
    assert access.choose_name(device, "p4") == device


def test_a_damaged_file_starts_with_new_codes(access: AccessList, tmp_path: Path) -> None:
    old = access.access.code
    access_path(tmp_path / "ring.toml").write_bytes(b'{"ring": "ab')
    assert AccessList(tmp_path / "ring.toml").access.code != old


def test_devices_that_join_at_the_same_moment_are_all_kept(access: AccessList, tmp_path: Path) -> None:
    def join(number: int) -> str:
        device, token = access.add_device(Role.PHONE, NOW)
        access.choose_name(device, f"p{number % 3}")
        return token

    with ThreadPoolExecutor(12) as pool:
        tokens = list(pool.map(join, range(60)))
    again = AccessList(tmp_path / "ring.toml")
    assert all(again.device(token) for token in tokens)
    for who in ("p0", "p1", "p2"):
        assert [place.confirmed for device in again.holders(who) for place in device.seats].count(True) == 1


def test_a_device_that_was_forgotten_does_not_come_back(access: AccessList) -> None:
    device, token = access.add_device(Role.PHONE, NOW)
    access.revoke_all()
    access.choose_name(device, "p1")
    assert access.device(token) is None
    assert access.access.devices == {}
