"""Self-test: does this installation, on this machine, do what it did when it was released?"""

from echo2ecg_edge.selftest.check import Check, Fault, Status
from echo2ecg_edge.selftest.run import SelfTest, self_test
from echo2ecg_edge.selftest.words import as_json, as_text

__all__ = ["Check", "Fault", "SelfTest", "Status", "as_json", "as_text", "self_test"]
