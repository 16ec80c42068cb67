"""Numbered SQL files; each is applied once, in one transaction with its record."""
