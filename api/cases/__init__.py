"""Public benchmark cases in the forms in which they are published, as problems of the product's own rules."""
