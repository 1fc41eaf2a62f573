"""Training: from simulated (later also real) patients to a small ECG student. Needs torch.

Run from a checkout: ``python -m train --help``.
"""
