"""Any clingo program: read, refused where it cannot be proved from, solved, and explained."""
