"""The kit: make another territory's site from this one, and tell how far a territory is."""
