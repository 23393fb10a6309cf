"""Ranking: the owners' lists, and the one order that follows from them."""
