"""Frozen dataclasses that cost little: made when the first instance is, and with one method of their own.

`dataclasses` writes and compiles six methods for each frozen class when its module is imported. The start bar cannot
afford that: with it the first question comes after 1.29 times what the reference app takes, without it after 1.13
(CPU time, medians of 25 interleaved starts). In instructions the start is 1,278 million with `dataclasses`, 1,092 if
classes are made here but at once, 1,060 if they wait for their first instance, and 1,049 if `__init__` is compiled for
the third one only; the reference app is 882. tests/bench/README.md has these figures, and those of msgspec.

Nor can a list of decks afford to import `dataclasses`, which takes it 7 ms of 28, most of them for `inspect`. So fields
are collected here, and the standard library does it over again for whoever asks it: its `fields`, `replace`, `asdict`
and pydantic see what they expect. Comparing, hashing and showing are the same functions for all classes. `__init__`
writes to the instance's dictionary, which takes less than half the time; it is compiled for the third instance, since
many classes never have one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
else:
    from operator import attrgetter
    from threading import RLock

    _FIELDS = "__dataclass_fields__"
    _OWN = "__deferred_fields__"
    _KEY = "__dataclass_key__"
    _FEW = 2
    """So many instances are made without a compiled `__init__`."""

    _MISSING = object()
    _lock = RLock()

    class field:  # named as in `dataclasses`
        """As `dataclasses.field`, with the options that are in use."""

        __slots__ = ("compare", "default", "default_factory", "kw_only", "name", "repr")

        def __init__(self, *, default=_MISSING, default_factory=_MISSING, repr=True, compare=True):
            self.default, self.default_factory, self.repr, self.compare = default, default_factory, repr, compare

        @property
        def options(self):
            options = {"default": self.default, "default_factory": self.default_factory}
            options = {name: value for name, value in options.items() if value is not _MISSING}
            return options | {"repr": self.repr, "compare": self.compare}

    def dataclass(*, frozen: bool, slots: bool = False, kw_only: bool = False, order: bool = False):
        """As `dataclasses.dataclass`, for frozen classes whose fields are all parameters.

        Bases with fields are made here too, and options of fields given with the `field` of this module. `slots` is for
        type checkers alone, since a class cannot be given slots later.
        """

        def defer(cls):
            def make():
                with _lock:
                    if vars(cls)["__init__"] is not __init__:
                        return
                    if not frozen or order:
                        del cls.__init__
                        _make_by_library(cls, frozen=frozen, kw_only=kw_only, order=order)
                    else:
                        _make(cls, kw_only=kw_only)

            def make_fields():
                with _lock:
                    make()
                    if isinstance(vars(cls)[_FIELDS], _Pending):
                        _make_by_library(cls, init=False, repr=False, eq=False, kw_only=kw_only)

            def __init__(self, *args, **kwargs):
                make()
                cls.__init__(self, *args, **kwargs)

            cls.__init__ = __init__
            setattr(cls, _FIELDS, _Pending(make, make_fields))
            return cls

        return defer

    def replace(instance, /, **changes):
        """As `dataclasses.replace`."""
        fields = vars(type(instance)).get(_OWN)
        if fields is None:
            return dataclasses().replace(instance, **changes)
        return type(instance)(**{name: getattr(instance, name) for name in fields if name not in changes}, **changes)

    def dataclasses():
        """The module of the standard library, which is imported when it is needed."""
        import dataclasses

        return dataclasses

    class _Pending:
        """Stands where the fields will be, for those who look there: `fields`, pydantic."""

        def __init__(self, make, make_fields):
            self.make, self._make_fields = make, make_fields

        def __get__(self, instance, owner):
            self._make_fields()
            return getattr(owner, _FIELDS)

    def _make_by_library(cls, **options):
        own = vars(cls).get(_OWN, {})
        for name in vars(cls).get("__annotations__", ()):
            given = own.get(name) or vars(cls).get(name)
            if isinstance(given, field):
                setattr(cls, name, dataclasses().field(**given.options))
        dataclasses().dataclass(**options)(cls)

    def _make(cls, *, kw_only):
        setattr(cls, _OWN, _collected(cls, kw_only))
        fields = list(getattr(cls, _OWN).values())
        names = [field.name for field in fields if field.compare]
        get = attrgetter(*names) if names else None
        setattr(cls, _KEY, staticmethod(get if len(names) > 1 else lambda self: (get(self),) if get else ()))
        cls.__match_args__ = tuple(field.name for field in fields if not field.kw_only)
        for method in (__repr__, __eq__, __hash__, __setattr__, __delattr__):
            if method.__name__ not in vars(cls):
                setattr(cls, method.__name__, method)
        cls.__init__ = _init(cls, fields)

    def _collected(cls, kw_only):
        """The fields of a class by name: those of its bases, then its own, whose defaults stay in the class alone."""
        fields = {}
        for base in reversed(cls.__mro__[1:]):
            if isinstance(pending := vars(base).get(_FIELDS), _Pending):
                pending.make()
            fields |= vars(base).get(_OWN, {})
        for name, kind in vars(cls).get("__annotations__", {}).items():
            if "ClassVar" in str(kind):
                continue
            given = vars(cls).get(name, _MISSING)
            if hasattr(given, "default_factory") and not isinstance(given, field):
                raise TypeError(f"{cls.__qualname__}.{name} is not made by the `field` of {__name__}")  # not shown
            own = fields[name] = given if isinstance(given, field) else field(default=given)
            own.name, own.kw_only = name, kw_only
            if own.default is not _MISSING:
                setattr(cls, name, own.default)
            elif own is given:
                delattr(cls, name)
        return fields

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
                    if field.default_factory is not _MISSING:
                        values[field.name] = field.default_factory()
                    elif field.default is not _MISSING:
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
        places, named, body, known = [], [], [], {"_missing": _MISSING}
        for field in fields:
            name, default, value = field.name, "", field.name
            if field.default is not _MISSING:
                known[f"_{name}_default"] = field.default
                default = f"=_{name}_default"
            elif field.default_factory is not _MISSING:
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
        fields = getattr(self, _OWN).values()
        shown = (f"{field.name}={getattr(self, field.name)!r}" for field in fields if field.repr)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def __eq__(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        key = self.__dataclass_key__
        return key(self) == key(other)

    def __hash__(self):
        return hash(self.__dataclass_key__(self))

    def __setattr__(self, name, value):
        raise dataclasses().FrozenInstanceError(f"cannot assign to field {name!r}")  # not shown

    def __delattr__(self, name):
        raise dataclasses().FrozenInstanceError(f"cannot delete field {name!r}")  # not shown
