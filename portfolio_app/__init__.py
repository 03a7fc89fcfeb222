"""A clinician's several jobs as one week. Holds the version; imports nothing."""

__version__ = "0.1.0"
