"""The graph that leaves torch: the student's three outputs, named, with batch norm folded away."""

from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from train.ecg import Student

INPUT = "ecg"


class ExportGraph(nn.Module):
    """A student whose batch norms are folded into its convolutions.

    Args:
        student: In evaluation mode; left unchanged.
    """

    def __init__(self, student: Student) -> None:
        super().__init__()
        self.student = Student(student.shape).eval()
        self.student.load_state_dict(student.state_dict())
        for module in list(self.student.modules()):
            if isinstance(module, nn.Sequential):
                _fold_batch_norm(module)
        self.requires_grad_(requires_grad=False)

    def forward(self, ecg: Tensor) -> dict[str, Tensor]:
        """Run the student on (n, leads, 1, samples); return its outputs by name."""
        says = self.student(ecg)
        return {
            "logits": says.logits,
            "embedding": says.embedding,
            "log_variance": says.log_variance,
        }


def _fold_batch_norm(layers: nn.Sequential) -> None:
    """Replace every convolution followed by a batch norm with one convolution."""
    for index in range(len(layers) - 1):
        convolution, norm = layers[index], layers[index + 1]
        if isinstance(convolution, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
            layers[index] = fuse_conv_bn_eval(convolution, norm)
            layers[index + 1] = nn.Identity()
