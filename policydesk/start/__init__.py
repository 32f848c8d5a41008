"""The start page of the desk: what waits for whom."""
