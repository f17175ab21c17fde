"""Records of arrays as compiled code sees them: one pointer each.

A *box* is a block of words that says where each array of a record lies and how long
it is; compiled functions take its address and read ``T.name`` through it. Records
as tuples would be copied array by array at every call, and numba's own structures
count references, atomically, at every look at an array.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from llvmlite import ir
from numba import from_dtype, types
from numba.core import cgutils
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)
from numba.np.arrayobj import make_array, populate_array

Field = tuple[str, str, int]
"""Name, dtype and number of dimensions; 0 dimensions: a whole number."""
WORD = 8


class Box:
    """
    A record for compiled functions; the arrays are shared with it.

    Attributes
    ----------
    record
        Kept, so that its arrays live as long as the box.
    words
        Field by field: a whole number, or an array's address and its shape.
    """

    def __init__(self, record: NamedTuple) -> None:
        self.record = record
        self.words = np.array([*_words(record)], dtype=np.int64)
        self.address = self.words.ctypes.data
        self.type = BoxType(type(record).__name__, tuple(_fields(record)))


def _fields(record: NamedTuple) -> list[Field]:
    values = record._asdict().items()
    return [
        (name, value.dtype.name, value.ndim)
        if isinstance(value, np.ndarray)
        else (name, "int64", 0)
        for name, value in values
    ]


def _words(record: NamedTuple) -> list[int]:
    words: list[int] = []
    for value in record:
        if isinstance(value, np.ndarray):
            if not value.flags.c_contiguous:
                raise ValueError("arrays of a box must be contiguous.")
            words += [value.ctypes.data, *value.shape]
        else:
            words.append(int(value))
    return words


class BoxType(types.Type):
    """The type of a box: which record, with which fields."""

    def __init__(self, record: str, fields: tuple[Field, ...]) -> None:
        self.fields = fields
        self.places: dict[str, tuple[int, Any]] = {}
        at = 0
        for name, dtype, ndim in fields:
            whole = from_dtype(np.dtype(dtype))
            self.places[name] = at, types.Array(whole, ndim, "C") if ndim else whole
            at += 1 + ndim
        super().__init__(name=f"Box({record}, {fields})")


@register_model(BoxType)
class _BoxModel(models.PrimitiveModel):
    """Compiled, a box is its address."""

    def __init__(self, manager: Any, box: BoxType) -> None:
        super().__init__(manager, box, ir.IntType(64))


@typeof_impl.register(Box)
def _typeof(box: Box, context: Any) -> BoxType:
    return box.type


@unbox(BoxType)
def _unbox(box_type: BoxType, obj: Any, c: Any) -> NativeValue:
    address = c.pyapi.object_getattr_string(obj, "address")
    value = c.pyapi.long_as_longlong(address)
    c.pyapi.decref(address)
    return NativeValue(
        value, is_error=cgutils.is_not_null(c.builder, c.pyapi.err_occurred())
    )


@infer_getattr
class _BoxAttribute(AttributeTemplate):
    key = BoxType

    # numba's own signature says NotImplemented, meaning nothing
    def generic_resolve(self, value: Any, attr: str) -> Any:  # type: ignore[override]
        return value.places[attr][1] if attr in value.places else None


@lower_getattr_generic(BoxType)
def _read(context: Any, builder: Any, box: BoxType, value: Any, name: str) -> Any:
    at, kind = box.places[name]
    if not isinstance(kind, types.Array):
        return _word(builder, value, at)
    shape = [_word(builder, value, at + 1 + d) for d in range(kind.ndim)]
    size = context.get_constant(types.intp, WORD)
    strides = [size]
    for length in reversed(shape[1:]):
        strides.insert(0, builder.mul(strides[0], length))
    array = make_array(kind)(context, builder)
    data = builder.inttoptr(_word(builder, value, at), array.data.type)
    populate_array(array, data, shape, strides, size, meminfo=None)
    return array._getvalue()


def _word(builder: Any, address: Any, at: int) -> Any:
    """A word of a box; boxes never change, which spares reading them again."""
    whole = ir.IntType(64)
    place = builder.add(address, ir.Constant(whole, WORD * at))
    word = builder.load(builder.inttoptr(place, whole.as_pointer()))
    word.set_metadata("invariant.load", builder.module.add_metadata([]))
    return word
