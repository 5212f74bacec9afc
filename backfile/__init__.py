"""Backfile: a static site generator for the archive of a periodical."""
