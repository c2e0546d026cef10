"""What is needed, who offers it, and which blank would change the answer."""
