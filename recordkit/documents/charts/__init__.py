"""Native charts: a value of a template, drawn as a chart part with its own workbook, so that it can be edited."""
