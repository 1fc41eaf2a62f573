"""The store: a user's own bundles, brought as one file, verified, and chosen by name.

``model.bundle`` looks here for names, so nothing is imported at this level.
"""
