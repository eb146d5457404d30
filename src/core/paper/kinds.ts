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
export const kindNames: Readonly<Record<FieldKind, string>> = {
	word: 'non-empty text',
	text: 'text',
	texts: 'a list of strings',
	textsByName: 'an object of strings',
	number: 'a number',
	flag: 'true or false',
	status: 'unread, reading, read',
	names: 'a list of names with string parts',
	date: 'a date: an object whose "date-parts" are lists of numbers',
	identifiers: 'an object of strings',
	links: 'a list of links, each with "kind" and "url"',
	source: 'an object with a "kind"',
	sources: 'a list of objects with a "kind"',
	object: 'an object',
	value: 'a value',
};
