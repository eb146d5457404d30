import { decodeEntities } from '../../text/html';
import { blanksWithinLines } from '../../text/lineCounter';

/** One tag of a record and what stands behind it, its further lines joined by `\n`. */
export interface TaggedField {
	readonly tag: string;
	readonly value: string;
	/** UTF-16 offset of the line. */
	readonly start: number;
}

export interface TaggedRecord {
	readonly fields: readonly TaggedField[];
	/** UTF-16 offset of its first tag. */
	readonly start: number;
}

/** How a format of one tag a line is written. */
export interface TagSyntax {
	/** Matches a whole line that begins a field: tag and value. `[^]*` for the value, as `.` stops at characters that end no line here. */
	readonly field: RegExp;
	/** Whether a field begins a new record. */
	begins(tag: string): boolean;
	/** Whether a field ends its record. */
	ends?(tag: string): boolean;
	/** Whether an empty line parts records. */
	readonly emptyLineEnds?: boolean;
}

/**
 * The records of a text, one by one. Lines in front of the first tag are passed by; a line without a tag belongs to the field above it.
 * Character references are read here, since their semicolons would part names and keywords. Lines end in `\n` or `\r\n`, or in `\r` where
 * the whole text has no `\n`.
 */
export function* taggedRecords(whole: string, syntax: TagSyntax): Generator<TaggedRecord> {
	const text = whole.includes('\n') ? whole : whole.replace(/\r/g, '\n');
	let fields: { tag: string; value: string; start: number }[] = [];
	for (let at = 0; at <= text.length;) {
		const newline = text.indexOf('\n', at);
		const end = newline < 0 ? text.length : newline;
		const line = text.slice(at, end).replace(/\r$/, '').replace(blanksWithinLines, ' ');
		syntax.field.lastIndex = 0;
		const match = syntax.field.exec(line);
		const tag = match?.[1];
		if (tag === undefined) {
			const open = fields.at(-1);
			if (line.trim() === '' && syntax.emptyLineEnds === true && fields.length > 0) {
				yield { fields, start: fields[0]?.start ?? at };
				fields = [];
			} else if (open !== undefined && line.trim() !== '') {
				open.value += `\n${decodeEntities(line.trim())}`;
			}
		} else {
			if (syntax.begins(tag) && fields.length > 0) {
				yield { fields, start: fields[0]?.start ?? at };
				fields = [];
			}
			if (syntax.ends?.(tag) === true) {
				if (fields.length > 0) {
					yield { fields, start: fields[0]?.start ?? at };
				}
				fields = [];
			} else {
				fields.push({ tag, value: decodeEntities((match?.[2] ?? '').trim()), start: at });
			}
		}
		at = end + 1;
	}
	if (fields.length > 0) {
		yield { fields, start: fields[0]?.start ?? 0 };
	}
}

/** A record's values by tag. */
export class TagValues {
	private readonly values = new Map<string, string[]>();

	constructor(readonly record: TaggedRecord) {
		for (const { tag, value } of record.fields) {
			if (value !== '') {
				const known = this.values.get(tag) ?? [];
				known.push(value);
				this.values.set(tag, known);
			}
		}
	}

	/** The first value of the first tag that has one, on one line. */
	first(...tags: readonly string[]): string | undefined {
		for (const tag of tags) {
			const value = this.values.get(tag)?.[0];
			if (value !== undefined) {
				return joinLines(value);
			}
		}
		return undefined;
	}

	/** The same values but for those of some tags. */
	without(tags: readonly string[]): TagValues {
		return tags.length === 0
			? this
			: new TagValues({ ...this.record, fields: this.record.fields.filter(field => !tags.includes(field.tag)) });
	}

	/** Every value of some tags, in the order of the record, lines kept. */
	all(...tags: readonly string[]): readonly string[] {
		return this.record.fields.filter(field => tags.includes(field.tag) && field.value !== '').map(field => field.value);
	}
}

/** A value on one line. */
export function joinLines(text: string): string {
	return text.replace(/(?<!\s)\s*\n\s*/g, ' ');
}
