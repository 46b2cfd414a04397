"""`python -m kb`: the command, where it is not installed."""

from kb.cli import main

main()
