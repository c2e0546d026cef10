"""The frozen family of planning instances: read, checked, turned into a two-stage problem, evaluated, and its plans written."""
