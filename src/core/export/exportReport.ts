import { addTo } from '../data/lists';
import { localize } from '../data/localize';
import type { Json } from '../data/json';
import { isArray, isObject } from '../data/json';
import { openText } from '../ingest/ingest';
import { fieldOf } from '../paper/fields';
import { markdownProse } from '../text/markdownProse';
import type { IncomingPaper } from '../paper/paper';
import type { Pause } from '../work/pace';
import { Pace } from '../work/pace';
import type { ExportFormat } from './exportFormats';
import { cut } from '../text/cut';

/** What a format could not hold of one paper. */
export interface PaperLoss {
	readonly key: string;
	readonly title: string;
	/** The key as it is written where it can't be written as it is cited; '' where none is written. */
	readonly writtenKey?: string;
	/** Fields that are not in the file at all; `custom.x` for a field of the paper's source. */
	readonly left: readonly string[];
	/** Fields that read back otherwise than they were: `language`, with both values as texts. */
	readonly changed: readonly FieldChange[];
}

export interface FieldChange {
	readonly field: string;
	readonly from: string;
	readonly to: string;
}

/**
 * What of some papers a format leaves out or changes: each paper is written and read again, and the two are compared. Papers that come back
 * whole are not named. Gives way to the host between papers.
 */
export async function exportReport(papers: readonly IncomingPaper[], format: ExportFormat, pause: Pause): Promise<readonly PaperLoss[]> {
	const pace = new Pace(pause);
	const losses: PaperLoss[] = [];
	for (const paper of papers) {
		const loss = lossOf(paper, readBack(format.write([paper]), format));
		if (loss !== undefined) {
			losses.push(loss);
		}
		await pace.rest();
	}
	return losses;
}

function readBack(text: string, format: ExportFormat): IncomingPaper | undefined {
	for (const reading of openText(text, { fileName: `export.${format.extension}` }).readings) {
		if (reading.kind === 'paper') {
			return reading.paper;
		}
	}
	return undefined;
}

function lossOf(paper: IncomingPaper, read: IncomingPaper | undefined): PaperLoss | undefined {
	const [before, after] = [flat(paper), flat(read ?? { type: '', title: '' })];
	const left: string[] = [];
	const changed: FieldChange[] = [];
	for (const [field, from] of before) {
		const to = after.get(field);
		if (to === undefined) {
			left.push(field);
		} else if (to !== from) {
			changed.push({ field, from, to });
		}
	}
	const key = paper['citation-key'] ?? '';
	const written = read?.['citation-key'] ?? '';
	return left.length === 0 && changed.length === 0 && written === key
		? undefined
		: { key, title: paper.title, ...(written === key ? {} : { writtenKey: written }), left, changed };
}

/** What describes the work, by field, as texts that are equal where the values are; fields of the source one by one. */
function flat(paper: IncomingPaper): ReadonlyMap<string, string> {
	const fields = new Map<string, string>();
	for (const [field, value] of Object.entries(paper)) {
		const { owner, kind } = fieldOf(field);
		if (value === undefined || value === '' || value === 'unread' || owner === 'library' || kind === 'identifiers' || kind === 'links') {
			continue;
		}
		if (kind === 'object' && isObject(value)) {
			Object.entries(value).forEach(([name, part]) => part !== undefined && fields.set(`${field}.${name}`, textOfValue(part)));
		} else {
			fields.set(field, textOfValue(value));
		}
	}
	return fields;
}

function textOfValue(value: Json): string {
	return typeof value === 'string' ? value.replace(/[ \t]+/g, ' ').trim() : JSON.stringify(sorted(value));
}

/** Objects are equal whatever the order of their fields. */
function sorted(value: Json): Json {
	if (isArray(value)) {
		return value.map(sorted);
	}
	return isObject(value)
		? Object.fromEntries(
				Object.entries(value)
					.flatMap(([name, part]) => (part === undefined ? [] : [[name, sorted(part)] as const]))
					.sort(([a], [b]) => (a < b ? -1 : 1)),
			)
		: value;
}

/** The report as Markdown: keys that had to change first, then what is left out, by field. */
export function exportReportText(losses: readonly PaperLoss[], count: number, format: ExportFormat): string {
	const keys = losses.flatMap(({ key, writtenKey }) =>
		writtenKey === undefined
			? []
			: [
					writtenKey === ''
						? `- ${localize('{0} has no key in the file.', `\`${key}\``)}`
						: `- ${localize('{0} is written as {1}: {2} doesn’t allow the original key.', `\`${key}\``, `\`${writtenKey}\``, format.label)}`,
				],
	);
	const byField = new Map<string, string[]>();
	for (const { key, left } of losses) {
		left.forEach(field => addTo(byField, field, key));
	}
	const leftOut = [...byField]
		.sort(([, a], [, b]) => b.length - a.length)
		.map(
			([field, papers]) =>
				`- ${markdownProse(field)}: ${papers
					.slice(0, 20)
					.map(key => `\`${key}\``)
					.join(', ')}${papers.length > 20 ? localize(', and {0} more', papers.length - 20) : ''}`,
		);
	const changed = losses.flatMap(({ key, changed: fields }) =>
		fields.map(
			({ field, from, to }) => `- \`${key}\`, ${markdownProse(field)}: ${markdownProse(shortened(from))} → ${markdownProse(shortened(to))}`,
		),
	);
	const part = (heading: string, lines: readonly string[]) => (lines.length > 0 ? [`## ${heading}`, '', ...lines, ''] : []);
	return [
		`# ${localize('Export Report')}`,
		'',
		localize('{0} of {1} papers read back from {2} unchanged.', count - losses.length, count, format.label),
		'',
		...part(localize('Keys that can’t be written'), keys),
		...part(localize('Left out, by field'), leftOut),
		...part(localize('Written differently'), changed),
	].join('\n');
}

function shortened(text: string): string {
	return cut(text, 120);
}
