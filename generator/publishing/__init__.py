"""Write the site: build shells, pour, verify, swap. The only stage that writes on disk."""
