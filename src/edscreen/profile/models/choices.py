"""The closed lists that several parts of a profile choose from."""

from typing import Annotated, Literal

from edscreen.profile.fields import Numbered

Category = Literal["core", "supplemental", "intervention", "assessment", "tutoring", "platform"]
"""What kind of product it is, or is used as."""

EssaTier = Annotated[Literal[1, 2, 3, 4], Numbered]
"""A tier of evidence of the Every Student Succeeds Act: 1 strong to 4 demonstrates a rationale."""
