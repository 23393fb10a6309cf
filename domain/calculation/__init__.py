"""Heavy work on a plan, done beside everything else: the exact optimum and the forecast."""
