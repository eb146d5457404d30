/** A style that comes with us, as the file `media/csl/styles/<id>.csl`. */
export interface BundledStyle {
	readonly id: string;
	readonly title: string;
}

export const bundledStyles: readonly BundledStyle[] = [
	{ id: 'apa', title: 'APA, 7th edition' },
	{ id: 'chicago-author-date', title: 'Chicago, author-date' },
	{ id: 'chicago-fullnote-bibliography', title: 'Chicago, notes and bibliography' },
	{ id: 'chicago-note-bibliography', title: 'Chicago, short notes and bibliography' },
	{ id: 'ieee', title: 'IEEE' },
	{ id: 'modern-language-association', title: 'MLA' },
	{ id: 'nature', title: 'Nature' },
	{ id: 'association-for-computing-machinery', title: 'ACM' },
	{ id: 'vancouver', title: 'Vancouver' },
	{ id: 'harvard-cite-them-right', title: 'Harvard (Cite Them Right)' },
];

export const bundledLocales: readonly string[] = ['en-US', 'en-GB', 'de-DE', 'fr-FR', 'es-ES', 'it-IT', 'pt-BR', 'nl-NL', 'zh-CN', 'ja-JP'];

/** The bundled style a name means: its id, title, a common short name, or a Zotero URL or file name with it. */
export function bundledStyle(name: string): BundledStyle | undefined {
	const plain = (name.trim().toLowerCase().split(/[/\\]/).at(-1) ?? '').replace(/\.csl$/, '');
	const id = shortNames[plain] ?? plain;
	return bundledStyles.find(style => style.id === id || style.title.toLowerCase() === plain);
}

const shortNames: Readonly<Record<string, string | undefined>> = {
	chicago: 'chicago-author-date',
	'chicago-notes': 'chicago-fullnote-bibliography',
	'chicago-notes-bibliography': 'chicago-fullnote-bibliography',
	mla: 'modern-language-association',
	acm: 'association-for-computing-machinery',
	nlm: 'vancouver',
	harvard: 'harvard-cite-them-right',
};

/** The bundled locale nearest to a language tag: `de-AT` gets `de-DE`, an unknown language `en-US`. */
export function nearestLocale(language: string): string {
	const wanted = language.toLowerCase().replace(/_/g, '-');
	return bundledLocales.find(locale => locale.toLowerCase() === wanted) ?? bundledLocales.find(locale => locale.slice(0, 2) === wanted.split('-')[0]) ?? 'en-US';
}
