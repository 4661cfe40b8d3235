"""`python -m holdfire` is the same as `holdfire`."""

from holdfire.cli import main

if __name__ == "__main__":
    main()
