"""What both interfaces say, in words."""
