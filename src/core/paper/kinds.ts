import { localize } from '../data/localize';
/** What stands in a field. `value` is anything JSON can hold: fields that nobody here knows are kept as they are. */
export type FieldKind =
	| 'word'
	| 'text'
	| 'texts'
	| 'textsByName'
	| 'number'
	| 'flag'
	| 'status'
	| 'names'
	| 'date'
	| 'identifiers'
	| 'links'
	| 'source'
	| 'sources'
	| 'object'
	| 'value';

/** Kinds as people call them, in `"abstract" must be text.` */
export function kindName(kind: FieldKind): string {
	switch (kind) {
		case 'word':
			return localize('non-empty text');
		case 'text':
			return localize('text');
		case 'texts':
			return localize('a list of strings');
		case 'textsByName':
		case 'identifiers':
			return localize('an object of strings');
		case 'number':
			return localize('a number');
		case 'flag':
			return localize('true or false');
		case 'status':
			return 'unread, reading, read';
		case 'names':
			return localize('a list of names with string parts');
		case 'date':
			return localize('a date: an object whose "date-parts" are lists of numbers');
		case 'links':
			return localize('a list of links, each with "kind" and "url"');
		case 'source':
			return localize('an object with a "kind"');
		case 'sources':
			return localize('a list of objects with a "kind"');
		case 'object':
			return localize('an object');
		case 'value':
			return localize('a value');
	}
}
