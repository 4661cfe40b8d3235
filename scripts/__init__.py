"""Scripts that make files of this repository: the packaged case, NOTICE and the lock of data hashes."""
