"""Record, measure, plan and stress-test a country's defence partnerships."""
