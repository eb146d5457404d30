/** Languages in which notes link to each other. */
export const linkingLanguages = ['markdown', 'quarto', 'rmarkdown', 'rmd', 'mdx'];
