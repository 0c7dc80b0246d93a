"""What is right: the rules of tickets, triage, people and time. Knows records, but no platform and no clock."""
