"""The district's policy: what it lays down for its screenings, read from `edscreen.yaml`."""
