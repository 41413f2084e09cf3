"""Scans: pages drawn, straightened and recognised, and what of that may be misread."""
