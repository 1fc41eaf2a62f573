"""An outlook tells the site's plan and the bundle's own, and where the policy stands."""

import pytest

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.policy.chosen import keep, policy_file
from echo2ecg_edge.policy.expect import expected
from echo2ecg_edge.policy.load import load, settled
from echo2ecg_edge.policy.outlook import outlook_of_file, outlook_of_kept, outlook_of_text

SITE = 'name = "Kisumu"\nmode = "capacity"\ncapacity = 8\n[prevalence]\nshd = 0.05\n'


def test_without_a_policy_the_bundle_is_foretold_and_nothing_else(home, bundle):
    found = outlook_of_kept(str(bundle.folder))
    assert found.source is None
    assert found.manifest == bundle.manifest
    assert found.expected == found.own == expected(found.plan, bundle)


@pytest.mark.parametrize("way", ["kept", "file", "text"])
def test_each_way_foretells_the_same(home, bundle, tmp_path, way):
    path = keep(SITE.encode()) if way == "kept" else tmp_path / "site.toml"
    path.write_text(SITE)
    name = str(bundle.folder)
    found = {
        "kept": lambda: outlook_of_kept(name),
        "file": lambda: outlook_of_file(path, name),
        "text": lambda: outlook_of_text(SITE, path, name),
    }[way]()
    assert found.source == str(path)
    assert found.plan == settled(load(path), bundle, "site.toml")
    assert found.expected == expected(found.plan, bundle)
    assert found.expected.together.referred.value == pytest.approx(8, abs=0.3)
    assert found.own.together.referred.value > 20
    assert (path == policy_file()) == (way == "kept")


def test_what_is_wrong_is_named_by_the_file(bundle, tmp_path):
    path, name = tmp_path / "site.toml", str(bundle.folder)
    for text, problem in (
        ("name = x", "site.toml is not a policy"),
        ('name = "x"\ncounts = ["zebra"]', "site.toml: counts names 'zebra'"),
    ):
        path.write_text(text)
        for foretell in (
            lambda text=text: outlook_of_text(text, path, name),
            lambda: outlook_of_file(path, name),
        ):
            with pytest.raises(PolicyError, match=f"^{problem}"):
                foretell()
