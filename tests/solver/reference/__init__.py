"""The front desk and the course graph in plain Python, as the compiled ones must be."""
