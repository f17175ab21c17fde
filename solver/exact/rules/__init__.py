"""The hard rules of the exact model, one file a rule, named as in the checker."""
