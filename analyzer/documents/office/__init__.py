"""Files of old office programs (.doc, .wps, .rtf, .odt, Word 2003 XML): converted by LibreOffice."""
