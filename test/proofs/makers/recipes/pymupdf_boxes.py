"""Paragraphs in boxes by PyMuPDF."""
import json
import sys

import fitz

paper = json.load(sys.stdin)
document = fitz.open()
count = paper["columns"]
width = (475 - (count - 1) * 20) / count
size = paper["fontSize"]
own = {} if paper["language"]["code"] == "en" else {"fontname": "own", "fontfile": paper["fontFile"]}
standard = {"fontname": "tiro" if paper["font"] == "serif" else "helv"}
column, y, page = 0, 60, document.new_page(width=595, height=842)
for paragraph in paper["paragraphs"]:
    while True:
        box = fitz.Rect(60 + column * (width + 20), y, 60 + column * (width + 20) + width, 782)
        left = page.insert_textbox(box, paragraph, fontsize=size, align=3, **(own or standard)) if not box.is_empty else -1
        if left >= 0:
            y = 782 - left + size / 2
            break
        if y == 60:
            raise ValueError("a paragraph is longer than a page")
        column, y = column + 1, 60
        if column == count:
            page, column = document.new_page(width=595, height=842), 0
sys.stdout.buffer.write(document.tobytes())
