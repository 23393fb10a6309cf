"""Who asks: sign-in, sessions and tokens."""
