"""BLAKE2b (RFC 7693) as `hashlib` has it, without the OpenSSL that importing `hashlib` loads: 4 ms."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # a Python that has it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]
