"""What people and machines read of a run: diagnostics, counts, the last line."""
