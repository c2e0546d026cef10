"""Reading outside formats into claims."""
