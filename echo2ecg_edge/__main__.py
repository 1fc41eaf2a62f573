"""``python -m echo2ecg_edge``: the same as the ``echo2ecg-edge`` command."""

import sys

from echo2ecg_edge.cli import main

sys.exit(main())
