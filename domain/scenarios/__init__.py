"""What-if: saved changes that leave the live plan alone until the board adopts them."""
