"""The GraphQL contract, one file for each capability."""
