"""Echo2ECG's ECG encoder: a vision transformer over patches of one lead and 24 samples.

Features are the normalised mean of the patch tokens. The tokens of a missing lead are hidden: no
token looks at them, and the mean leaves them out.

Source: Echo2ECG (arXiv 2603.08505).
"""

from dataclasses import replace

from torch import Tensor, nn
from torch.nn import functional as F

from train.ecg.attention import Attention, folded
from train.ecg.encoder import EcgEncoder, gaussian_heads, without_missing
from train.ecg.output import EcgOutput
from train.ecg.tokens import Tokens
from train.ecg.vit_shape import VitShape
from train.ecg.zscore import group_zscore

NORM_EPS = 1e-6


class Block(nn.Module):
    """Attention and an MLP, each behind a norm and around a shortcut."""

    def __init__(self, width: int, heads: int, mlp: int, doubled: bool) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(width, eps=NORM_EPS)
        self.attention = Attention(width, heads, doubled)
        self.norm2 = nn.LayerNorm(width, eps=NORM_EPS)
        self.fc1 = nn.Linear(width, mlp * width)
        self.fc2 = nn.Linear(mlp * width, width)

    def forward(self, tokens: Tensor, visible: Tensor | None) -> Tensor:
        """Run the block; see ``Attention`` for the arguments."""
        tokens = tokens + self.attention(self.norm1(tokens), visible)
        out: Tensor = tokens + self.fc2(F.gelu(self.fc1(self.norm2(tokens))))
        return out


class Vit(EcgEncoder):
    """ECG -> label logits, measures, an embedding in the space of echo studies and its variance."""

    def __init__(self, shape: VitShape) -> None:
        super().__init__(shape, shape.width)
        self.shape = shape
        self.times = shape.samples // shape.patch
        self.tokens = Tokens(shape.leads, self.times, shape.patch, shape.width)
        self.blocks = nn.ModuleList(
            Block(shape.width, shape.heads, shape.mlp, shape.doubled_attention)
            for _ in range(shape.depth)
        )
        self.norm = nn.LayerNorm(shape.width, eps=NORM_EPS)
        self.to_embedding, self.to_log_variance = gaussian_heads(shape.width, shape.embedding)

    def layers(self) -> list[nn.Module]:
        """Return the parts from input to output; what is in none of them is a head."""
        return [self.tokens, *self.blocks]

    def forward(
        self, ecg: Tensor, leads: Tensor | None = None, person: Tensor | None = None
    ) -> EcgOutput:
        """Run the transformer.

        Args:
            ecg: float32, shape (n, 12, samples): cleaned, scaled model input.
            leads: bool, shape (n, 12), False where a lead is missing; None where all are there.
            person: float32, shape (n, 4); see ``train.batch.person_inputs``.
        """
        # Without a missing lead the mask is dropped: unmasked attention has the faster kernels.
        leads = None if leads is None or bool(leads.all()) else leads
        signal = without_missing(ecg, leads)
        if self.shape.group_zscore:
            signal = group_zscore(signal, leads)
        tokens = self.tokens(fitted(signal, self.shape.samples))
        visible = None if leads is None else self._visible(leads)
        for block in self.blocks:
            tokens = block(tokens, visible)
        mean = tokens[:, 1:].mean(1) if visible is None else _mean(tokens, visible)
        features = self.with_person(self.norm(mean), person)
        return EcgOutput(
            logits=self.to_logits(features),
            embedding=self.to_embedding(features),
            log_variance=self.to_log_variance(features),
            features=features,
            measures=self.to_measures(features),
        )

    def _visible(self, leads: Tensor) -> Tensor:
        """Shape (n, 1 + leads * times): CLS, and the tokens of the leads that are there."""
        return F.pad(leads.repeat_interleave(self.times, dim=1), (1, 0), value=True)


def fitted(ecg: Tensor, samples: int) -> Tensor:
    """Pad the end with zeros, or crop both ends alike, to a length in samples."""
    over = ecg.shape[-1] - samples
    if over <= 0:
        return F.pad(ecg, (0, -over))
    return ecg[..., over // 2 : over // 2 + samples]


def fold(vit: Vit) -> Vit:
    """Return a transformer with plain attention that computes the same as a doubled one."""
    plain = Vit(replace(vit.shape, doubled_attention=False)).to(next(vit.parameters()).device)
    for mine, theirs in zip(plain.blocks, vit.blocks, strict=True):
        mine.attention = folded(theirs.attention)
    kept = {name: value for name, value in vit.state_dict().items() if ".attention." not in name}
    plain.load_state_dict(kept, strict=False)
    return plain.train(vit.training)


def _mean(tokens: Tensor, visible: Tensor) -> Tensor:
    """Mean of the patch tokens that are visible; zero where none is."""
    weight = visible[:, 1:, None].to(tokens.dtype)
    return (tokens[:, 1:] * weight).sum(1) / weight.sum(1).clamp_min(1)
