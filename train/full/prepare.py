"""Write the pairs of the default bundle."""

from collections.abc import Iterator
from pathlib import Path

from train.echo import ViewEncoder, load_view_encoder, save_view_encoder
from train.full.ptbxl import ptbxl_rows
from train.full.simulated import new_view_encoder, simulated_rows
from train.full.sources import Sources
from train.pairs import BadRow, PairRow, Pairs, open_pairs, write_pairs


def full_pairs(sources: Sources, folder: Path) -> Pairs:
    """Open the pairs in a folder, after writing them where they are not there yet.

    Args:
        sources: What from.
        folder: ``pairs`` and ``view_encoder.pt`` are in it.
    """
    path = folder / "view_encoder.pt"
    folder.mkdir(parents=True, exist_ok=True)
    if not path.is_file():
        save_view_encoder(new_view_encoder(sources), path)
    if not (folder / "pairs").is_dir():
        encoder = load_view_encoder(path)
        write_pairs(folder / "pairs", sources.about, _rows(sources, encoder), seed=sources.seed)
    return open_pairs(folder / "pairs")


def _rows(sources: Sources, encoder: ViewEncoder) -> Iterator[PairRow | BadRow]:
    yield from simulated_rows(sources, encoder)
    yield from ptbxl_rows(sources, encoder)
