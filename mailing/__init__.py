"""The outbox: letters that are owed, and the worker that sends them."""
