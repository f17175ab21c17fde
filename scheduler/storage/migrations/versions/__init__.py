"""One module a revision, in order of number."""
