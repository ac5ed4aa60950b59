"""What a vendor's site shows: fetching it, reading its pages, judging what stands there."""
