"""Pages to files: the ledger, the workers, the writer and the run that joins them."""
