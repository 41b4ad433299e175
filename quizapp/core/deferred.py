"""The standard library's dataclasses, made when the first instance is.

`dataclasses` writes and compiles the methods of each class when its module is imported: 0.7 ms for a frozen class, and
47 ms for all classes that a sitting imports. Most of them have no instance when the first question is painted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses
    from threading import RLock

    _FIELDS = "__dataclass_fields__"
    _lock = RLock()

    def dataclass(*, slots: bool = False, **options: bool):
        """As `dataclasses.dataclass`; `slots` only for type checkers, since a class cannot be given slots later."""

        def defer(cls):
            def finish():
                with _lock:
                    if isinstance(vars(cls).get(_FIELDS), _Pending):
                        del cls.__init__
                        delattr(cls, _FIELDS)
                        dataclasses.dataclass(**options)(cls)

            def __init__(self, *args, **kwargs):
                finish()
                cls.__init__(self, *args, **kwargs)

            cls.__init__ = __init__
            setattr(cls, _FIELDS, _Pending(finish))
            return cls

        return defer

    class _Pending:
        """Stands where the fields will be, for those who look there: subclasses, `fields`, pydantic."""

        def __init__(self, finish):
            self._finish = finish

        def __get__(self, instance, owner):
            self._finish()
            return getattr(owner, _FIELDS)
