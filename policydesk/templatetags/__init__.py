"""Tags for templates that belong to no app."""
