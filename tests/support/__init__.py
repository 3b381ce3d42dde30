"""What tests share: drivers, sample sessions, strategies, goldens."""
