"""Makes a draft of a plan's data from the document that a government issued."""
