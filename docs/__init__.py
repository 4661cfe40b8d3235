"""Pages made from what the code and the data say of themselves."""
