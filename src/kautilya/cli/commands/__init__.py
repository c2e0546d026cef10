"""The commands as they are typed; light, so that `--help` loads nothing heavy. What they do stands in `cli.answers`."""
