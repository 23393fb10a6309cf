"""Decisions: priority questions, their options and who consents."""
