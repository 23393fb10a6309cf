"""What came true so far of what was said, as factors for the next time: value, effort and dates."""
