"""What came true so far, as factors on the next promise and the next estimate."""
