"""Search: the front desk's construction, then ruin and recreate."""
