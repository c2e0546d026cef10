"""A case as a folder of CSV tables that people edit in a spreadsheet, and back again without loss."""
