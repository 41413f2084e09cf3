"""Tasks that the tests of isolation run in a child."""
