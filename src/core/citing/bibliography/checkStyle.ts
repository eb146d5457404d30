import { localize } from '../../data/localize';
import { xmlTags } from '../../text/xmlTags';
import { StyleError } from './styleError';

/**
 * Refuses, as a `StyleError`, a citation style that citeproc would not come to the end of, or would fall over: documents name styles that
 * strangers wrote. A macro is run again at each place that calls it, so that twenty macros of two calls each are a million parts for one
 * citation; citeproc descends by calling itself; and it looks names up in plain objects.
 */
export function checkStyle(xml: string): void {
	// citeproc looks for the name of an attribute from each sign of a word again.
	if (xml.length > longest || xml.split(/['"=\t ]/).some(word => word.length > longestWord)) {
		throw tooLong();
	}
	const macros = readMacros(xml);
	const sizes = new Map<string, number>();
	const sizeOf = (name: string, depth: number): number => {
		const known = sizes.get(name);
		if (known !== undefined) {
			return known;
		}
		if (depth > deepest) {
			throw new StyleError(localize('The macros of the citation style are recursive or nested too deeply. Choose another style.'));
		}
		const run = ({ calls, parts, isChoice, weight }: Part): number => {
			const sizesOfParts = parts.map(run);
			const inner = isChoice
				? sizesOfParts.reduce((most, size) => Math.max(most, size), 0)
				: sizesOfParts.reduce((sum, size) => sum + size, 0);
			return weight + inner + (calls === undefined ? 0 : sizeOf(calls, depth + 1));
		};
		const macro = macros.get(name);
		const size = macro === undefined ? 0 : run(macro);
		sizes.set(name, size);
		return size;
	};
	if ([...macros.keys()].reduce((most, name) => Math.max(most, sizeOf(name, 0)), 0) > mostParts) {
		throw new StyleError(localize('The citation style calls its macros too often. Choose another style.'));
	}
}

function tooLong(): StyleError {
	return new StyleError(localize('The citation style is too long. Choose another one.'));
}

/** In UTF-16 units. The longest of those that Zotero has are a fifth of it. */
const longest = 1_000_000;
/** What stands between blanks, quotation marks and `=`; in Zotero's styles, addresses of some 200. */
const longestWord = 2000;
/** Of a text that is printed once for each name or work. Those of Zotero have 24 at the most. */
const longestAffix = 1000;
/** CSL-M has one for each group of languages. What citeproc does with them grows with their square. */
const mostLayouts = 100;
/** Of elements in one another, and of macros that call one another. Those of Zotero's styles are some twenty. */
const deepest = 50;
/**
 * What runs for one work at the most, a macro counted at each of its places, of alternatives the largest: some 25 microseconds each. Those
 * of Chicago come to 5,000.
 */
const mostParts = 60_000;
/** Of names, which are some 400 microseconds. */
const weightOfNames = 16;
/** Places that call a macro. What citeproc does with them grows with their square; those of Zotero's styles are some hundreds. */
const mostCalls = 3000;
/** Of one element. Those of Zotero's styles have a dozen at the most. */
const mostAttributes = 100;

/** An element of a style. */
interface Part {
	/** The macro that runs in it. */
	readonly calls: string | undefined;
	readonly parts: Part[];
	/** Whether only one of its parts runs. */
	readonly isChoice: boolean;
	/** How many simple elements it takes as long as, without its parts. */
	readonly weight: number;
}

/** What each macro is made of; what stands outside of macros is taken for one without a name. */
function readMacros(xml: string): ReadonlyMap<string, Part> {
	const outside: Part = { calls: undefined, parts: [], isChoice: false, weight: 0 };
	const macros = new Map<string, Part>([['', outside]]);
	const open: Part[] = [outside];
	let layouts = 0;
	let callers = 0;
	for (const { kind, name, rest } of xmlTags(xml)) {
		if (kind === 'close') {
			if (open.length > 1) {
				open.pop();
			}
			continue;
		}
		layouts += name === 'layout' ? 1 : 0;
		if (layouts > mostLayouts) {
			throw tooLong();
		}
		const attributes = attributesOf(rest);
		callers += attributes.has('macro') ? 1 : 0;
		if (callers > mostCalls) {
			throw tooLong();
		}
		const part: Part = {
			calls: attributes.get('macro'),
			parts: [],
			isChoice: name === 'choose',
			weight: name === 'names' ? weightOfNames : 1,
		};
		if (name === 'macro') {
			macros.set(attributes.get('name') ?? '', part);
		} else {
			open.at(-1)?.parts.push(part);
		}
		if (kind === 'open') {
			open.push(part);
		}
		if (open.length > deepest) {
			throw new StyleError(localize('The elements of the citation style are nested too deeply. Choose another style.'));
		}
	}
	return macros;
}

function attributesOf(rest: string): ReadonlyMap<string, string> {
	const attributes = new Map<string, string>();
	for (const [, name = '', double, single] of rest.matchAll(/(?<![\w:-])([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
		const value = double ?? single ?? '';
		if (attributes.size > mostAttributes) {
			throw tooLong();
		}
		if (texts.has(name) && value.length > longestAffix) {
			throw tooLong();
		}
		if (!texts.has(name) && (value.includes('&') || value.split(/\s+/).some(word => word in Object.prototype))) {
			throw new StyleError(localize('The citation style is invalid: “{0}” is not a {1}. Choose another style.', value.slice(0, 40), name));
		}
		attributes.set(name, value);
	}
	return attributes;
}

/** Attributes whose value is printed. All others hold names. */
const texts: ReadonlySet<string> = new Set([
	'prefix',
	'suffix',
	'value',
	'delimiter',
	'name-delimiter',
	'names-delimiter',
	'cite-group-delimiter',
	'after-collapse-delimiter',
	'year-suffix-delimiter',
	'layer-delimiter',
	'range-delimiter',
	'sort-separator',
	'initialize-with',
	'subsequent-author-substitute',
	'href',
	'xmlns',
	'citation-delimiter',
]);
