"""The index beside very many sessions: with it a list says what it says without it, and it keeps no words too long."""

from __future__ import annotations

import datetime as dt
import os
import re
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reciring.ring.session import Phase, Session
from reciring.store import index, save
from reciring.store import listing as module
from reciring.store.files import INDEX
from reciring.store.listing import listing
from reciring.store.progress import Progress, progress
from reciring.store.rewrite import rewrite
from reciring.store.toml import BadFile, decode, encode

pytestmark = pytest.mark.skipif(os.name == "nt", reason="files have no number of their own there, and no index")

STEPS = ["save", "overwrite", "overwrite, old time", "touch", "delete", "rename", "break", "link", "close", "list"]


def data(number: int) -> bytes:
    """A session; no two of them are of the same size."""
    title = f"ring-{number}-" + "x" * number
    return encode(Session(date=dt.date(2026, 11, 24), title=title, phase=list(Phase)[number % 5]))


@contextmanager
def large() -> Iterator[pytest.MonkeyPatch]:
    """Three sessions are very many, and what is on the disk has been there for a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "MANY", 2)
        patch.setattr(index, "now", lambda: time.time_ns() + 3600 * 10**9)
        yield patch


@pytest.fixture
def patch() -> Iterator[pytest.MonkeyPatch]:
    with large() as patched:
        yield patched


@pytest.fixture
def folder(patch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Five sessions, listed once."""
    for number in range(5):
        save.write(tmp_path / f"{number}.toml", data(number))
    listing(tmp_path)
    assert (tmp_path / INDEX).exists()
    return tmp_path


def told(folder: Path) -> dict[str, Progress | None]:
    return {entry.path.name: entry.progress for entry in listing(folder)}


def truth(folder: Path) -> dict[str, Progress | None]:
    """What reading every file in full says."""
    found: dict[str, Progress | None] = {}
    for path in folder.glob("[!.]*.toml"):
        try:
            found[path.name] = progress(decode(path.read_bytes()))
        except BadFile:
            found[path.name] = None
        except OSError:
            continue
    return found


def titles(folder: Path) -> set[bytes]:
    """The words in all hidden files of the folder."""
    hidden = (path.read_bytes() for path in folder.glob(".*") if path.is_file())
    return {found for text in hidden for found in re.findall(rb"ring-\d+-x*", text)}


def read_anew(folder: Path, patch: pytest.MonkeyPatch) -> set[str]:
    """The files that a list reads."""
    names: set[str] = set()

    def noted(path: Path) -> bytes:
        names.add(path.name)
        return path.read_bytes()

    patch.setattr(module, "read", noted)
    listing(folder)
    return names


def step(folder: Path, kind: str, name: str, other: str, number: int) -> None:
    """One thing that may happen to a file."""
    path = folder / name
    before = path.stat() if path.exists() else None
    match kind:
        case "save":
            save.write(path, data(number))
        case "overwrite" | "overwrite, old time":
            path.write_bytes(data(number))
            then = before.st_mtime_ns if before and "old" in kind else number * 10**9
            os.utime(path, ns=(then, then))
        case "touch" if before:
            os.utime(path, ns=(number, number))
        case "delete":
            path.unlink(missing_ok=True)
        case "rename" if before:
            path.rename(folder / other)
        case "break":
            path.write_bytes(b"x" * number)
        case "link" if name != other and not path.exists() and not path.is_symlink():
            path.symlink_to(folder / other)
        case "close":  # The index of somebody who was interrupted.
            (folder / f".{INDEX}.0123456789ab.tmp").write_bytes(data(number))


names = st.sampled_from([f"{number}.toml" for number in range(6)])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEPS), names, names), max_size=25))
def test_whatever_happens_to_the_files_the_list_says_what_is_in_them(steps: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as made, large():
        folder = Path(made)
        for number in range(4):
            save.write(folder / f"{number}.toml", data(number))
        for number, (kind, name, other) in enumerate(steps, start=10):
            step(folder, kind, name, other, number)
            if kind in ("list", "delete", "overwrite, old time"):
                assert told(folder) == truth(folder)
        expected = truth(folder)
        assert told(folder) == told(folder) == expected
        assert titles(folder) <= {it.title.encode() for it in expected.values() if it}


def test_only_what_changed_is_read_again(folder: Path, patch: pytest.MonkeyPatch) -> None:
    save.write(folder / "3.toml", data(9))
    assert read_anew(folder, patch) == {"3.toml"}
    assert read_anew(folder, patch) == set()


def test_another_file_of_the_same_size_and_time_is_another_file(folder: Path) -> None:
    path, then = folder / "1.toml", (folder / "1.toml").stat()
    changed = path.read_bytes().replace(b"ring-1", b"kring1")
    (folder / "new").write_bytes(changed)
    os.utime(folder / "new", ns=(then.st_mtime_ns, then.st_mtime_ns))
    (folder / "new").replace(path)
    assert told(folder) == truth(folder)


def test_a_file_whose_time_was_set_back_is_read_again(folder: Path) -> None:
    path, then = folder / "1.toml", (folder / "1.toml").stat()
    while path.stat().st_ctime_ns == then.st_ctime_ns:  # until the disk's clock has ticked
        path.write_bytes(path.read_bytes().replace(b"ring-1", b"kring1"))
        os.utime(path, ns=(then.st_mtime_ns, then.st_mtime_ns))
    assert told(folder) == truth(folder)


def test_what_was_written_a_moment_ago_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be written once more within the same tick of the disk's clock, and look as it did."""
    monkeypatch.setattr(index, "MANY", 2)
    for number in range(4):
        save.write(tmp_path / f"{number}.toml", data(number))
    assert told(tmp_path) == truth(tmp_path)
    assert not (tmp_path / INDEX).exists()


def test_dozens_of_sessions_have_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "now", lambda: time.time_ns() + 3600 * 10**9)
    for number in range(36):
        save.write(tmp_path / f"{number}.toml", data(number))
    listing(tmp_path)
    assert not list(tmp_path.glob(".*"))


def test_a_folder_that_has_become_small_has_none_either(folder: Path) -> None:
    save.write(folder / f".{INDEX}.0123456789ab.tmp", b"ring-1-x")  # what a crash left
    for number in range(3):
        (folder / f"{number}.toml").unlink()
    assert set(told(folder)) == {"3.toml", "4.toml"}
    assert not list(folder.glob(".*"))


def test_it_is_for_its_owner_alone(folder: Path) -> None:
    assert (folder / INDEX).stat().st_mode & 0o777 == 0o600


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_an_index_that_is_broken_in_any_way_is_made_anew(data_: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as made, large() as patch:
        folder = Path(made)
        for number in range(4):
            save.write(folder / f"{number}.toml", data(number))
        expected = told(folder)
        good = (folder / INDEX).read_bytes()
        at = data_.draw(st.integers(0, len(good) - 1))
        other = data_.draw(
            st.one_of(
                st.binary(max_size=40),
                st.just(good[:at]),
                st.binary(min_size=1, max_size=3).map(lambda put: good[:at] + put + good[at + len(put) :]),
                st.sampled_from([good.replace(b"reciring", b"reciring 9", 1), index._sealed(b"[" * 5000)]),
                st.sampled_from([b"{}", b"[]", b'{"0.toml": [[1, 2, 3, 4], {}]}', b'{"0.toml": 1}']).map(index._sealed),
            )
        )
        (folder / INDEX).write_bytes(other)
        assert told(folder) == expected == truth(folder)
        assert read_anew(folder, patch) == set()


def test_what_is_no_file_is_no_index(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "index"
    (folder / INDEX).rename(elsewhere)
    kept = elsewhere.read_bytes()
    (folder / INDEX).symlink_to(elsewhere)
    save.write(folder / "1.toml", data(7))
    assert told(folder) == truth(folder)
    assert elsewhere.read_bytes() == kept
    assert not (folder / INDEX).is_symlink()
    (folder / INDEX).unlink()
    os.mkfifo(folder / INDEX)
    assert told(folder) == truth(folder)
    (folder / INDEX).unlink()
    (folder / INDEX).mkdir()
    assert told(folder) == truth(folder)
    rewrite(folder / "1.toml", lambda session: session)
    assert (folder / INDEX).is_dir()


def test_a_folder_that_cannot_be_written_is_listed_all_the_same(folder: Path, patch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, data: bytes) -> None:
        raise PermissionError(13, "no", str(path))

    (folder / "1.toml").unlink()
    patch.setattr(save, "write", refused)
    assert told(folder) == truth(folder)
    assert not titles(folder)


def test_what_is_behind_a_link_is_not_kept(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "private.toml"
    elsewhere.write_bytes(data(8))
    (folder / "link.toml").symlink_to(elsewhere)
    assert told(folder) == truth(folder)
    assert told(folder)["link.toml"] == progress(decode(data(8)))
    assert not any(title.startswith(b"ring-8") for title in titles(folder))


def test_a_name_that_is_no_text_is_no_hindrance(folder: Path) -> None:
    odd = os.fsdecode(b"\xff.toml")
    try:
        (folder / odd).write_bytes(data(8))
    except OSError:
        pytest.skip("there can be no such name here")
    (folder / "4.toml").unlink()
    assert told(folder) == truth(folder)
    assert len(told(folder)) == 5
    assert len(titles(folder)) == 4


def test_what_was_rewritten_leaves_no_words_behind(folder: Path) -> None:
    rewrite(folder / "1.toml", lambda session: msgspec.structs.replace(session, title="ring-0-"))
    assert not (folder / INDEX).exists()
    listing(folder)
    assert b"ring-1-x" not in titles(folder)


def test_who_is_forgotten_while_the_index_is_written_is_not_in_it(folder: Path, patch: pytest.MonkeyPatch) -> None:
    write = save.write

    def meanwhile(path: Path, data_: bytes) -> None:
        write(path, data_)
        if path.name == INDEX:
            write(folder / "1.toml", data(7))

    (folder / "4.toml").unlink()
    patch.setattr(save, "write", meanwhile)
    listing(folder)
    assert not titles(folder)


def test_several_may_list_at_once(folder: Path) -> None:
    save.write(folder / "1.toml", data(7))
    expected = truth(folder)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: told(folder), range(40)))
    assert all(it == expected for it in found)
    assert told(folder) == expected
    assert not save.leftovers(folder / INDEX)
