"""All XML specimens of device makers."""

from typing import Final

from tests.readers.specimens import aecg, carts, sierra

SPECIMENS: Final = {**carts.SPECIMENS, **sierra.SPECIMENS, **aecg.SPECIMENS}
