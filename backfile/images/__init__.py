"""What an image is by its bytes, and what is made of it: smaller copies, and cards for those who share a page."""
