"""Writers turn a pack into bytes; each is found by name through an entry point."""
