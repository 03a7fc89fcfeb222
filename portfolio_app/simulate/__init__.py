"""The sampled year: many years of one post and two people at once, in numpy."""
