import { localize } from '../data/localize';
import type { KeyArgument, KeyCall } from './keyCall';
import { keyFilters, keyFunctions } from './keyFunctions';

export type KeyTerm =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'call'; readonly call: KeyCall; readonly filters: readonly KeyCall[] };

/** Terms that are put together. */
export type KeyAlternative = readonly KeyTerm[];

export type KeyPattern =
	| { readonly kind: 'pattern'; readonly alternatives: readonly KeyAlternative[] }
	/** `message` is a plain sentence that names the place. */
	| { readonly kind: 'mistake'; readonly message: string };

/**
 * Reads a pattern in the language of Better BibTeX, or says what in it cannot be read: `auth.lower + year | veryshorttitle`, alternatives
 * parted by `|`, each of terms joined by `+`, each a quoted text or a function with filters behind dots. Its older form,
 * `[auth:lower][year]`, is read as well. https://retorque.re/zotero-better-bibtex/citing/
 */
export function parseKeyPattern(pattern: string): KeyPattern {
	try {
		const source = pattern.includes('[') && !/[('"]/.test(pattern.slice(0, pattern.indexOf('['))) ? fromBrackets(pattern) : pattern;
		return { kind: 'pattern', alternatives: new PatternReader(source).read() };
	} catch (error) {
		if (error instanceof PatternMistake) {
			return { kind: 'mistake', message: error.message };
		}
		throw error;
	}
}

/** Thrown inside this file only. */
class PatternMistake extends Error {}

class PatternReader {
	private at = 0;

	constructor(private readonly source: string) {}

	read(): readonly KeyAlternative[] {
		const alternatives: KeyTerm[][] = [[]];
		for (;;) {
			alternatives.at(-1)?.push(this.readTerm());
			if (this.take(/\s*\|\|?\s*/y) !== undefined) {
				alternatives.push([]);
			} else if (this.take(/\s*\+\s*/y) === undefined) {
				break;
			}
		}
		if (this.take(/\s*$/y) === undefined) {
			throw new PatternMistake(localize('Missing + before “{0}” in the key pattern.', this.excerpt()));
		}
		return alternatives;
	}

	private readTerm(): KeyTerm {
		this.take(/\s*/y);
		const text = this.readQuoted();
		if (text !== undefined) {
			return { kind: 'text', text };
		}
		const call = this.readCall();
		if (call === undefined) {
			throw new PatternMistake(
				this.at >= this.source.length
					? localize('The key pattern is incomplete: a function such as auth or year should follow.')
					: localize('“{0}” in the key pattern isn’t a function such as auth or year.', this.excerpt()),
			);
		}
		if (!keyFunctions.has(functionName(call.name))) {
			throw new PatternMistake(
				localize('Unknown function “{0}” in the key pattern. Use one of {1}.', call.name, [...keyFunctions.keys()].join(', ')),
			);
		}
		return { kind: 'call', call, filters: this.readFilters() };
	}

	private readFilters(): readonly KeyCall[] {
		const filters: KeyCall[] = [];
		while (this.take(/\s*\.\s*/y) !== undefined) {
			const filter = this.readCall();
			if (filter === undefined || !keyFilters.has(filter.name.toLowerCase())) {
				throw new PatternMistake(
					localize(
						'Unknown filter “.{0}” in the key pattern. Use one of {1}.',
						filter?.name ?? this.excerpt(),
						[...keyFilters.keys()].join(', '),
					),
				);
			}
			filters.push(filter);
		}
		return filters;
	}

	private readCall(): KeyCall | undefined {
		const name = this.take(/[A-Za-z_]\w*/y);
		if (name === undefined) {
			return undefined;
		}
		const positional: KeyArgument[] = [];
		const named: Record<string, KeyArgument> = {};
		if (this.take(/\s*\(\s*/y) !== undefined && this.take(/\)/y) === undefined) {
			do {
				const label = this.take(/[A-Za-z]\w*\s*=(?!=)\s*/y);
				const value = this.readArgument(name);
				if (label === undefined) {
					positional.push(value);
				} else {
					named[label.trimEnd().slice(0, -1).trimEnd().toLowerCase()] = value;
				}
			} while (this.take(/\s*,\s*/y) !== undefined);
			if (this.take(/\s*\)/y) === undefined) {
				throw new PatternMistake(localize('The parenthesis after “{0}” in the key pattern isn’t closed.', name));
			}
		}
		return { name, positional, named };
	}

	private readArgument(name: string): KeyArgument {
		const quoted = this.readQuoted();
		if (quoted !== undefined) {
			return quoted;
		}
		const expression = this.take(/\/(?:\\.|[^/\\\n])+\/[a-z]*/y);
		if (expression !== undefined) {
			return this.expressionOf(expression);
		}
		const word = this.take(/[<>=!]=?|[^\s,()'"]+/y);
		if (word === undefined) {
			throw new PatternMistake(localize('“{0}” in the key pattern needs an argument.', name));
		}
		return /^-?\d+$/.test(word) ? Number(word) : word === 'true' || word === 'false' ? word === 'true' : word;
	}

	private expressionOf(text: string): RegExp {
		const end = text.lastIndexOf('/');
		try {
			return new RegExp(text.slice(1, end), text.slice(end + 1));
		} catch (error) {
			if (error instanceof SyntaxError) {
				throw new PatternMistake(localize('“{0}” in the key pattern isn’t a valid regular expression.', text));
			}
			throw error;
		}
	}

	private readQuoted(): string | undefined {
		return this.take(/'[^']*'|"[^"]*"/y)?.slice(1, -1);
	}

	private take(pattern: RegExp): string | undefined {
		pattern.lastIndex = this.at;
		const found = pattern.exec(this.source)?.[0];
		this.at += found?.length ?? 0;
		return found;
	}

	private excerpt(): string {
		return this.source.slice(this.at).trim().slice(0, 40);
	}
}

/** `Title` is the field as it stands, `title` the function; any other name is known in any case. */
export function functionName(name: string): string {
	return keyFunctions.has(name) ? name : name.toLowerCase();
}

/** `[auth:lower]_[shorttitle3_3][year]` as `auth.lower + "_" + shorttitle(3,3) + year`. */
function fromBrackets(pattern: string): string {
	const alternatives = pattern.split('|').map(alternative => {
		const terms = alternative.match(/\[[^\]]{0,999}\]|[^[]+/g) ?? [];
		return terms
			.map(term => (term.startsWith('[') ? fromBracket(term.slice(1).replace(/\]$/, '')) : `"${term.replace(/"/g, '')}"`))
			.join(' + ');
	});
	return alternatives.join(' | ');
}

function fromBracket(term: string): string {
	const [head = '', ...filters] = term.split(':');
	const call = head
		.trim()
		.replace(/^([A-Za-z]+?)(\d+)(?:_(\d+))?$/, (whole: string, name: string, first: string, second?: string) =>
			keyFunctions.has(functionName(whole)) ? whole : `${name}(${first}${second === undefined ? '' : `,${second}`})`,
		);
	const rest = filters.map(filter =>
		filter.replace(/^\((.*)\)$/, 'default="$1"').replace(
			/^(\w+)[=,](.*)$/,
			(_whole, name: string, value: string) =>
				`${name}(${value
					.split(',')
					.map(part => (/^-?\d+$/.test(part) ? part : `"${part.replace(/"/g, '')}"`))
					.join(',')})`,
		),
	);
	return [call, ...rest].join('.');
}
