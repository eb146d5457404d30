import { localize, localizeCount } from '../../../core/data/localize';
import type { Problem } from '../../../core/ingest/format';
import type { Taken } from '../../../core/library/draft';
import type { VolumeProblem } from '../../../core/library/volumeText';
import { ReportText } from './reportText';
import type { Report } from './reportText';

export interface ReportedFile {
	readonly name: string;
	/** Where the file lies, so that its lines can be opened; `undefined` for the clipboard and what was dropped. */
	readonly uri?: string;
	/** The format's id, `undefined` where none was recognised. */
	readonly format: string | undefined;
	readonly label: string;
	readonly problems: readonly Problem[];
}

/** What an import did, in numbers and by file. */
export interface IngestSummary {
	readonly added: number;
	readonly merged: number;
	/** How many were in the library already, with all there was to know. */
	readonly unchanged: number;
	readonly problems: number;
	/** Citation keys of the added papers. */
	readonly keys: readonly string[];
	/** What became of each paper that was read, in their order. */
	readonly taken: readonly Taken[];
	readonly files: readonly ReportedFile[];
	readonly refused: readonly VolumeProblem[];
}

/** The keys of two papers that may be one. */
export type LikelyPair = readonly [string, string];

/** The name of what was pasted, where a file has its own. */
export const clipboardName = 'clipboard';

/** What a message says of an import: `Added 967 papers from big.bib (BibTeX) · 2 possible duplicates · 12 notes`. */
export function summarySentence(summary: IngestSummary, likely: readonly LikelyPair[] = []): string {
	const { added, merged, unchanged, problems } = summary;
	const origin = originOf(summary.files);
	const first =
		added > 0
			? localizeCount(added, 'Added 1 paper from {1}', 'Added {0} papers from {1}', origin)
			: merged > 0
				? localizeCount(merged, 'Updated 1 paper from {1}', 'Updated {0} papers from {1}', origin)
				: localize('No new papers in {0}', origin);
	const renamed = renamedOf(summary).length;
	return [
		first,
		...(added > 0 && merged > 0 ? [localize('{0} merged with papers you have', merged)] : []),
		...(renamed > 0 ? [localize('{0} with a new key', renamed)] : []),
		...(unchanged > 0 ? [localize('{0} already in your library', unchanged)] : []),
		...(likely.length > 0 ? [localizeCount(likely.length, '1 possible duplicate', '{0} possible duplicates')] : []),
		...(problems > 0 ? [localizeCount(problems, '1 note', '{0} notes')] : []),
	].join(' · ');
}

/** `big.bib (BibTeX)`, `the clipboard (RIS)`, `3 files (BibTeX, RIS)`. */
function originOf(files: readonly ReportedFile[]): string {
	const labels = [...new Set(files.filter(file => file.format !== undefined).map(file => file.label))];
	const [only] = files;
	const name =
		files.length > 1 || only === undefined
			? localize('{0} files', files.length)
			: only.name === clipboardName
				? localize('the clipboard')
				: only.name;
	return labels.length === 0 ? name : `${name} (${labels.join(', ')})`;
}

/** Whether there is more to say than {@link summarySentence} does. */
export function hasDetails(summary: IngestSummary, likely: readonly LikelyPair[] = []): boolean {
	return summary.problems > 0 || summary.merged > 0 || likely.length > 0 || renamedOf(summary).length > 0;
}

function renamedOf({ taken }: IngestSummary): readonly Taken[] {
	return taken.filter(({ wished }) => wished !== undefined);
}

/** What was merged, in the order in which the report names it. */
export function mergesOf({ taken }: IngestSummary): readonly Taken[] {
	return taken.filter(({ kind }) => kind === 'merged');
}

/**
 * A page that names each paper that was merged or given another key, each pair that may be one paper, and each line with something to say
 * of it; what can be opened is a link.
 */
export function importReport(summary: IngestSummary, likely: readonly LikelyPair[] = []): Report {
	const page = new ReportText();
	page.heading(localize('Import Report'));
	page.line(summarySentence(summary, likely));
	const paper = (key: string) => ({ text: key, target: { kind: 'paper', key } as const });
	const merged = mergesOf(summary).map((taken, place) => ({ ...taken, place }));
	page.section(localize('Merged with papers you have'), merged, ({ key, title, place }) => [
		'“',
		title,
		'” → ',
		paper(key),
		' · ',
		{ text: localize('Keep Separate'), target: { kind: 'separate', place } },
	]);
	page.section(localize('Added with a new key, because another paper has theirs'), renamedOf(summary), ({ key, wished = '', title }) => [
		'“',
		title,
		'” → ',
		paper(key),
		localize(' (not '),
		paper(wished),
		')',
	]);
	page.section(localize('Possible duplicates'), likely, ([one, other]) => [
		paper(one),
		localize(' and '),
		paper(other),
		' · ',
		{ text: localize('Keep Separate'), target: { kind: 'apart', keys: [one, other] } },
	]);
	for (const { name, uri, label, problems } of summary.files) {
		page.section(`${name} (${label})`, problems, ({ line, message }) => [
			uri === undefined ? localize('Line {0}', line) : { text: localize('Line {0}', line), target: { kind: 'line', uri, line } },
			`: ${message}`,
		]);
	}
	page.section(localize('Library files that couldn’t be written'), summary.refused, ({ path, line, message }) => [
		{ text: localize('{0}, line {1}', path, line), target: { kind: 'volume', path, line } },
		`: ${message}`,
	]);
	return page.report();
}
