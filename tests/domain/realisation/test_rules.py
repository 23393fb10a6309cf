"""Promised against realised: known answers and properties."""
