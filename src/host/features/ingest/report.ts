import type { Problem } from '../../../core/ingest/format';
import type { Taken } from '../../../core/library/draft';
import type { VolumeProblem } from '../../../core/library/volumeText';
import { markdownProse } from '../../../core/text/markdownProse';

export interface ReportedFile {
	readonly name: string;
	/** The format's id, `undefined` where none was recognised. */
	readonly format: string | undefined;
	readonly label: string;
	readonly problems: readonly Problem[];
}

/** What an ingest did, in numbers and by file. */
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

const papersOf = (count: number): string => (count === 1 ? '1 paper' : `${count} papers`);

/** What became of papers, without files: `Added 8 papers, merged 1 into a paper you have`. */
function doneText({ added, merged }: IngestSummary, labels: string): string {
	const parts = [
		...(added > 0 ? [`added ${papersOf(added)}`] : []),
		...(merged > 0 ? [`merged ${papersOf(merged)} into ${merged === 1 ? 'one' : 'some'} you have`] : []),
	];
	const text = parts.length === 0 ? 'No new papers' : parts.join(', ');
	return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}${labels === '' ? '' : ` (${labels})`}.`;
}

/** What a message says of an import: `Added 8 papers (Daily Papers page). 1 problem.` */
export function summarySentence(summary: IngestSummary): string {
	const labels = [...new Set(summary.files.filter(file => file.format !== undefined).map(file => file.label))];
	const { unchanged, problems } = summary;
	const renamed = renamedOf(summary).length;
	return [
		doneText(summary, labels.join(', ')),
		...(renamed > 0 ? [`${renamed} got another key: ${renamed === 1 ? 'its own belongs' : 'their own belong'} to other papers.`] : []),
		...(unchanged > 0 ? [`${unchanged} ${unchanged === 1 ? 'was' : 'were'} already in the library.`] : []),
		...(problems > 0 ? [`${problems} ${problems === 1 ? 'problem' : 'problems'}.`] : []),
	].join(' ');
}

/** Whether there is more to say than {@link summarySentence} does. */
export function hasDetails(summary: IngestSummary): boolean {
	return summary.problems > 0 || summary.merged > 0 || renamedOf(summary).length > 0;
}

function renamedOf({ taken }: IngestSummary): readonly Taken[] {
	return taken.filter(({ wished }) => wished !== undefined);
}

/**
 * A markdown page that names each paper that was merged or given another key, each pair that may be one paper, and each line that could not
 * be placed.
 */
export function reportText(summary: IngestSummary, likely: readonly (readonly [string, string])[] = []): string {
	const merged = summary.taken
		.filter(({ kind }) => kind === 'merged')
		.map(({ key, title }) => `- “${markdownProse(title)}” was merged into \`${key}\`.`);
	const renamed = renamedOf(summary).map(
		({ key, wished = '', title }) => `- “${markdownProse(title)}” is \`${key}\`: \`${wished}\` belongs to another paper.`,
	);
	const pairs = likely.map(([one, other]) => `- \`${one}\` and \`${other}\``);
	const files = summary.files.map(({ name, label, problems }) => {
		const lines = problems.map(({ line, message }) => `- Line ${line}: ${message}`);
		return [`## ${name} (${label})`, '', ...(lines.length > 0 ? lines : ['No problems.']), ''].join('\n');
	});
	const volumes = summary.refused.map(({ path, line, message }) => `- ${path}, line ${line}: ${message}`);
	const part = (heading: string, lines: readonly string[]) => (lines.length > 0 ? [`## ${heading}`, '', ...lines, ''] : []);
	return [
		'# Import report',
		'',
		summarySentence(summary),
		'',
		...part('Merged', merged),
		...part('Kept apart under another key', renamed),
		...part('Possible duplicates', pairs),
		...files,
		...part('Volumes that could not be written', volumes),
	].join('\n');
}
