"""What every section of a profile and every entry of a list may carry."""

from edscreen.profile.fields import Day, Model, Text, research


class Sourced(Model):
    """A part of a profile that can say where it comes from."""

    source: Text | None = research(
        "Where this is stated: an address, or a document's name and page.", "proposal, page 4"
    )
    as_of: Day | None = research("The day on which the source said so.", "2026-11-02")
    note: Text | None = research("Anything a reader of this part should know; never judged.")
