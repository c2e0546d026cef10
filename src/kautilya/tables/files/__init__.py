"""Tables as files for other programs: CSV, Parquet, xlsx and JSON, each with its units, sources and day."""
