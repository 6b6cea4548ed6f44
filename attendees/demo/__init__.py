"""Invented people for demonstrations: a seeded generator without models."""
