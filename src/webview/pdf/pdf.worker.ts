// pdf.js reads and decodes in a thread of its own.
import 'pdfjs-dist/build/pdf.worker.mjs';
