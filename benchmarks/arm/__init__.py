"""The bundle on emulated ARM boards and an old laptop: are its outputs and verdicts those of here?

Light on purpose: ``answers`` runs under emulation, where importing is slow.
"""
