"""The year: its weeks by date, and the leave and working weeks of each role."""
