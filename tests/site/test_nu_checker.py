"""The Nu HTML checker, which the W3C runs, over the whole built site; and no link of it that leads nowhere."""
