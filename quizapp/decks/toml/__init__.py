"""TOML with syntax errors: read as far as can be, each error reported."""
