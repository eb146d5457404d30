/** The VS Code languages of documents that cite. */
export const citingLanguages = ['markdown', 'quarto', 'rmarkdown', 'rmd', 'mdx', 'myst', 'latex', 'tex', 'latex-expl3', 'rsweave', 'doctex', 'typst', 'typ'];

/** Those whose comments are HTML's, so that a managed block can stand in them. */
export const markdownLanguages = ['markdown', 'quarto', 'rmarkdown', 'rmd', 'mdx', 'myst'];
