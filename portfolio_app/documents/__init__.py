"""Documents: each from a counted week to plain data, and from that to a PDF."""
