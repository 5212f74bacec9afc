"""The archive as pages: addresses, views, plan, typesetting and rendering."""
