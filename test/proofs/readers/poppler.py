"""Annotations of a PDF as Poppler reads them: JSON of kind, page, id, comment, boxes of quads and the words in each."""
import ctypes
import json
import re
import sys

import gi

gi.require_version("Poppler", "0.18")
from gi.repository import GLib, Poppler



class Array(ctypes.Structure):
    _fields_ = [("data", ctypes.POINTER(ctypes.c_double)), ("length", ctypes.c_uint)]


# What the binding of arrays of quads gives back is freed twice.
quads_of = ctypes.CDLL("libpoppler-glib.so.8").poppler_annot_text_markup_get_quadrilaterals
quads_of.argtypes = [ctypes.c_void_p]
quads_of.restype = ctypes.POINTER(Array)


def quads_in(annotation):
    if not isinstance(annotation, Poppler.AnnotTextMarkup):
        return []
    array = quads_of(hash(annotation)).contents
    return [[array.data[at * 8 + side] for side in range(8)] for at in range(array.length)]


def letters_of(page):
    """Each letter, the middle of its width, and its lower and upper edge, in points of PDF."""
    height = page.get_size()[1]
    _, places = page.get_text_layout()
    # Marks of direction have no place.
    text = re.sub("[\u202a-\u202e]", "", page.get_text())
    return [(letter, (place.x1 + place.x2) / 2, height - place.y2, height - place.y1) for letter, place in zip(text, places)]


def text_within(box, letters):
    left, bottom, right, top = box
    middle = (bottom + top) / 2
    return "".join(letter for letter, x, low, high in letters if left <= x <= right and low <= middle <= high)


kinds = {"HIGHLIGHT": "highlight", "UNDERLINE": "underline", "STRIKE_OUT": "strikeout", "SQUARE": "area"}
document = Poppler.Document.new_from_bytes(GLib.Bytes.new(sys.stdin.buffer.read()), None)
found = []
for number in range(document.get_n_pages()):
    page = document.get_page(number)
    letters = letters_of(page)
    for mapping in page.get_annot_mapping():
        annotation = mapping.annot
        kind = kinds.get(annotation.get_annot_type().value_nick.upper().replace("-", "_"))
        if kind is None:
            continue
        boxes, words = [], []
        for quad in quads_in(annotation):
            xs, ys = quad[::2], quad[1::2]
            boxes.append([min(xs), min(ys), max(xs), max(ys)])
            words.append(text_within(boxes[-1], letters))
        found.append({"kind": kind, "page": number + 1, "id": annotation.get_name(), "comment": annotation.get_contents() or "", "boxes": boxes, "words": words})
json.dump(found, sys.stdout)
