"""Charts of arms transfers: frames of the measures into drawings. Nothing is computed here."""
