"""TourPlanner: bus tours of community schools, planned on a laptop."""

__version__ = "0.1.0"
