"""The sections of the page, one module each: results and records into blocks."""
