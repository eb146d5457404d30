"""Justified paragraphs by Pango, as GTK's programs print them: shaped, in both directions."""
import io
import json
import sys

import cairo
import gi

gi.require_version("Pango", "1.0")
gi.require_version("PangoCairo", "1.0")
from gi.repository import Pango, PangoCairo

paper = json.load(sys.stdin)
out = io.BytesIO()
surface = cairo.PDFSurface(out, 595, 842)
drawing = cairo.Context(surface)
english = paper["language"]["code"] == "en"
family = "DejaVu Sans" if english and paper["font"] == "sans" else paper["language"]["family"]
count = paper["columns"]
width = (475 - (count - 1) * 20) / count
column, y = 0, 60
for paragraph in paper["paragraphs"]:
    layout = PangoCairo.create_layout(drawing)
    layout.set_font_description(Pango.FontDescription(f'{family} {paper["fontSize"] * 0.75}'))
    layout.set_width(int(width * Pango.SCALE))
    layout.set_justify(True)
    layout.set_wrap(Pango.WrapMode.WORD_CHAR)
    layout.set_text(paragraph, -1)
    for at in range(layout.get_line_count()):
        line = layout.get_line_readonly(at)
        _, extents = line.get_pixel_extents()
        if y + extents.height > 782:
            column, y = column + 1, 60
            if column == count:
                drawing.show_page()
                column = 0
        left = width - extents.width if paper["language"]["direction"] == "rtl" else 0
        drawing.move_to(60 + column * (width + 20) + left, y - extents.y)
        PangoCairo.show_layout_line(drawing, line)
        y += extents.height
    y += 6
surface.finish()
sys.stdout.buffer.write(out.getvalue())
