"""The job share panel: leave it, take it whole or share it, side by side."""
