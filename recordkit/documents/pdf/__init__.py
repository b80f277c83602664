"""PDF: documents printed by LibreOffice, controlled copies stamped, a case joined."""
