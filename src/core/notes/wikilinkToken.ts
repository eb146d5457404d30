/** The type of markdown-it's tokens for `[[links]]`, also the name of their rule. */
export const wikilinkToken = 'marginalia_wikilink';
