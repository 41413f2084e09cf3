"""Campaigns: how they are named, which count, and the parts of their records."""
