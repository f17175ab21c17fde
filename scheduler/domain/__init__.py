"""The domain: clinics, people, treatments, courses and appointments.

Frozen values that check themselves at birth; they know neither storage nor
solver. Local times are the clinic's own, instants are UTC.
"""
