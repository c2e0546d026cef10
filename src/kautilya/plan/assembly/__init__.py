"""Building a case from a view: cells into coefficients, each with the weakest mark that it rests on."""
