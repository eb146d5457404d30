import { fieldNamed } from './fields';
import { isPaired } from './searchableText';
import type { Query } from './query';

/** A word of a query and how it may be met. */
export interface SoughtWord {
	readonly text: string;
	/** The word itself and, where it was typed tied to others, all of them as one: `gpt` of `gpt-4` is also met by `gpt4`. */
	readonly writings: readonly string[];
	/** Bits of the fields it must stand in; 0 for any. */
	readonly mask: number;
	/** Quoted: only as it is written. */
	readonly exact: boolean;
	/** Still being typed. */
	readonly unfinished: boolean;
	/** One or two letters so far. Nearly every abstract has a word that starts so: abstracts are left aside. */
	readonly short: boolean;
	/** It ranks papers and keeps none out. */
	readonly optional: boolean;
	/** It keeps papers out even where some of the words will do. */
	readonly required: boolean;
}

/** The words that papers must have; what is excluded is not among them. */
export function soughtWords(query: Query): readonly SoughtWord[] {
	const words = query.clauses.flatMap(clause => {
		if (clause.excluded || (clause.kind !== 'words' && clause.kind !== 'phrase')) {
			return [];
		}
		const mask = clause.field === undefined ? 0 : fieldNamed(clause.field).bit;
		const exact = clause.kind === 'phrase';
		return clause.words.map((text, index): SoughtWord => {
			const unfinished = clause.kind === 'words' && clause.unfinished && index === clause.words.length - 1;
			return {
				text,
				writings: exact || clause.words.length === 1 ? [text] : [text, clause.words.join('')],
				mask,
				exact,
				unfinished,
				short: unfinished && text.length <= 2 && !isPaired(text.charCodeAt(0)),
				optional: false,
				required: exact || mask !== 0,
			};
		});
	});
	// Alone, a first letter chooses papers; behind other words it would only make them come and go while typing.
	return words.length > 1 ? words.map(word => (word.short && !word.required ? { ...word, optional: true } : word)) : words;
}
