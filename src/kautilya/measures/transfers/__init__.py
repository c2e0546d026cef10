"""Who delivers arms to whom: shares, concentration, change and delay from SIPRI's files, exact or as bounds."""
