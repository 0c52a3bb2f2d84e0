"""The answer to a case as plain data: outcomes, reasons, receipts."""
