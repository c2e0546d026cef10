"""What is said of a partnership: contacts, exercises, promises, and whether they go on during a shock."""
