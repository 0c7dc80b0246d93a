"""What is remembered: tables, queries by subject, the engine, migrations. Imports nothing of ours."""
