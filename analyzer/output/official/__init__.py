"""Official letters and circulars (公文) as .docx, filled from templates that an office can replace."""
