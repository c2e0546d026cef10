"""Settings that the whole suite shares."""

from hypothesis import settings

# Drawn alike for everybody, and never timed: a law that fails here fails everywhere.
settings.register_profile("kautilya", deadline=None, derandomize=True, max_examples=60, print_blob=True)
settings.load_profile("kautilya")
