"""The record of an article in the forms in which others take it: references in print, files, tags, linked data."""
