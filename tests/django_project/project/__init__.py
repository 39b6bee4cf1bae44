"""The shop: a project as a user could have written it."""
