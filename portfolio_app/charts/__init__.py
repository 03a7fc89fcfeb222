"""Pictures of a week and of a choice, each with the same figures as a table and in words."""
