"""The pure heart: values in, values out. No files, no clock, no global randomness."""
