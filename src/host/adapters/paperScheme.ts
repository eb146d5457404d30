/** Addresses of papers where VS Code knows only those of files: `marginalia-paper:/key`. */
export const paperScheme = 'marginalia-paper';
