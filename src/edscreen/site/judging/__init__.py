"""Judging whether what stands on a page is independent evidence that the product works."""
