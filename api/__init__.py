"""The edge: HTTP, GraphQL and processes. Translates; decides nothing."""
