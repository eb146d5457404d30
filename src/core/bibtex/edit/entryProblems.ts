import { localize } from '../../data/localize';
import { citationKey, uniqueKey } from '../../keys/citekey';
import type { Range, TextEdit } from '../../text/edits';
import type { Dialect } from '../entryTypes';
import { Expansion } from '../read/expansion';
import type { RawEntry } from '../read/inheritance';
import { Inheritance, parentKeys } from '../read/inheritance';
import { Macros } from '../syntax/macros';
import { repeatedFields } from '../syntax/repeatedFields';
import { paperOf } from '../read/record';
import type { BibtexEntry, BibtexItem, Mistake } from '../syntax/scanner';
import { BibtexScanner } from '../syntax/scanner';
import type { Pace } from '../../work/pace';
import { onlyBiblatex } from '../fields';
import { behindBlank, entryKeyRange, entryOpening } from './entryKeys';
import { requiredFields } from './requiredFields';
import type { Repair } from './repair';
import { syntaxRepairs } from './syntaxRepairs';

export type EntryProblemKind =
	| 'syntax'
	| 'missing-key'
	| 'duplicate-key'
	| 'repeated-field'
	| 'unknown-string'
	| 'unknown-parent'
	| 'missing-field';

/** Something of a `.bib` that its author may want to change, and where. */
export interface EntryProblem extends Range {
	readonly kind: EntryProblemKind;
	/** A plain sentence. */
	readonly message: string;
	readonly repairs: readonly Repair[];
}

export interface ProblemOptions {
	readonly pace: Pace;
	/** The pattern for keys that are missing. */
	readonly keyPattern: string;
	/** Without it, biblatex where the file has fields that BibTeX has not. */
	readonly dialect?: Dialect;
}

/** Everything that can be told of a BibTeX or biblatex file without TeX, in the order of the file. */
export async function entryProblems(text: string, { pace, keyPattern, dialect }: ProblemOptions): Promise<readonly EntryProblem[]> {
	const file = new BibFile(text, keyPattern);
	const scanner = new BibtexScanner(text);
	for (let item = scanner.next(); item !== undefined; item = scanner.next()) {
		file.take(item);
		await pace.rest();
	}
	for (const entry of file.entries) {
		file.check(entry, dialect ?? file.dialect);
		await pace.rest();
	}
	return [...file.problems].sort((a, b) => a.start - b.start);
}

class BibFile {
	readonly entries: BibtexEntry[] = [];
	readonly problems: EntryProblem[] = [];
	dialect: Dialect = 'bibtex';
	private readonly expansion = new Expansion();
	private readonly macros = new Macros(this.expansion);
	/** By key as written, and in small letters. */
	private readonly keys = new Map<string, string>();
	private readonly raw = new Map<string, RawEntry>();
	private readonly inheritance = new Inheritance(key => this.raw.get(key), this.expansion);
	private firstItem: number | undefined;

	constructor(
		private readonly text: string,
		private readonly keyPattern: string,
	) {}

	take(item: BibtexItem): void {
		this.firstItem ??= item.start;
		if (item.kind === 'string') {
			this.macros.define(item.name, item.pieces);
		} else if (item.kind === 'lost') {
			this.noteMistakes(item.mistakes, item.start, this.text.length);
			this.noteKey(item.key, item.start);
		} else if (item.kind === 'entry') {
			this.entries.push(item);
			this.noteMistakes(
				item.mistakes.filter(({ kind }) => kind !== 'no-key'),
				item.start,
				item.end,
			);
			this.noteKey(item.key, item.start);
			this.noteMacros(item);
			for (const { offset, end, message } of repeatedFields(item)) {
				this.note('repeated-field', { start: offset, end }, message);
			}
			const raw = this.macros.expand(item);
			this.raw.set(item.key, this.raw.get(item.key) ?? raw);
			if (item.fields.some(({ name }) => onlyBiblatex.has(name))) {
				this.dialect = 'biblatex';
			}
		}
	}

	/** What needs the whole file: parents, and keys that nobody has yet. */
	check(entry: BibtexEntry, dialect: Dialect): void {
		if (entry.mistakes.some(({ kind }) => kind === 'no-key')) {
			this.noteMissingKey(entry);
		}
		const own = this.macros.expand(entry);
		const strangers = parentKeys(own.fields).filter(key => !this.raw.has(key));
		for (const key of strangers) {
			this.note('unknown-parent', this.fieldRange(entry, key), localize('Cross-referenced entry “{0}” not found.', key));
		}
		// Of an entry with a mistake nobody knows what it has.
		if (strangers.length === 0 && !entry.mistakes.some(({ kind }) => kind !== 'no-key')) {
			this.noteMissingFields(entry, this.inheritance.whole(own), dialect);
		}
	}

	private noteMistakes(mistakes: readonly Mistake[], start: number, end: number): void {
		for (const mistake of mistakes) {
			this.note('syntax', lineFrom(this.text, mistake.offset), mistake.message, syntaxRepairs(this.text, mistake, { start, end }));
		}
	}

	private noteKey(key: string, entryStart: number): void {
		if (key === '') {
			return;
		}
		const before = this.keys.get(key) ?? this.keys.get(key.toLowerCase());
		const range = entryKeyRange(this.text, key, entryStart);
		if (before !== undefined) {
			const fresh = uniqueKey(key, { has: candidate => this.keys.has(candidate.toLowerCase()) });
			const message =
				before === key ? localize('Duplicate key “{0}”.', key) : localize('BibTeX treats “{0}” and “{1}” as the same key.', key, before);
			this.note('duplicate-key', range, message, [{ title: localize('Change Key to “{0}”', fresh), edits: [{ ...range, text: fresh }] }]);
		}
		this.keys.set(key, key);
		this.keys.set(key.toLowerCase(), this.keys.get(key.toLowerCase()) ?? key);
	}

	private noteMissingKey(entry: BibtexEntry): void {
		const open = entryOpening(this.text, entry.start);
		const key = citationKey(paperOf(this.macros.expand(entry), { kind: 'bibtex' }), this.keyPattern, {
			has: candidate => this.keys.has(candidate.toLowerCase()),
		});
		const hasComma = /^\s*,/.test(this.text.slice(open, open + 200));
		this.note('missing-key', { start: entry.start, end: open }, localize('This entry has no key, so it can’t be cited.'), [
			{ title: localize('Add Key “{0}”', key), edits: [{ start: open, end: open, text: hasComma ? key : `${key}, ` }] },
		]);
	}

	private noteMacros(entry: BibtexEntry): void {
		const unknown = new Set(this.macros.unknownIn(entry));
		for (const field of unknown.size === 0 ? [] : entry.fields) {
			let at = this.text.indexOf('=', field.offset) + 1;
			for (const { kind, text } of field.pieces) {
				// Behind the one before and its `#`, with comments between them.
				at = behindBlank(this.text, at);
				at = this.text[at] === '#' ? behindBlank(this.text, at + 1) : at;
				const marks = /[{"]/.test(this.text.charAt(at)) ? 1 : 0;
				const start = at + marks;
				const end = start + text.length;
				at = end + marks;
				if (kind === 'macro' && unknown.has(text)) {
					const top = this.firstItem ?? 0;
					this.note('unknown-string', { start, end }, localize('Undefined @string “{0}”.', text), [
						{ title: localize('Put “{0}” in Braces', text), edits: [{ start, end, text: `{${text}}` }] },
						{ title: localize('Define @string “{0}”', text), edits: [{ start: top, end: top, text: `@string{${text} = {${text}}}\n` }] },
					]);
				}
			}
		}
	}

	private noteMissingFields(entry: BibtexEntry, { fields }: RawEntry, dialect: Dialect): void {
		const missing = requiredFields(entry.type, dialect).filter(
			names => !names.split('|').some(name => (fields.get(name) ?? '').trim() !== ''),
		);
		if (missing.length === 0 || entry.fields.length === 0) {
			return;
		}
		const named = missing.map(names => names.split('|').join(localize(' or ')));
		const first = missing.map(names => names.split('|')[0] ?? names);
		const range = {
			start: entry.start,
			end: entry.key === '' ? entry.start + entry.type.length + 1 : entryKeyRange(this.text, entry.key, entry.start).end,
		};
		this.note('missing-field', range, localize('@{0} entries should have {1}.', entry.type, list(named)), [
			{ title: localize('Add {0}', list(first)), edits: [this.addition(entry, first)] },
		]);
	}

	/** Empty fields behind the last one. */
	private addition(entry: BibtexEntry, names: readonly string[]): TextEdit {
		const body = this.text.slice(entry.start, entry.end - 1).trimEnd();
		const at = entry.start + body.length;
		return { start: at, end: at, text: `${body.endsWith(',') ? '' : ','}\n${names.map(name => `  ${name} = {},`).join('\n')}` };
	}

	private fieldRange(entry: BibtexEntry, key: string): Range {
		const field = entry.fields.find(
			({ name, pieces }) => (name === 'crossref' || name === 'xdata') && pieces.some(piece => piece.text.includes(key)),
		);
		const start = field === undefined ? entry.start : this.text.indexOf(key, this.text.indexOf('=', field.offset));
		return { start, end: start + key.length };
	}

	private note(kind: EntryProblemKind, { start, end }: Range, message: string, repairs: readonly Repair[] = []): void {
		this.problems.push({ kind, start, end, message, repairs });
	}
}

function lineFrom(text: string, offset: number): Range {
	// Bounded: a line may hold thousands of mistakes.
	const line = /[^\r\n]{0,1000}/y;
	line.lastIndex = offset;
	const rest = line.exec(text)?.[0].trimEnd() ?? '';
	// At the end of a line something is missing behind what stands there.
	return rest === '' ? { start: Math.max(0, offset - 1), end: offset } : { start: offset, end: offset + rest.length };
}

/** `author, title and year`. */
function list(names: readonly string[]): string {
	return names.length < 2 ? names.join('') : names.slice(0, -1).join(', ') + localize(' and ') + (names.at(-1) ?? '');
}
