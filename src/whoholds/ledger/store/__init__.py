"""Where entries are kept. SQLite is the one backend so far."""
