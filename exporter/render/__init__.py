"""From the model to markup: templates, code, math, diagrams and the masks that hide an answer."""
