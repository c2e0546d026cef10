"""Files of arms transfers, as SIPRI and the UN hand them out, to typed rows."""
