"""A folder that is screened by processes that are killed: what is left, and what it costs."""
