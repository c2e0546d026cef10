"""What is done and due with one partner: the agenda of the next meeting, one page a partner, partners side by side."""
