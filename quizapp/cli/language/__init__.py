"""The language of the command line: which one it is, and how click comes to speak it."""
