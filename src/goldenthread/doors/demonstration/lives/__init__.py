"""Made-up lives, lived through the declared pathways by discrete events: the same lives for the same seed."""
