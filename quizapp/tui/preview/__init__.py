"""The preview for authors."""
