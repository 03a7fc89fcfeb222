"""The canvas of one week, its tools, and the inspector beside it."""
