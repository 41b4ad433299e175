"""The application on its terminal: keys, colours, style, an orderly end."""
