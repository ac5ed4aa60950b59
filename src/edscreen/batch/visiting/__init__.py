"""Lists whose vendors' sites are visited: one process fetches, so that hosts are spared; others read."""
