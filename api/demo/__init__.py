"""A demo company, told through the product's own commands, so that it obeys every rule."""

from api.demo.loading import load

__all__ = ["load"]
