"""A file is replaced whole, under its own name, and never through somebody's link."""

import pytest

from echo2ecg_edge.store.disk import replacing


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "results.csv"
    path.write_bytes(b"old")
    return path


@pytest.fixture
def fresh(target):
    return target.with_name(".results.csv.new")


def write(target):
    with replacing(target) as stream:
        stream.write(b"new")


def write_half(target):
    with replacing(target) as stream:
        stream.write(b"half")
        raise ZeroDivisionError


def test_the_old_one_stays_until_the_new_one_is_whole(target, fresh):
    with replacing(target) as stream:
        stream.write(b"new")
        assert target.read_bytes() == b"old"
        assert fresh.exists()
    assert target.read_bytes() == b"new"
    assert not fresh.exists()


def test_an_error_leaves_the_old_one_and_nothing_else(target, fresh):
    with pytest.raises(ZeroDivisionError):
        write_half(target)
    assert target.read_bytes() == b"old"
    assert not fresh.exists()


@pytest.mark.parametrize("name", [".results.csv.new", "results.csv"])
def test_where_a_link_leads_nothing_is_written(target, tmp_path, name):
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / name).symlink_to(victim)
    write(target)
    assert victim.read_bytes() == b"mine"
    assert target.read_bytes() == b"new"
    assert not target.is_symlink()


def test_a_link_made_in_between_is_refused(target, fresh, tmp_path, monkeypatch):
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    fresh.symlink_to(victim)
    monkeypatch.setattr(type(fresh), "unlink", lambda *_, **__: None)
    with pytest.raises(FileExistsError):
        write(target)
    assert victim.read_bytes() == b"mine"
    assert target.read_bytes() == b"old"


def test_what_a_killed_process_left_is_no_hindrance(target, fresh):
    fresh.write_bytes(b"much more than the new one holds")
    write(target)
    assert target.read_bytes() == b"new"
