"""Adverts: what an employer prints of a job plan, read as a table and turned into a portfolio."""
