"""Claims, judgements, record kinds, vocabularies, and the folding of claims into records."""
