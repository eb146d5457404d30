import { localize } from '../data/localize';
import { parseArxivId } from '../paper/identifiers';
import type { IncomingPaper, Source } from '../paper/paper';
import { present } from '../paper/paper';
import { writtenDoi } from '../paper/doi';
import { texToText } from '../text/tex';
import type { Format, Input, Reading } from './format';
import { readLooseDate } from '../paper/looseDate';
import { creditedNames } from '../paper/personName';
import { filled } from '../paper/recordParts';
import { arxivPaper } from './xml/arxivXml';

/**
 * What arXiv announces by mail, and its `.abs` files, which have the same form: fields between two lines `\\`, then the abstract.
 * https://info.arxiv.org/help/subscribe.html
 */
export const arxivMail: Format = {
	id: 'arxiv-mail',
	label: 'arXiv announcement',
	recognise: ({ text }) => (heading.test(text.slice(0, 200_000)) ? 0.96 : 0),
	read,
};

/** A line `\\` and the paper's id below it; listings of the old days have `Paper:`. */
const heading = /^\\\\[ \t]*\r?\n(?:arXiv:|Paper(?: \(\*cross-listing\*\))?: )\S/m;

function* read({ text, fileName }: Input): Generator<Reading> {
	const source: Source = { kind: 'arxiv', ...present('file', fileName) };
	const lines = text.split(/\r\n|\r|\n/);
	for (let at = 0; at < lines.length; at += 1) {
		const [, id] = lines[at - 1]?.trimEnd() === '\\\\' ? (/^(?:arXiv:|Paper[^:]{0,30}:)\s*(\S+)/.exec(lines[at] ?? '') ?? []) : [];
		if (id === undefined) {
			continue;
		}
		const headEnd = endOf(lines, at);
		// A paper whose version was replaced has no abstract: its fields end with its address.
		const hasAbstract = lines[headEnd]?.trimEnd() === '\\\\' && !isHeading(lines[headEnd + 1]);
		const paper = paperOf(id, lines.slice(at, headEnd), hasAbstract ? lines.slice(headEnd + 1, endOf(lines, headEnd + 1)) : [], source);
		yield paper === undefined
			? { kind: 'problem', line: at + 1, message: localize('This announcement has no arXiv ID or no title.') }
			: { kind: 'paper', paper, line: at + 1 };
	}
}

function isHeading(line: string | undefined): boolean {
	return /^(?:arXiv:|Paper[^:]{0,30}:)/.test(line ?? '');
}

/** The next line that begins with `\\` or rules off. */
function endOf(lines: readonly string[], from: number): number {
	for (let at = from; at < lines.length; at += 1) {
		if (/^\\\\|^(?:-{20,}|%{20,}|={20,})\s*$/.test(lines[at] ?? '')) {
			return at;
		}
	}
	return lines.length;
}

function paperOf(id: string, head: readonly string[], abstract: readonly string[], source: Source): IncomingPaper | undefined {
	const arxiv = parseArxivId(id);
	const fields = fieldsOf(head);
	const title = fields.get('title');
	if (arxiv === undefined || title === undefined) {
		return undefined;
	}
	const [, day] = /(\d{1,2} \p{L}{3} \d{4})/u.exec(fields.get('date') ?? '') ?? [];
	return arxivPaper(
		{
			arxiv,
			title,
			abstract: abstract.join('\n'),
			doi: writtenDoi(fields.get('doi')),
			authors: creditedNames(texToText(fields.get('authors') ?? fields.get('author') ?? '')),
			journal: fields.get('journal-ref'),
			comment: fields.get('comments'),
		},
		{
			...present('issued', day === undefined ? undefined : readLooseDate(day)),
			...present('tags', filled((fields.get('categories') ?? '').split(/\s+/).filter(tag => tag !== ''))),
		},
		source,
	);
}

/** Fields by name in small letters, the first of each; an indented line goes on with the one above. */
function fieldsOf(lines: readonly string[]): ReadonlyMap<string, string> {
	const fields = new Map<string, string>();
	let open = '';
	for (const line of lines) {
		const [, name = '', value = ''] = /^([A-Za-z][A-Za-z-]{1,30}):\s*(.*)$/.exec(line) ?? [];
		if (name !== '') {
			open = fields.has(name.toLowerCase()) ? '' : name.toLowerCase();
			if (open !== '') {
				fields.set(open, value.trim());
			}
		} else if (/^\s/.test(line) && line.trim() !== '' && open !== '') {
			fields.set(open, `${fields.get(open) ?? ''} ${line.trim()}`);
		} else if (line.trim() === '') {
			open = '';
		}
	}
	return fields;
}
