"""What the actions do: one class for each menu, made for one window."""
