"""Ragged lines that Cairo's own simple text draws."""
import io
import json
import sys

import cairo

paper = json.load(sys.stdin)
out = io.BytesIO()
surface = cairo.PDFSurface(out, 595, 842)
drawing = cairo.Context(surface)
english = paper["language"]["code"] == "en"
drawing.select_font_face("DejaVu Sans" if english and paper["font"] == "sans" else paper["language"]["family"])
size = paper["fontSize"]
drawing.set_font_size(size)
count = paper["columns"]
width = (475 - (count - 1) * 20) / count
column, y = 0, 60 + size


def draw(line):
    global column, y
    if y > 782:
        column, y = column + 1, 60 + size
        if column == count:
            drawing.show_page()
            column = 0
    drawing.move_to(60 + column * (width + 20), y)
    drawing.show_text(line)
    y += size * 1.3


for paragraph in paper["paragraphs"]:
    space = paper["language"]["space"]
    line = ""
    for word in paragraph.split(" ") if space else paragraph:
        longer = line + space + word if line else word
        if drawing.text_extents(longer).x_advance > width:
            draw(line)
            line = word
        else:
            line = longer
    draw(line)
surface.finish()
sys.stdout.buffer.write(out.getvalue())
