"""Justified paragraphs by ReportLab; Chinese and Japanese in fonts that readers bring along."""
import io
import json
import sys

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

paper = json.load(sys.stdin)
code = paper["language"]["code"]
size = paper["fontSize"]
if code == "zh":
    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
elif code == "ja":
    font = "HeiseiMin-W3"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
elif code == "en":
    font = "Times-Roman" if paper["font"] == "serif" else "Helvetica"
else:
    font = "own"
    pdfmetrics.registerFont(TTFont(font, paper["fontFile"]))
style = ParagraphStyle(
    "p", fontName=font, fontSize=size, leading=size * 1.25, spaceAfter=size / 2, alignment=TA_JUSTIFY, wordWrap="CJK" if code in ("zh", "ja") else None
)
width, height = A4
count = paper["columns"]
column = (width - 120 - (count - 1) * 20) / count
frames = [Frame(60 + at * (column + 20), 60, column, height - 120, 0, 0, 0, 0) for at in range(count)]
out = io.BytesIO()
document = BaseDocTemplate(out, pagesize=A4, invariant=1)
document.addPageTemplates(PageTemplate(frames=frames))
document.build([Paragraph(text, style) for text in paper["paragraphs"]])
sys.stdout.buffer.write(out.getvalue())
