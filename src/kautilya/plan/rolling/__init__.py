"""Planning again later: what is signed stays, what changed and why."""
