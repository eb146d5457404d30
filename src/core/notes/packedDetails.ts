import type { NoteHead } from './frontmatter';
import type { NoteHeading } from './noteContents';

/** What a file says of itself. */
export interface NoteDetails extends NoteHead {
	readonly headings: readonly NoteHeading[];
}

/** {@link NoteDetails} in two texts: a tenth of the objects, and none that holds on to the whole text of its file. */
export interface PackedDetails {
	/** Citation key, title, how many aliases, those, and tags. */
	readonly head: string;
	/** Level, line and text of each. */
	readonly headings: string;
}

/** CommonMark takes it for U+FFFD, so no text has it. */
const between = '\0';

export function packDetails({ citationKey = '', title = '', aliases, tags, headings }: NoteDetails): PackedDetails {
	return {
		head: pack([citationKey, title, String(aliases.length), ...aliases, ...tags]),
		headings: pack(headings.flatMap(({ level, line, text }) => [String(level), String(line), text])),
	};
}

export function unpackDetails(packed: PackedDetails): NoteDetails {
	const [citationKey = '', title = '', count = '', ...texts] = packed.head.split(between);
	return {
		citationKey: citationKey || undefined,
		title: title || undefined,
		aliases: texts.slice(0, Number(count)),
		tags: texts.slice(Number(count)),
		headings: headingsIn(packed.headings),
	};
}

/** Only the citation key and the aliases. */
export function callsIn({ head }: PackedDetails): readonly string[] {
	const [citationKey = '', , count = '', ...texts] = head.split(between);
	const aliases = texts.slice(0, Number(count));
	return citationKey === '' ? aliases : [citationKey, ...aliases];
}

/** A text of its own: V8 would keep the whole text that a part was cut from. */
function pack(fields: readonly string[]): string {
	const packed = fields.join(between);
	return fields.length > 1 && countOf(packed) === fields.length - 1
		? packed
		: fields.map(field => field.replaceAll(between, '\uFFFD')).join(between);
}

function countOf(packed: string): number {
	let count = 0;
	for (let at = packed.indexOf(between); at >= 0; at = packed.indexOf(between, at + 1)) {
		count += 1;
	}
	return count;
}

function headingsIn(packed: string): readonly NoteHeading[] {
	const fields = packed === '' ? [] : packed.split(between);
	const headings: NoteHeading[] = [];
	for (let at = 0; at + 2 < fields.length; at += 3) {
		headings.push({ level: Number(fields[at]), line: Number(fields[at + 1]), text: fields[at + 2] ?? '' });
	}
	return headings;
}
