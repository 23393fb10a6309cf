"""Where the business keeps its record: connections, transactions, column kinds and the built-in PostgreSQL."""
