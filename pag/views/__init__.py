"""Pages of groups, meetings and decisions."""
