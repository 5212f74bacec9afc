"""What the archive holds: pure values, no input or output, the standard library only."""
