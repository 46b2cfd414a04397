"""The program behind the Surveillance Register: records in, a checked site and open data out."""
