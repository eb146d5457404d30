import { localize } from '../data/localize';
import type { Source } from '../paper/paper';
import { present } from '../paper/paper';
import type { Format, Input, Reading } from './format';
import { LineCounter } from '../text/lineCounter';
import { cutAtRecords, lineBreaks } from './segments';
import { Expansion, spentExpansion } from '../bibtex/read/expansion';
import type { RawEntry } from '../bibtex/read/inheritance';
import { Inheritance, granularKeys, parentKeys } from '../bibtex/read/inheritance';
import type { Neighbours } from '../bibtex/read/neighbours';
import { jabrefGroups } from '../bibtex/read/jabrefGroups';
import type { JabrefGroups } from '../bibtex/read/jabrefGroups';
import { Macros } from '../bibtex/syntax/macros';
import { paperOf } from '../bibtex/read/record';
import { repeatedFields } from '../bibtex/syntax/repeatedFields';
import type { BibtexEntry, Remark } from '../bibtex/syntax/scanner';
import { BibtexScanner } from '../bibtex/syntax/scanner';

/** BibTeX and biblatex files. */
export const bibtex: Format = {
	id: 'bibtex',
	label: 'BibTeX',
	recognise: ({ text, fileName }: Input) => {
		const found = entryHead.exec(text.slice(0, 50_000));
		if (found === null) {
			return /\.(?:bib|bibtex|biblatex)$/i.test(fileName ?? '') ? 0.5 : 0;
		}
		return /^\s*(?:%[^\n]*\n\s*)*$/.test(text.slice(0, Math.min(found.index, 5000))) ? 0.95 : 0.6;
	},
	read: ({ text, ...rest }) => new BibtexReader([text], [text], rest).read(),
	readParts: ({ parts, ...rest }) =>
		new BibtexReader(cutAtRecords(parts, /^[ \t]{0,9}@[A-Za-z]+\s*[{(]\s*[^\s,={}][^,={}\r\n]*,/gm), parts, rest).read(),
};

// Blanks are bounded: two stretches of them side by side would be tried in every proportion.
const entryHead =
	/^[ \t]*@[A-Za-z]{1,99}\s{0,99}(?:\{\s{0,99}[^,={}"\r\n]{0,999}(?:\r?\n[ \t]{0,99})?|\(\s{0,99}[^\s{}(),=]{0,999}\s{0,99})[,=#"{}]|^[ \t]*@(?:comment|preamble)\s{0,99}[{(]/im;

/** An entry whose parents stand further down waits for them no longer than this many characters; then it comes last. */
const reach = 400_000;

/** A stretch of the text that is scanned by itself. */
class Stretch {
	readonly lines: LineCounter;

	/** `start` and `linesBefore` say where it stands in the whole. */
	constructor(
		readonly text: string,
		readonly start: number,
		readonly linesBefore: number,
	) {
		this.lines = new LineCounter(text);
	}

	next(text: string): Stretch {
		return new Stretch(text, this.start + this.text.length, this.linesBefore + lineBreaks(this.text));
	}
}

/** Something found and where; its offsets count from there. */
interface Placed<Item> {
	readonly item: Item;
	readonly stretch: Stretch;
}

class BibtexReader {
	private readonly stretches: Iterator<string>;
	private stretch: Stretch;
	private scanner: BibtexScanner;
	private readonly expansion = new Expansion();
	private readonly macros = new Macros(this.expansion);
	private readonly inheritance = new Inheritance(key => this.parent(key), this.expansion);
	private saidSpent = false;
	/** Where each entry begins, by key. */
	private readonly places = new Map<string, Placed<number>>();
	/** Keys by themselves in lower case: BibTeX looks for parents without regard to case. */
	private readonly keysInLowerCase = new Map<string, string>();
	private readonly parents = new Map<string, RawEntry>();
	/** Entries found and not yet given out, in order. */
	private queue: Placed<BibtexEntry | Note>[] = [];
	private taken = 0;
	private readonly late: Placed<BibtexEntry>[] = [];
	private readonly neighbours: Neighbours | undefined;
	private readonly groups: JabrefGroups;
	private readonly source: Source;

	/** The text in stretches that begin with an entry, and in parts, of which the last hold what JabRef writes at the end. */
	constructor(stretches: Iterable<string>, parts: readonly string[], { fileName, neighbours }: Omit<Input, 'text'>) {
		this.neighbours = neighbours;
		this.stretches = stretches[Symbol.iterator]();
		const first = this.stretches.next();
		this.stretch = new Stretch(first.done === true ? '' : first.value, 0, 0);
		this.scanner = new BibtexScanner(this.stretch.text);
		this.groups = jabrefGroups(parts);
		this.source = { kind: 'bibtex', ...present('file', fileName) };
	}

	*read(): Generator<Reading> {
		for (let placed = this.take(); placed !== undefined; placed = this.take()) {
			const { item, stretch } = placed;
			if (item.kind === 'note') {
				yield problemOf(item, stretch);
			} else if (this.awaitParents(item, stretch)) {
				yield* this.give(item, stretch);
			} else {
				this.late.push({ item, stretch });
			}
		}
		for (const { item, stretch } of this.late) {
			yield* this.give(item, stretch);
		}
	}

	private take(): Placed<BibtexEntry | Note> | undefined {
		while (this.taken >= this.queue.length) {
			this.queue = [];
			this.taken = 0;
			if (!this.scan()) {
				return undefined;
			}
		}
		this.taken += 1;
		return this.queue[this.taken - 1];
	}

	/** Scans the next item of the text into the queue. `false` at its end. */
	private scan(): boolean {
		const item = this.scanner.next();
		if (item === undefined) {
			return this.openNext();
		}
		if (item.kind === 'string') {
			this.macros.define(item.name, item.pieces);
		} else if (item.kind === 'comment') {
			if (item.isOpen) {
				this.joinNext(item.start);
			}
		} else if (item.kind === 'lost') {
			this.note(item.mistakes, item.key);
		} else if (item.kind === 'entry') {
			const known = item.key !== '' && this.places.has(item.key);
			if (!known && item.key !== '') {
				this.places.set(item.key, { item: item.start, stretch: this.stretch });
				this.keysInLowerCase.set(item.key.toLowerCase(), this.keysInLowerCase.get(item.key.toLowerCase()) ?? item.key);
			}
			this.note(item.mistakes, item.key);
			if (known) {
				this.note([{ offset: item.start, message: localize('Duplicate key.') }], item.key);
			}
			this.note(repeatedFields(item), item.key);
			this.queue.push({ item, stretch: this.stretch });
		}
		return true;
	}

	private note(mistakes: readonly Remark[], key: string): void {
		for (const mistake of mistakes) {
			this.queue.push({ item: noteOf(mistake, key), stretch: this.stretch });
		}
	}

	private openNext(): boolean {
		const next = this.stretches.next();
		if (next.done === true) {
			return false;
		}
		this.stretch = this.stretch.next(next.value);
		this.scanner = new BibtexScanner(this.stretch.text);
		return true;
	}

	/**
	 * A stretch may end within a comment that holds entries: reads on from that comment with the stretches behind it, ever more of them, so
	 * that even one that never closes is copied but a few times.
	 */
	private joinNext(start: number): void {
		const rest = this.stretch.text.slice(start);
		const texts = [rest];
		for (let length = 0, next = this.stretches.next(); next.done !== true; next = this.stretches.next()) {
			texts.push(next.value);
			length += next.value.length;
			if (length > rest.length) {
				break;
			}
		}
		if (texts.length > 1) {
			this.stretch = new Stretch(
				texts.join(''),
				this.stretch.start + start,
				this.stretch.linesBefore + lineBreaks(this.stretch.text.slice(0, start)),
			);
			this.scanner = new BibtexScanner(this.stretch.text);
		}
	}

	private get offset(): number {
		return this.stretch.start + this.scanner.offset;
	}

	/** Reads on until the entry's parents are found, within {@link reach}. `false` where they are not. */
	private awaitParents(entry: BibtexEntry, { start }: Stretch): boolean {
		const takesSome = entry.fields.some(({ name, pieces }) => name === 'crossref' || pieces.some(({ text }) => text.includes('xdata')));
		if (!takesSome && !entry.fields.some(({ name }) => name === 'xdata')) {
			return true;
		}
		const limit = start + entry.end + reach;
		const { fields } = this.macros.expand(entry);
		for (const key of [...parentKeys(fields), ...granularKeys(fields)]) {
			let missing = this.inheritance.missingFrom(key);
			while (missing !== undefined) {
				if (this.offset > limit || !this.scan()) {
					return this.offset <= limit;
				}
				missing = this.placeOf(missing) !== undefined ? this.inheritance.missingFrom(key) : missing;
			}
		}
		return true;
	}

	private placeOf(key: string): Placed<number> | undefined {
		return this.places.get(key) ?? this.places.get(this.keysInLowerCase.get(key.toLowerCase()) ?? key);
	}

	private parent(key: string): RawEntry | undefined {
		const known = this.parents.get(key);
		const place = this.placeOf(key);
		const item =
			known !== undefined
				? undefined
				: place === undefined
					? this.neighbours?.entry(key)
					: new BibtexScanner(place.stretch.text, place.item).next();
		if (item?.kind !== 'entry') {
			return known;
		}
		this.defineFrom(item);
		const entry = this.macros.expand(item);
		this.parents.set(key, entry);
		return entry;
	}

	/** A string that only another file defines is defined by that. */
	private defineFrom({ fields }: Pick<BibtexEntry, 'fields'>, generations = 5): void {
		const { neighbours } = this;
		for (const name of neighbours === undefined || generations === 0 ? [] : this.macros.unknownIn({ fields })) {
			const pieces = neighbours?.string(name);
			if (pieces !== undefined) {
				this.defineFrom({ fields: [{ name, offset: 0, end: 0, pieces }] }, generations - 1);
				this.macros.define(name, pieces);
			}
		}
	}

	private *give(entry: BibtexEntry, stretch: Stretch): Generator<Reading> {
		if (entry.type === 'xdata' || entry.type === 'set') {
			return;
		}
		this.defineFrom(entry);
		const own = this.macros.expand(entry);
		if ([...own.fields.values()].every(value => value.trim() === '')) {
			yield problemOf(noteOf({ offset: entry.start, message: localize('This entry has no fields.') }, entry.key), stretch);
			return;
		}
		for (const macro of this.macros.unknownIn(entry)) {
			yield problemOf(noteOf({ offset: entry.start, message: localize('Undefined @string “{0}”.', macro) }, entry.key), stretch);
		}
		const missing = [...parentKeys(own.fields), ...granularKeys(own.fields)].filter(key => this.parent(key) === undefined);
		for (const key of missing) {
			yield problemOf(
				noteOf({ offset: entry.start, message: localize('Cross-referenced entry “{0}” not found.', key) }, entry.key),
				stretch,
			);
		}
		const paper = paperOf(this.inheritance.whole(own), this.source);
		if (this.expansion.isSpent && !this.saidSpent) {
			this.saidSpent = true;
			yield problemOf(noteOf({ offset: entry.start, message: spentExpansion() }, entry.key), stretch);
		}
		const collections = this.groups.of(entry.key, own.fields.get('groups'));
		yield {
			kind: 'paper',
			paper: { ...paper, ...present('collections', collections) },
			line: stretch.linesBefore + stretch.lines.lineAt(entry.start),
		};
	}
}

function problemOf({ offset, message, key }: Note, { lines, linesBefore }: Stretch): Reading {
	const { line, column } = lines.positionAt(offset);
	return { kind: 'problem', line: linesBefore + line, column, message: key === '' ? message : `${key}: ${message}` };
}

interface Note extends Remark {
	readonly kind: 'note';
	readonly key: string;
}

function noteOf(remark: Remark, key: string): Note {
	return { ...remark, kind: 'note', key };
}
