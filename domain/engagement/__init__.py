"""How it felt at the moments that matter, and who takes part: two things that are never mixed into one figure."""
