"""A case into a plan: the planning case, its scenarios, the optimisation model, its solution and a separate evaluation."""
