"""The library: portfolios kept in one SQLite file that any SQLite tool can open."""
