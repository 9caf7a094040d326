"""Free text, composed for each child of each family from sentences that do not come back in the same family soon."""
