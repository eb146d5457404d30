import type { Source } from '../../paper';
import { present } from '../../paper';
import type { Format, Input, Reading } from '../format';
import { LineCounter } from '../lines';
import type { RawEntry } from './inheritance';
import { inherit, parentKeys } from './inheritance';
import { jabrefGroups } from './jabrefGroups';
import { Macros } from './macros';
import { paperOf } from './record';
import type { BibtexEntry, Mistake } from './scanner';
import { BibtexScanner } from './scanner';

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
	read: input => new BibtexReader(input).read(),
};

const entryHead = /^[ \t]*@[A-Za-z]+\s*[{(]\s*[^\s{}(),=]*\s*[,=#"{}]|^[ \t]*@(?:comment|preamble)\s*[{(]/im;

/** An entry whose parents stand further down waits for them no longer than this many characters; then it comes last. */
const reach = 4_000_000;

class BibtexReader {
	private readonly scanner: BibtexScanner;
	private readonly lines: LineCounter;
	private readonly macros = new Macros();
	/** Where each entry begins, by key. */
	private readonly places = new Map<string, number>();
	private readonly parents = new Map<string, RawEntry>();
	/** Entries found and not yet given out, in order. */
	private queue: (BibtexEntry | Note)[] = [];
	private taken = 0;
	private readonly late: BibtexEntry[] = [];
	private readonly groups: ReadonlyMap<string, readonly string[]>;
	private readonly source: Source;

	constructor(private readonly input: Input) {
		this.scanner = new BibtexScanner(input.text);
		this.lines = new LineCounter(input.text);
		this.groups = jabrefGroups(input.text);
		this.source = { kind: 'bibtex', ...present('file', input.fileName) };
	}

	*read(): Generator<Reading> {
		for (let item = this.take(); item !== undefined; item = this.take()) {
			if (item.kind === 'note') {
				yield this.problem(item);
			} else if (this.awaitParents(item)) {
				yield* this.give(item);
			} else {
				this.late.push(item);
			}
		}
		for (const entry of this.late) {
			yield* this.give(entry);
		}
	}

	private take(): BibtexEntry | Note | undefined {
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
			return false;
		}
		if (item.kind === 'string') {
			this.macros.define(item.name, item.pieces);
		} else if (item.kind === 'lost') {
			this.queue.push(...item.mistakes.map(mistake => noteOf(mistake, item.key)));
		} else if (item.kind === 'entry') {
			const known = item.key !== '' && this.places.has(item.key);
			if (!known && item.key !== '') {
				this.places.set(item.key, item.start);
			}
			this.queue.push(...item.mistakes.map(mistake => noteOf(mistake, item.key)));
			if (known) {
				this.queue.push(noteOf({ offset: item.start, message: 'This key was used before in this file.' }, item.key));
			}
			this.queue.push(item);
		}
		return true;
	}

	/** Reads on until the entry's parents are found, within {@link reach}. `false` where they are not. */
	private awaitParents(entry: BibtexEntry): boolean {
		if (!entry.fields.some(field => field.name === 'crossref' || field.name === 'xdata')) {
			return true;
		}
		const limit = entry.end + reach;
		while (this.missesParent(this.macros.expand(entry), 0)) {
			if (this.scanner.offset > limit || !this.scan()) {
				return this.scanner.offset <= limit;
			}
		}
		return true;
	}

	private missesParent(entry: RawEntry, depth: number): boolean {
		return parentKeys(entry.fields).some(key => {
			const parent = this.parent(key);
			return parent === undefined || (depth < deepestInheritance && this.missesParent(parent, depth + 1));
		});
	}

	private parent(key: string): RawEntry | undefined {
		const known = this.parents.get(key);
		const place = this.places.get(key);
		if (known !== undefined || place === undefined) {
			return known;
		}
		const item = new BibtexScanner(this.input.text, place).next();
		if (item?.kind !== 'entry') {
			return undefined;
		}
		const entry = this.macros.expand(item);
		this.parents.set(key, entry);
		return entry;
	}

	private *give(entry: BibtexEntry): Generator<Reading> {
		if (entry.type === 'xdata' || entry.type === 'set') {
			return;
		}
		const own = this.macros.expand(entry);
		if ([...own.fields.values()].every(value => value.trim() === '')) {
			yield this.problem(noteOf({ offset: entry.start, message: 'This entry has no fields.' }, entry.key));
			return;
		}
		for (const macro of this.macros.unknownIn(entry)) {
			yield this.problem(noteOf({ offset: entry.start, message: `There is no @string “${macro}”.` }, entry.key));
		}
		const missing = parentKeys(own.fields).filter(key => this.parent(key) === undefined);
		for (const key of missing) {
			yield this.problem(noteOf({ offset: entry.start, message: `There is no entry “${key}” to take fields from.` }, entry.key));
		}
		const paper = paperOf(this.whole(own, 0), this.source);
		const groups = this.groups.get(entry.key);
		yield { kind: 'paper', paper: groups === undefined ? paper : { ...paper, collections: groups }, line: this.lines.lineAt(entry.start) };
	}

	/** The entry with all it inherits, from its parents and theirs. */
	private whole(entry: RawEntry, depth: number): RawEntry {
		let whole = entry;
		for (const key of parentKeys(entry.fields)) {
			const parent = key === entry.key ? undefined : this.parent(key);
			if (parent !== undefined) {
				whole = inherit(whole, depth < deepestInheritance ? this.whole(parent, depth + 1) : parent);
			}
		}
		return whole;
	}

	private problem({ offset, message, key }: Note): Reading {
		return { kind: 'problem', ...this.lines.positionAt(offset), message: key === '' ? message : `${key}: ${message}` };
	}
}

// Crossed references end, and so do rings of them.
const deepestInheritance = 5;

interface Note extends Mistake {
	readonly kind: 'note';
	readonly key: string;
}

function noteOf(mistake: Mistake, key: string): Note {
	return { kind: 'note', key, ...mistake };
}
