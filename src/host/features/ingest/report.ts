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
		added > 0 ? `Added ${counted(added, 'paper')} from` : merged > 0 ? `Updated ${counted(merged, 'paper')} from` : 'No new papers in';
	const renamed = renamedOf(summary).length;
	return [
		`${first} ${origin}`,
		...(added > 0 && merged > 0 ? [`${merged} merged with papers you have`] : []),
		...(renamed > 0 ? [`${renamed} with a new key`] : []),
		...(unchanged > 0 ? [`${unchanged} already in your library`] : []),
		...(likely.length > 0 ? [counted(likely.length, 'possible duplicate')] : []),
		...(problems > 0 ? [counted(problems, 'note')] : []),
	].join(' · ');
}

/** `big.bib (BibTeX)`, `the clipboard (RIS)`, `3 files (BibTeX, RIS)`. */
function originOf(files: readonly ReportedFile[]): string {
	const labels = [...new Set(files.filter(file => file.format !== undefined).map(file => file.label))];
	const [only] = files;
	const name = files.length > 1 || only === undefined ? `${files.length} files` : only.name === clipboardName ? 'the clipboard' : only.name;
	return labels.length === 0 ? name : `${name} (${labels.join(', ')})`;
}

function counted(count: number, what: string): string {
	return count === 1 ? `1 ${what}` : `${count} ${what}s`;
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
	page.heading('Import Report');
	page.line(summarySentence(summary, likely));
	const paper = (key: string) => ({ text: key, target: { kind: 'paper', key } as const });
	const merged = mergesOf(summary).map((taken, place) => ({ ...taken, place }));
	page.section('Merged with papers you have', merged, ({ key, title, place }) => [
		'“',
		title,
		'” → ',
		paper(key),
		' · ',
		{ text: 'Keep Separate', target: { kind: 'separate', place } },
	]);
	page.section('Added with a new key, because another paper has theirs', renamedOf(summary), ({ key, wished = '', title }) => [
		'“',
		title,
		'” → ',
		paper(key),
		' (not ',
		paper(wished),
		')',
	]);
	page.section('Possible duplicates', likely, ([one, other]) => [
		paper(one),
		' and ',
		paper(other),
		' · ',
		{ text: 'Keep Separate', target: { kind: 'apart', keys: [one, other] } },
	]);
	for (const { name, uri, label, problems } of summary.files) {
		page.section(`${name} (${label})`, problems, ({ line, message }) => [
			uri === undefined ? `Line ${line}` : { text: `Line ${line}`, target: { kind: 'line', uri, line } },
			`: ${message}`,
		]);
	}
	page.section('Library files that could not be written', summary.refused, ({ path, line, message }) => [
		{ text: `${path}, line ${line}`, target: { kind: 'volume', path, line } },
		`: ${message}`,
	]);
	return page.report();
}
