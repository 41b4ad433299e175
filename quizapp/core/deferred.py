"""Frozen dataclasses that cost little: made when the first instance is, and with one method of their own.

`dataclasses` writes and compiles six methods for each frozen class when its module is imported. The start bar cannot
afford that: with it the first question comes after 1.29 times what the reference app takes, without it after 1.13
(CPU time, medians of 25 interleaved starts). In instructions the start is 1,278 million with `dataclasses`, 1,092 if
classes are made here but at once, 1,060 if they wait for their first instance, and 1,049 if `__init__` is compiled for
the third one only; the reference app is 882. tests/bench/README.md has these figures, and those of msgspec.

The standard library still collects the fields, so `fields`, `replace`, `match` and pydantic see what they expect.
Comparing, hashing and showing are the same functions for all classes. `__init__` writes to the instance's dictionary,
which takes less than half the time; it is compiled for the third instance, since many classes never have one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses
    from operator import attrgetter
    from threading import RLock

    _FIELDS = "__dataclass_fields__"
    _KEY = "__dataclass_key__"
    _FEW = 2
    """So many instances are made without a compiled `__init__`."""

    _lock = RLock()

    def dataclass(*, frozen: bool, slots: bool = False, kw_only: bool = False, order: bool = False):
        """As `dataclasses.dataclass`, for frozen classes whose fields are all parameters.

        `slots` is for type checkers alone, since a class cannot be given slots later.
        """

        def defer(cls):
            def finish():
                with _lock:
                    if isinstance(vars(cls).get(_FIELDS), _Pending):
                        del cls.__init__
                        delattr(cls, _FIELDS)
                        if not frozen or order:
                            dataclasses.dataclass(frozen=frozen, kw_only=kw_only, order=order)(cls)
                        else:
                            _make(cls, kw_only=kw_only)

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

    def _make(cls, *, kw_only):
        dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls)
        fields = dataclasses.fields(cls)
        names = [field.name for field in fields if field.compare]
        get = attrgetter(*names) if names else None
        setattr(cls, _KEY, staticmethod(get if len(names) > 1 else lambda self: (get(self),) if get else ()))
        for method in (__repr__, __eq__, __hash__, __setattr__, __delattr__):
            if method.__name__ not in vars(cls):
                setattr(cls, method.__name__, method)
        cls.__init__ = _init(cls, fields)

    def _init(cls, fields):
        """An `__init__` for the first instances, which replaces itself; it leaves unfit arguments to its successor."""
        places = [field.name for field in fields if not field.kw_only]
        made = 0

        def __init__(self, *args, **kwargs):
            nonlocal made
            made += 1
            values = dict(zip(places, args, strict=False))
            fit = len(args) <= len(places) and values.keys().isdisjoint(kwargs)
            values.update(kwargs)
            for field in fields if fit and made <= _FEW else ():
                if field.name not in values:
                    if field.default_factory is not dataclasses.MISSING:
                        values[field.name] = field.default_factory()
                    elif field.default is not dataclasses.MISSING:
                        values[field.name] = field.default
            if made > _FEW or not fit or len(values) != len(fields) or not values.keys() <= names:
                cls.__init__ = _compiled(cls, fields)
                cls.__init__(self, *args, **kwargs)
                return
            self.__dict__.update(values)
            if hasattr(cls, "__post_init__"):
                self.__post_init__()

        names = {field.name for field in fields}
        return __init__

    def _compiled(cls, fields):
        """The `__init__` of all instances after them."""
        places, named, body, known = [], [], [], {"_missing": dataclasses.MISSING}
        for field in fields:
            name, default, value = field.name, "", field.name
            if field.default is not dataclasses.MISSING:
                known[f"_{name}_default"] = field.default
                default = f"=_{name}_default"
            elif field.default_factory is not dataclasses.MISSING:
                known[f"_{name}_factory"] = field.default_factory
                default, value = "=_missing", f"_{name}_factory() if {name} is _missing else {name}"  # not shown
            (named if field.kw_only else places).append(f"{name}{default}")
            body.append(f" _values[{name!r}] = {value}")
        if hasattr(cls, "__post_init__"):
            body.append(" self.__post_init__()")
        parameters = ", ".join(["self", *places, *(["*", *named] if named else [])])
        exec("\n".join([f"def __init__({parameters}):", " _values = self.__dict__", *body]), known)
        known["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
        return known["__init__"]

    def __repr__(self):
        shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def __eq__(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        key = self.__dataclass_key__
        return key(self) == key(other)

    def __hash__(self):
        return hash(self.__dataclass_key__(self))

    def __setattr__(self, name, value):
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")  # not shown

    def __delattr__(self, name):
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")  # not shown
