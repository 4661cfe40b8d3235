"""How the incident network is made: texts and answer keys of MUC-4 to the weights that ship. See ../README.md."""
