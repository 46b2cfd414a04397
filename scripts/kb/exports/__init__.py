"""The knowledge base as open data: tables, a database, entities, and what describes them."""
