"""Tests of the strict reader; the bad inputs stand in cases.py, one line each."""
