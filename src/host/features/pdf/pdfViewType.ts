/** What package.json calls the editor of PDFs. */
export const pdfViewType = 'marginalia.pdf';
