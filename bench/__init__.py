"""Benchmarks: what the engine costs as portfolios grow."""
