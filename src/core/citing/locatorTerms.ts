import { unfold } from '../text/fold';
import { decodeEntities } from '../text/html';
import type { LocatorTerms } from './locators';

/**
 * How a language writes locators, from the XML of its CSL locale and what a style words otherwise: `S.`, `Seiten`, `Kap.` for pages and
 * chapters in German. Where one sign stands for two, as `§` in French, the first of {@link labels} has it, as in pandoc.
 * https://docs.citationstyles.org/en/stable/specification.html#locators
 */
export function locatorTerms(language: string, localeXml: string, styleXml: string): LocatorTerms {
	const ofStyle = elements(styleXml, 'locale').flatMap(([head, inside]) => {
		const of = /^\s+xml:lang="([^"]*)"\s*$/.exec(head)?.[1];
		return head.trim() === '' || (of !== undefined && (language === of || language.startsWith(`${of}-`))) ? [inside] : [];
	});
	const terms = [localeXml, ...ofStyle].flatMap(xml => elements(xml, 'term'));
	const found = new Map<string, string>();
	for (const label of labels) {
		for (const [, inside] of terms.filter(([head]) => head.startsWith(` name="${label}"`))) {
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

/** What stands in the head of each element of a name, and what is in it. Strangers write styles: each part of the text is met once. */
function elements(xml: string, name: string): readonly (readonly [head: string, inside: string])[] {
	return xml
		.split(new RegExp(`<${name}(?=[\\s>])`))
		.slice(1)
		.flatMap(part => {
			const [head, end] = [part.indexOf('>'), part.indexOf(`</${name}>`)];
			return head < 0 || end < head ? [] : [[part.slice(0, head), part.slice(head + 1, end)] as const];
		});
}

/** In the order in which they claim a sign. */
const labels = 'book chapter column figure folio issue line note opus page paragraph part section sub-verbo verse volume'.split(' ');

function unescaped(xml: string): string {
	return unfold(decodeEntities(xml)).toLowerCase();
}
