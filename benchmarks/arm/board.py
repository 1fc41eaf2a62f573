"""The boards that are emulated: which processor, and what ``/proc/cpuinfo`` says on them."""

from dataclasses import dataclass
from typing import Final

CORES: Final = 4


@dataclass(frozen=True, slots=True)
class Board:
    """A 64-bit Raspberry Pi.

    Attributes:
        name: For the table.
        cpu: QEMU's name of its processor, which decides what int8 instructions there are.
        features: The processor's features, as Linux names them.
        variant: Of the processor.
        part: Of the processor.
    """

    name: str
    cpu: str
    features: str
    variant: str
    part: str

    def cpuinfo(self) -> str:
        """Return the board's ``/proc/cpuinfo``; without one, onnxruntime crashes at its import."""
        core = (
            "processor\t: {}\nBogoMIPS\t: 108.00\n"
            f"Features\t: {self.features}\n"
            "CPU implementer\t: 0x41\nCPU architecture: 8\n"
            f"CPU variant\t: {self.variant}\nCPU part\t: {self.part}\nCPU revision\t: 1\n\n"
        )
        return "".join(core.format(n) for n in range(CORES)) + f"Model\t\t: {self.name}\n"


BOARDS: Final = (
    Board(
        "Raspberry Pi 4 (Cortex-A72)",
        "cortex-a72",
        "fp asimd evtstrm crc32 cpuid",
        "0x0",
        "0xd08",
    ),
    Board(
        "Raspberry Pi 5 (Cortex-A76)",
        "cortex-a76",
        "fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc "
        "dcpop asimddp",
        "0x4",
        "0xd0b",
    ),
)
"""Without and with the int8 dot product: the engines take different code on each."""
