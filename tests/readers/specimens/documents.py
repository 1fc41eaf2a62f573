"""Documents and tables that this package reads itself: XML, FHIR, watches, NumPy arrays."""

from typing import Final

from tests.readers.specimens.arrays import write_array, write_named_array
from tests.readers.specimens.ecg_xml import write_cardiosoft, write_schiller
from tests.readers.specimens.fhir import write_bundle, write_observation
from tests.readers.specimens.specimen import Specimen
from tests.readers.specimens.watch import write_german_watch, write_kardia_table, write_watch

SPECIMENS: Final = {
    "schiller": Specimen(write_schiller),
    "cardiosoft": Specimen(write_cardiosoft),
    "fhir observation": Specimen(write_observation),
    "fhir bundle": Specimen(write_bundle),
    "apple watch": Specimen(write_watch),
    "apple watch german": Specimen(write_german_watch),
    "kardia csv": Specimen(write_kardia_table),
    "npy": Specimen(write_array),
    "npy named": Specimen(write_named_array),
}
