"""The shapes of the API's answers, as OpenAPI describes them: one file a resource."""
