"""The database: one engine, one owner of transactions, columns without accidents."""

import os

# Piccolo looks its engine up by this name when a query runs first.
os.environ.setdefault("PICCOLO_CONF", "domain.database.engine")
