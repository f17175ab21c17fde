"""One module a resource, each with the blueprint that `create_app` registers."""
