import { localize } from '../data/localize';
import type { TextEdit } from '../text/edits';
import { toBiblatex, toBibtex, writtenKey } from '../bibtex/write/bibtex';
import type { Dialect } from '../bibtex/entryTypes';
import { Macros } from '../bibtex/syntax/macros';
import type { BibtexEntry, MistakeKind } from '../bibtex/syntax/scanner';
import { BibtexScanner } from '../bibtex/syntax/scanner';
import { LineCounter } from '../text/lineCounter';
import type { IncomingPaper } from '../paper/paper';
import { applyEdits } from '../text/edits';
import { sealField, sealOfFields } from './entrySeal';
import type { ReferencesUpdate, Wanted } from './referencesUpdate';

/** {@link updateReferences} of a `.bib`. New entries are written as the file's own are: for biber where it has biblatex's fields. */
export function updateBibReferences(text: string, { cited, papers, remove }: Wanted): ReferencesUpdate {
	const file = readFile(text);
	if (file.kind === 'unreadable') {
		return file;
	}
	// As they are written: BibTeX, unlike biber, takes `New` and `new` for one key.
	const written = (key: string) => (file.dialect === 'bibtex' ? writtenKey(key).toLowerCase() : writtenKey(key));
	const fresh = new Map(papers.map(paper => [written(paper['citation-key'] ?? ''), paper]));
	const wanted = new Set([...cited].map(written));
	const edits: TextEdit[] = [];
	const counts = { added: 0, changed: 0, removed: 0 };
	for (const { key, start, end, seal } of file.entries) {
		const paper = fresh.get(written(key));
		fresh.delete(written(key));
		if (seal === undefined) {
			continue;
		}
		if (paper !== undefined) {
			const written = sealed(paper, file.dialect);
			if (written.seal !== seal) {
				edits.push({ start, end, text: inLineEndsOf(text, written.text) });
				counts.changed += 1;
			}
		} else if (remove && !wanted.has(written(key))) {
			edits.push({ start, end: behindLine(text, end), text: '' });
			counts.removed += 1;
		}
	}
	const additions = [...fresh.values()].map(paper => sealed(paper, file.dialect).text);
	counts.added = additions.length;
	if (additions.length > 0) {
		const gap = text.trim() === '' ? '' : text.endsWith('\n') ? '\n' : '\n\n';
		edits.push({
			start: text.length,
			end: text.length,
			text: inLineEndsOf(text, gap + additions.map(addition => `${addition}\n`).join('\n')),
		});
	}
	return { kind: 'updated', text: applyEdits(text, edits), ...counts };
}

interface OwnEntry {
	readonly key: string;
	readonly start: number;
	readonly end: number;
	/** What the entry says it was sealed with, where it fits: then it is ours. */
	readonly seal: string | undefined;
}

type ReadFile =
	| { readonly kind: 'read'; readonly entries: readonly OwnEntry[]; readonly dialect: Dialect }
	| (ReferencesUpdate & { readonly kind: 'unreadable' });

function readFile(text: string): ReadFile {
	const scanner = new BibtexScanner(text);
	const macros = new Macros();
	const entries: OwnEntry[] = [];
	let dialect: Dialect = 'bibtex';
	for (let item = scanner.next(); item !== undefined; item = scanner.next()) {
		if (item.kind === 'string') {
			macros.define(item.name, item.pieces);
		}
		const open =
			item.kind === 'lost'
				? item.mistakes.at(-1)
				: item.kind === 'entry'
					? item.mistakes.find(({ kind }) => openings.has(kind))
					: undefined;
		if (open !== undefined || item.kind === 'lost') {
			const line = new LineCounter(text).lineAt(open?.offset ?? item.start);
			return { kind: 'unreadable', line, message: open?.message ?? localize('Couldn’t read this entry.') };
		}
		if (item.kind === 'entry') {
			entries.push(ownEntry(item, macros));
			dialect = isOfBiblatex(item) ? 'biblatex' : dialect;
		}
	}
	return { kind: 'read', entries, dialect };
}

/** Where one of these is, nobody knows what belongs to the entry. */
const openings: ReadonlySet<MistakeKind> = new Set(['open-entry', 'open-value', 'open-brace', 'open-quotation']);

/** A `date` beside a `year` is for both. */
function isOfBiblatex({ fields }: BibtexEntry): boolean {
	const names = new Set(fields.map(({ name }) => name));
	return names.has('journaltitle') || (names.has('date') && !names.has('year'));
}

function ownEntry(entry: BibtexEntry, macros: Macros): OwnEntry {
	const { type, key, fields } = macros.expand(entry);
	const seal = fields.get(sealField);
	return {
		key,
		start: entry.start,
		end: entry.end,
		seal: seal !== undefined && seal === sealOfFields(`${type} ${key}`, fields) ? seal : undefined,
	};
}

/** The entry of a paper with its seal as last field, without the line end behind it. */
function sealed(paper: IncomingPaper, dialect: Dialect): { readonly text: string; readonly seal: string } {
	const text = (dialect === 'bibtex' ? toBibtex : toBiblatex)([paper]).trimEnd();
	const entry = new BibtexScanner(text).next();
	const { type, key, fields } =
		entry?.kind === 'entry' ? new Macros().expand(entry) : { type: '', key: '', fields: new Map<string, string>() };
	const seal = sealOfFields(`${type} ${key}`, fields);
	return { seal, text: `${text.replace(/,?\n\}$/, '')},\n  ${sealField} = {${seal}}\n}` };
}

/** Behind the line end that follows, and behind one empty line. */
function behindLine(text: string, end: number): number {
	const line = /[ \t]*(?:\r\n?|\n)(?:[ \t]*(?:\r\n?|\n))?/y;
	line.lastIndex = end;
	return line.test(text) ? line.lastIndex : end;
}

function inLineEndsOf(text: string, written: string): string {
	return /^[^\n]*\r\n/.test(text) ? written.replace(/\r?\n/g, '\r\n') : written;
}
