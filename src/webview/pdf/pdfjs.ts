import * as pdfjs from 'pdfjs-dist';

// The viewer takes its other half from here: https://github.com/mozilla/pdf.js/blob/master/web/pdfjs.js
Object.assign(globalThis, { pdfjsLib: pdfjs });

export { pdfjs };
