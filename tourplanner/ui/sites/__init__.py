"""Sites: find schools, keep candidates, mark them for a tour."""
