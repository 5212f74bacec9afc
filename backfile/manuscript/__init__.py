"""The files in `content/` and the records they hold, in both directions."""
