"""Questions in plain language, made from the models of a file, and the file that the answers make."""
