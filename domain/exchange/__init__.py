"""Portfolios, histories, capacity and people come in from spreadsheets: read, mapped and checked as a
whole.
"""
