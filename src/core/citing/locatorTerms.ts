import type { LocatorTerms } from './locators';

/**
 * How a language writes locators, from the XML of its CSL locale and what a style words otherwise: `S.`, `Seiten`, `Kap.` for pages and
 * chapters in German. Where one sign stands for two, as `§` in French, the first of {@link labels} has it, as in pandoc.
 * https://docs.citationstyles.org/en/stable/specification.html#locators
 */
export function locatorTerms(language: string, localeXml: string, styleXml: string): LocatorTerms {
	const terms = Array.from(styleXml.matchAll(/<locale(?:\s+xml:lang="([^"]*)")?\s*>([^]*?)<\/locale>/g), ({ 1: of, 2: inside }) =>
		of === undefined || language === of || language.startsWith(`${of}-`) ? inside : '',
	).join('');
	const found = new Map<string, string>();
	for (const label of labels) {
		for (const [, inside = ''] of `${localeXml}${terms}`.matchAll(new RegExp(String.raw`<term name="${label}"[^>]*>([^]*?)</term>`, 'g'))) {
			for (const form of inside
				.split(/<[^>]*>/)
				.map(unescaped)
				.filter(text => text !== '')) {
				found.set(form, found.get(form) ?? label);
			}
		}
	}
	return [...found].sort(([a], [b]) => b.length - a.length);
}

/** In the order in which they claim a sign. */
const labels = 'book chapter column figure folio issue line note opus page paragraph part section sub-verbo verse volume'.split(' ');

function unescaped(xml: string): string {
	return xml
		.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
		.replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
		.replaceAll('&amp;', '&')
		.replace(/\s+/g, ' ')
		.trim()
		.toLowerCase();
}
