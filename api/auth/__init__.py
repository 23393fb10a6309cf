"""Signing in, and who stands behind each request."""
