"""Which sentences a bundle carries: by where its patients come from, and what it builds on."""

from collections.abc import Mapping
from dataclasses import replace

from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.words import CATALOGUE
from export.sayings import NO_REAL_ECHO, NOT_SHOWN, Words, of_real_patients


def words(knowledge: Knowledge, source: str, built_on: str = "") -> Words:
    """Return the words for a kind of knowledge.

    Args:
        knowledge: What the structural labels were learned from.
        source: Name of the data set.
        built_on: Other data sets, of teachers and of the run that the encoder started from.
    """
    say = of_real_patients(source) if knowledge is Knowledge.REAL else NO_REAL_ECHO[knowledge]
    if not built_on:
        return say
    status = CATALOGUE["status.built_on"].format(status=say.status, built_on=built_on)
    return replace(say, status=status, ecgs=say.ecgs.removesuffix(NOT_SHOWN))


def words_of(knowledge: Knowledge, provenance: Mapping[str, str | int | float]) -> Words:
    """Return the words for a bundle of this knowledge and this provenance."""
    source = str(provenance.get("source", "an unnamed data set"))
    return words(knowledge, source, str(provenance.get("built_on", "")))
