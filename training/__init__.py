"""How the reader's network is made: PolNeAR and a published encoder to the weights that ship. See README.md."""
