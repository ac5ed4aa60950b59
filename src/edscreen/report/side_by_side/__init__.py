"""Two to six products side by side: questions as rows, no total, rank or winner."""
