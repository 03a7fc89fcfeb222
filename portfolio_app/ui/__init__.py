"""The windows, panels and canvas: the only package that imports Qt."""
