"""The index for readers' searches: words, numbers and files. Pure values; `build/index.py` keeps them on the disk."""
