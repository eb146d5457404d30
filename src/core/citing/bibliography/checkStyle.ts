import { xmlTags } from '../../text/xmlTags';
import { StyleError } from './styleError';

/**
 * Refuses, as a `StyleError`, a citation style that citeproc would not come to the end of, or would fall over: documents name styles that strangers wrote. citeproc puts a copy of a macro in each place that calls
 * it, so that twenty macros of two calls each are a million parts; it descends by calling itself; and it looks names up in plain objects.
 */
export function checkStyle(xml: string): void {
	if (xml.length > longest) {
		throw new StyleError('The citation style is too long to be read. Choose another one.');
	}
	const macros = readMacros(xml);
	const sizes = new Map<string, number>();
	const sizeOf = (name: string, depth: number): number => {
		const known = sizes.get(name);
		if (known !== undefined) {
			return known;
		}
		if (depth > deepest) {
			throw new StyleError('The macros of the citation style call one another in a circle, or too deep. Choose another style.');
		}
		const { tags, calls } = macros.get(name) ?? { tags: 0, calls: [] };
		const size = calls.reduce((sum, called) => sum + sizeOf(called, depth + 1), tags);
		sizes.set(name, size);
		return size;
	};
	if ([...macros.keys()].reduce((sum, name) => Math.max(sum, sizeOf(name, 0)), 0) > mostTags) {
		throw new StyleError('The macros of the citation style call one another too often. Choose another style.');
	}
}

/** In UTF-16 units. The longest of those that Zotero has are a fifth of it. */
const longest = 1_000_000;
const deepest = 100;
/** With a copy of each macro in each of its places. APA, the largest that comes with us, has 19,000. */
const mostTags = 60_000;

interface Macro {
	tags: number;
	readonly calls: string[];
}

/** What each macro has and calls; what stands outside of macros is taken for one without a name. */
function readMacros(xml: string): ReadonlyMap<string, Macro> {
	const macros = new Map<string, Macro>();
	let present = '';
	let depth = 0;
	for (const { kind, name, rest } of xmlTags(xml)) {
		depth += kind === 'open' ? 1 : kind === 'close' ? -1 : 0;
		if (depth > deepest) {
			throw new StyleError('The elements of the citation style nest too deep. Choose another style.');
		}
		const attributes = attributesOf(rest);
		if (name === 'macro') {
			present = kind === 'open' ? (attributes.get('name') ?? '') : '';
		}
		const macro = macros.get(present) ?? { tags: 0, calls: [] };
		macro.tags += 1;
		const called = attributes.get('macro');
		if (called !== undefined) {
			macro.calls.push(called);
		}
		macros.set(present, macro);
	}
	return macros;
}

function attributesOf(rest: string): ReadonlyMap<string, string> {
	const attributes = new Map<string, string>();
	for (const [, name = '', double, single] of rest.matchAll(/(?<![\w:-])([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
		const value = double ?? single ?? '';
		if (!texts.has(name) && (value.includes('&') || value.split(/\s+/).some(word => word in Object.prototype))) {
			throw new StyleError(`The citation style has no meaning: “${value.slice(0, 40)}” is no ${name}. Choose another style.`);
		}
		attributes.set(name, value);
	}
	return attributes;
}

/** Attributes whose value is printed. All others hold names. */
const texts: ReadonlySet<string> = new Set(['prefix', 'suffix', 'value', 'delimiter', 'name-delimiter', 'names-delimiter', 'cite-group-delimiter', 'after-collapse-delimiter', 'year-suffix-delimiter', 'layer-delimiter', 'range-delimiter', 'sort-separator', 'initialize-with', 'subsequent-author-substitute', 'href', 'xmlns', 'citation-delimiter']);
