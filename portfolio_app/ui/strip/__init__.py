"""The strip along the bottom of the window."""
