"""What every application is on its terminal."""
