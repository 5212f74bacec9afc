"""Seeds to readings: what a careful editor would read out of a pasted text, and why."""
