import { exportFormat } from '../../core/export/exportFormats';
import { readPaper } from '../../core/tools/readPaper';
import type { ReadPaper } from '../../core/tools/readPaper';
import { terminalText } from '../../core/text/printable';
import type { CommandHost } from '../host';
import { UsageError, oneLine } from '../host';
import type { SessionRequest } from '../session';
import { openSession } from '../session';

/** What is known of a paper; `exported` in the format that was asked for, where it is one. */
export async function show(
	request: Omit<SessionRequest, 'needsLibrary'> & { readonly key: string; readonly format: string },
	host: CommandHost,
): Promise<{ readonly shown: ReadPaper; readonly exported: string | undefined }> {
	const { place } = await openSession({ ...request, needsLibrary: true }, host);
	const read = await readPaper(place, request.key);
	if (read.kind === 'problem') {
		throw new UsageError(read.message);
	}
	const paper = await place.papers.paper(request.key);
	return { shown: read.answer, exported: paper && exportFormat(request.format)?.write([paper]) };
}

/** A paper for people to read. */
export function shownText({ paper, note }: ReadPaper, painted: CommandHost['paint']): string {
	const paint: CommandHost['paint'] = (style, text) => painted(style, oneLine(text));
	const { title, key, authors, year, publishedIn, doi, url, status, tags, abstract, annotation, warning } = paper;
	const facts = [
		authors.join(', '),
		[publishedIn, year].filter(part => part !== undefined).join(', '),
		doi === undefined ? url : `https://doi.org/${doi}`,
	];
	const lines = [
		paint('bold', title),
		...facts.flatMap(line => (line === undefined || line === '' ? [] : [oneLine(line)])),
		oneLine([key, status, ...tags.map(tag => `#${tag}`)].join(' · ')),
		...(warning === undefined ? [] : [paint('red', warning)]),
		...[abstract, annotation].flatMap(text => (text === undefined ? [] : ['', terminalText(text)])),
		...(note === undefined ? [] : ['', paint('dim', note.path), terminalText(note.text.trimEnd())]),
	];
	return `${lines.join('\n')}\n`;
}
