"""MUC-4: answer keys, the official scoring of templates, entity scoring, and holdfire's incidents as responses."""
