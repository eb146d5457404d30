// The package has no types of its own.
declare module '@citation-js/core' {
	export const plugins: { readonly input: { chain(text: string, options: { readonly generateGraph: boolean }): readonly object[] } };
}
declare module '@citation-js/plugin-bibtex';
