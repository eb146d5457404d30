import { tableOf } from '../../data/table';
import dates from '../../../../media/csl/dates.json';

/** A style that comes with us, as the file `media/csl/styles/<id>.csl`. */
export interface BundledStyle {
	readonly id: string;
	readonly title: string;
}

/** The day of the newest change in the bundled styles, `2023-02-09`: editions of style guides that came later are not known to them. */
export const stylesDate: string = dates.styles;

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

/** The first of a language stands for its others. */
export const bundledLocales: readonly string[] =
	'en-US en-GB de-DE fr-FR es-ES it-IT pt-BR nl-NL zh-CN ja-JP af-ZA ar bg-BG ca-AD cs-CZ cy-GB da-DK de-AT de-CH el-GR es-CL es-MX et-EE eu fa-IR fi-FI fr-CA he-IL hi-IN hr-HR hu-HU id-ID is-IS km-KH ko-KR la lt-LT lv-LV mn-MN nb-NO nn-NO pl-PL pt-PT ro-RO ru-RU sk-SK sl-SI sr-RS sv-SE th-TH tr-TR uk-UA vi-VN zh-TW bal-PK brh-PK gl-ES lij-IT ms-MY pa-PK'.split(
		' ',
	);

/** The bundled style a name means: its id, title, a common short name, or a Zotero URL or file name with it. */
export function bundledStyle(name: string): BundledStyle | undefined {
	const plain = (name.trim().toLowerCase().split(/[/\\]/).at(-1) ?? '').replace(/\.csl$/, '');
	const id = shortNames.get(plain) ?? plain;
	return bundledStyles.find(style => style.id === id || style.title.toLowerCase() === plain);
}

/**
 * The style that a dependent one follows, by its name: `nature` for `http://www.zotero.org/styles/nature`.
 * https://docs.citationstyles.org/en/stable/specification.html#file-types
 */
export function parentStyle(xml: string): string | undefined {
	const link = /<link\b[^>]*\brel=["']independent-parent["'][^>]*>/.exec(xml)?.[0];
	const address = link === undefined ? undefined : /\bhref=["']([^"']+)["']/.exec(link)?.[1];
	return address?.split('/').at(-1);
}

/** The language a style is written for, where it says one. https://docs.citationstyles.org/en/stable/specification.html#default-locale */
export function styleLanguage(xml: string): string | undefined {
	return /<style\b[^>]*\bdefault-locale=["']([\w-]+)["']/.exec(xml)?.[1];
}

/** As the style names itself, in plain text. */
export function styleTitle(xml: string): string | undefined {
	return /<title>([^<]+)<\/title>/.exec(xml)?.[1]?.trim().replaceAll('&amp;', '&');
}

const shortNames = tableOf<string>({
	chicago: 'chicago-author-date',
	'chicago-notes': 'chicago-fullnote-bibliography',
	'chicago-notes-bibliography': 'chicago-fullnote-bibliography',
	mla: 'modern-language-association',
	acm: 'association-for-computing-machinery',
	nlm: 'vancouver',
	harvard: 'harvard-cite-them-right',
});

/** The bundled locale nearest to a language tag: `de-AT` gets `de-DE`, an unknown language `en-US`. */
export function nearestLocale(language: string): string {
	const wanted = language.toLowerCase().replace(/_/g, '-');
	return (
		bundledLocales.find(locale => locale.toLowerCase() === wanted) ??
		bundledLocales.find(locale => locale.split('-')[0] === (languageNames.get(wanted.split('-')[0] ?? '') ?? wanted.split('-')[0])) ??
		'en-US'
	);
}

/** Of the two ways of writing Norwegian, Bokmål is the common one. */
const languageNames = tableOf<string>({ no: 'nb' });
