"""What is said of a plan without orders, which is easily taken for an answer."""

NOTHING_ORDERED = "this plan orders nothing; where its gap is not small, no other was found in the time: allow more"
