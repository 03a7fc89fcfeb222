"""The steps of the library's schema, one file each, never changed once released."""
