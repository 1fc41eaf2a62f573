"""What `bundle` prints of a model: also of one that cannot screen yet, and of a published one."""

from dataclasses import replace

from echo2ecg_edge.model.manifest import HeadSpec, OutputSizes
from echo2ecg_edge.report.bundle import WIDTH, bundle_text
from echo2ecg_edge.signal.preparation import Preparation, Thinning
from tests.model.test_head import TABULAR
from tests.rich_bundle import rich_manifest
from tests.tiny_bundle import EMBEDDING, manifest


def test_every_line_fits_the_screen():
    assert max(map(len, bundle_text(rich_manifest()).splitlines())) <= WIDTH


def test_an_encoder_without_labels_says_how_to_add_some():
    content = replace(
        manifest(), labels=(), uncertainty=None, outputs=OutputSizes(0, EMBEDDING, 0, 0, 0, 0)
    )
    text = bundle_text(content)
    assert "No labels yet: it cannot screen." in text
    assert "refer at" not in text


def test_a_published_model_says_how_it_wants_its_ecgs_and_what_else_it_takes():
    steps = Preparation(250.0, 2500, None, Thinning.SAMPLES, None, None, None, None, ())
    plain = manifest()
    content = replace(
        plain,
        input=replace(plain.input, preparation=steps, lead_sets=("twelve",)),
        outputs=replace(plain.outputs, logits=0),
        head=HeadSpec(TABULAR),
    )
    text = " ".join(bundle_text(content).split())
    assert "ECGs are prepared as its authors did: 250 Hz, 2500 samples, twelve leads only." in text
    assert "Takes beside the ECG: sex, age_at_ecg (must be given); ventricular_rate," in text
