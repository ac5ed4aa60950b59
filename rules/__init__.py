"""The built-in rule book of edscreen: one folder a rule, shipped as the package `edscreen_rules`."""
