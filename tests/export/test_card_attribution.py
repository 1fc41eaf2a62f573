from pathlib import Path

import echo2ecg_edge

BUNDLES = Path(echo2ecg_edge.__file__).parent / "bundles"


def test_every_card_names_the_real_ecgs_behind_the_simulated_beats() -> None:
    cards = list(BUNDLES.glob("*/CARD.md"))
    assert cards
    for card in cards:
        text = card.read_text("utf-8")
        assert "PTB-XL" in text, card
        assert "CC BY 4.0" in text, card
