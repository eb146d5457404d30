"""A page of the web by xhtml2pdf."""
import io
import json
import sys

from xhtml2pdf import pisa

paper = json.load(sys.stdin)
out = io.BytesIO()
text = "".join(f"<p>{paragraph}</p>" for paragraph in paper["paragraphs"])
pisa.CreatePDF(f'<html><style>@page {{ size: a4; margin: 2cm }} p {{ font-size: {paper["fontSize"]}pt; text-align: justify }}</style>{text}</html>', dest=out)
sys.stdout.buffer.write(out.getvalue())
