"""The Contracts panel: what each contract says, since when and where, and what rests on it."""
