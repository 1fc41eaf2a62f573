"""The policy in use: kept whole, never passed over, and nothing is read where there is none."""

import subprocess
import sys
from dataclasses import replace

import pytest

from echo2ecg_edge import Screener
from echo2ecg_edge.errors import EdgeError, PolicyError, StorageError
from echo2ecg_edge.policy import in_use, load_plan, plan_of_bundle
from echo2ecg_edge.policy.chosen import forget, is_kept, keep, policy_file
from echo2ecg_edge.policy.corrections import Correction, Corrections
from echo2ecg_edge.store.place import HOME_SWITCH

SITE = b'name = "Kisumu"\nmode = "capacity"\ncapacity = 8\n[prevalence]\nshd = 0.05\n'


def test_without_a_policy_the_bundle_decides(home, bundle):
    assert not is_kept()
    assert in_use(bundle) == plan_of_bundle(bundle.manifest)
    assert not home.exists()


def test_a_policy_is_in_force_until_it_is_forgotten(home, bundle):
    assert keep(SITE) == policy_file() == home / "policy.toml"
    plan = in_use(bundle)
    assert plan.stamp.name == "Kisumu"
    assert plan == load_plan(policy_file(), bundle)
    assert forget()
    assert in_use(bundle) == plan_of_bundle(bundle.manifest)
    assert not forget()


def test_another_policy_takes_its_place_wherever_the_home_is(home, bundle, monkeypatch):
    monkeypatch.setenv(HOME_SWITCH, str(home / "not" / "made"))
    for name in ("Kisumu", "Eldoret"):
        keep(SITE.replace(b"Kisumu", name.encode()))
        assert in_use(bundle).stamp.name == name


def test_a_recalibration_that_no_people_can_have_is_named(home, bundle, monkeypatch):
    home.mkdir()
    (home / "recalibration.json").write_text("{}")
    taught = Corrections({"shd": Correction(1, -6), "pasp_gte_45": Correction(1, 3)}, "abc")
    monkeypatch.setattr("echo2ecg_edge.policy.load.corrections_in_use", lambda _: taught)
    with pytest.raises(PolicyError, match=r"^recalibration\.json: pasp_gte_45 = .* is more than"):
        in_use(bundle)


@pytest.mark.parametrize("content", [b"", b"\xff", SITE[:40], SITE + b"zebra = 0.1\n"])
def test_a_damaged_policy_is_never_passed_over(home, bundle, content):
    keep(content)
    with pytest.raises(PolicyError, match=r"policy\.toml"):
        in_use(bundle)


def test_a_link_that_leads_nowhere_is_a_damaged_policy(home, bundle):
    home.mkdir()
    policy_file().symlink_to(home / "gone")
    with pytest.raises(PolicyError, match="is not there"):
        in_use(bundle)
    assert forget()
    in_use(bundle)


def test_a_damaged_recalibration_is_never_passed_over(home, bundle):
    home.mkdir()
    (home / "recalibration.json").write_text("{}")
    with pytest.raises(EdgeError, match="recalibration"):
        in_use(bundle)


def test_a_home_that_cannot_be_written_says_so(home):
    home.write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="while writing down the policy"):
        keep(SITE)


def test_a_policy_that_cannot_be_taken_away_says_so(home):
    policy_file().mkdir(parents=True)
    with pytest.raises(StorageError, match="while taking the policy away"):
        forget()


def test_a_write_cut_off_leaves_the_old_policy(home, bundle, monkeypatch):
    keep(SITE)
    monkeypatch.setattr(
        "echo2ecg_edge.store.disk.settle", lambda _: (_ for _ in ()).throw(OSError(28, "full"))
    )
    with pytest.raises(StorageError):
        keep(b"name = 'other'")
    assert policy_file().read_bytes() == SITE
    assert in_use(bundle).stamp.name == "Kisumu"


def test_screening_without_a_policy_reads_nothing_of_it():
    code = (
        "import sys, echo2ecg_edge, echo2ecg_edge.policy as p\n"
        "from echo2ecg_edge.model.bundle import Bundle\n"
        "p.in_use(Bundle.load('edge-1'))\n"
        "print({'echo2ecg_edge.policy.toml', 'echo2ecg_edge.policy.settle'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_plan_of_another_model_screens_nothing(bundle):
    plan = plan_of_bundle(bundle.manifest)
    assert Screener(bundle.folder, policy=plan).plan is plan
    other = plan_of_bundle(replace(bundle.manifest, version="9.9.9"))
    with pytest.raises(PolicyError, match=r"made for the model tiny 9\.9\.9.* of tiny 0\.0\.1\. "):
        Screener(bundle.folder, policy=other)
