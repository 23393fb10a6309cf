"""The business of Mandate: who asks, what is promised, who decides, what came true. Knows no HTTP or GraphQL."""
