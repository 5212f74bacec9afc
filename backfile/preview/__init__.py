"""The archive while it is being edited: a watcher, a local server and the script that reloads the browser."""
