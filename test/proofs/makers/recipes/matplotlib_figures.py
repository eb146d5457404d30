"""Text of figures by Matplotlib, in fonts of drawn letters (Type 3)."""
import io
import json
import sys
import textwrap

import matplotlib

matplotlib.use("pdf")
from matplotlib import pyplot
from matplotlib.backends.backend_pdf import PdfPages

paper = json.load(sys.stdin)
lines = [line for text in paper["paragraphs"] for line in [*textwrap.wrap(text, 80 if paper["columns"] == 1 else 60), ""]]
out = io.BytesIO()
with PdfPages(out) as pages:
    for start in range(0, len(lines), 45):
        figure = pyplot.figure(figsize=(8.27, 11.69))
        for at, line in enumerate(lines[start : start + 45]):
            figure.text(0.08, 0.95 - at * 0.02, line, fontsize=9, family=paper["font"].replace("sans", "sans-serif"), parse_math=False)
        pages.savefig(figure)
        pyplot.close(figure)
sys.stdout.buffer.write(out.getvalue())
