"""From text to structure: paragraphs, headings, sections, sentences, identity."""
