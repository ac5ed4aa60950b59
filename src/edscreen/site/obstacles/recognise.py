"""Recognises what stands between the reader and a page: before it is read, and on it."""

from edscreen.site.obstacles.answers import obstacle_before_reading
from edscreen.site.obstacles.obstacle import Obstacle
from edscreen.site.obstacles.pages import obstacle_on_page
from edscreen.site.obstacles.same_page import Wording, is_same_page, wording

__all__ = ["Obstacle", "Wording", "is_same_page", "obstacle_before_reading", "obstacle_on_page", "wording"]
