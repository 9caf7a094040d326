"""What happened, as plain values: entries, episodes, clock runs, rows, and one record held in memory."""
