"""What the commands do: call, then write tables or JSON; imported when a command runs."""
