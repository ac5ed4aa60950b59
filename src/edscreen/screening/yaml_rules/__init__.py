"""Rules written as data: what a `rule.yaml` may say, how it is checked, and how it answers.

A condition names a field of the profile and compares it by one of a closed list of operators. It is read
once, against the profile's models; judging walks it and the profile once. There is no expression language.
"""
