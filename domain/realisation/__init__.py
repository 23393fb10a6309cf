"""What came true: measurements with evidence, value reviews by the board, and the record that prices promises."""
