import { localize } from '../../data/localize';
import { parseArxivId } from '../../paper/identifiers';
import { parseDoi } from '../../paper/doi';
import { linkKind } from '../../paper/links';
import type { IncomingPaper, Link, Source } from '../../paper/paper';
import { present } from '../../paper/paper';
import { unfold } from '../../text/fold';
import { texToText } from '../../text/tex';
import type { Format, Input, Reading } from '../format';
import { LineCounter } from '../../text/lineCounter';
import { naturalName } from '../../paper/personName';
import { filled, identifiersIn, namesField } from '../../paper/recordParts';
import { fileDate } from './fileDate';

/**
 * A markdown digest: tables or lists whose rows link to arXiv, to Hugging Face's pages of papers or to DOIs. Each row with such a link is
 * one paper.
 */
export const markdownDigest: Format = {
	id: 'markdown-digest',
	label: 'Markdown list of papers',
	recognise: ({ text, fileName }) => {
		const start = text.slice(0, 60_000);
		if (/^\s*(?:[{<@]|%0 |TY {2}-)/.test(start)) {
			return 0;
		}
		const links = [...start.matchAll(link)].filter(match => isPaperAddress(match[2] ?? '')).length;
		return links >= 2 ? 0.75 : links === 1 ? (/\.(?:md|markdown)$/i.test(fileName ?? '') ? 0.6 : 0.45) : 0;
	},
	read,
};

const link =
	/\[((?:[^[\]]|\[[^[\]]{0,200}\]){0,500})\]\(<?([^\s()<>]{1,500}(?:\([^\s()<>]{0,100}\)[^\s()<>]{0,200})?)>?(?:\s+"[^"]{0,300}")?\)/g;

function* read({ text, fileName }: Input): Generator<Reading> {
	const lines = new LineCounter(text);
	const source: Source = { kind: 'markdown-digest', ...present('file', fileName) };
	let date = fileDate(fileName);
	let columns: readonly string[] = [];
	let rank = 0;
	const seen = new Set<string>();
	for (const block of blocks(text)) {
		const heading = /^#{1,6} .*?(\d{4}-\d\d-\d\d)/.exec(block.text)?.[1];
		date = heading ?? date;
		if (/^\s*\|/.test(block.text) && columnsOf(block.text).some(name => /^(?:title|paper|papers|name)$/.test(name))) {
			columns = columnsOf(block.text);
			continue;
		}
		const paper = paperOf(block.text, columns, { ...source, ...present('date', date), rank: rank + 1 });
		if (paper === undefined) {
			continue;
		}
		const identity = paper.identifiers?.arxiv ?? paper.identifiers?.doi ?? paper.title;
		if (!seen.has(identity)) {
			seen.add(identity);
			rank += 1;
			yield { kind: 'paper', paper, line: lines.lineAt(block.start) };
		}
	}
	if (rank === 0) {
		yield { kind: 'problem', line: 1, message: localize('No links to papers found.') };
	}
}

interface Block {
	readonly start: number;
	readonly text: string;
}

/** Table rows (their cells may run over lines), list items and paragraphs. */
function* blocks(text: string): Generator<Block> {
	const begin = /^(?:\s*\||\s*(?:[-*+]|\d+[.)])\s|#{1,6}\s|\s*$)/;
	let open: { start: number; text: string } | undefined;
	for (let at = 0; at < text.length;) {
		const newline = text.indexOf('\n', at);
		const end = newline < 0 ? text.length : newline;
		const line = text.slice(at, end);
		if (open !== undefined && !begin.test(line)) {
			open.text += `\n${line}`;
		} else {
			if (open !== undefined) {
				yield open;
			}
			open = line.trim() === '' ? undefined : { start: at, text: line };
		}
		at = end + 1;
	}
	if (open !== undefined) {
		yield open;
	}
}

function columnsOf(row: string): readonly string[] {
	return cellsOf(row).map(cell => cell.toLowerCase().replace(/[*_]/g, '').trim());
}

function cellsOf(row: string): readonly string[] {
	return row
		.trim()
		.replace(/^\||\|$/g, '')
		.split(/(?<!\\)\|/);
}

function paperOf(block: string, columns: readonly string[], source: Source): IncomingPaper | undefined {
	const found = [...block.matchAll(link)].map(match => ({ text: match[1] ?? '', url: match[2] ?? '', at: match.index }));
	const main = found.find(({ url }) => isPaperAddress(url));
	if (main === undefined) {
		return undefined;
	}
	const cells = /^\s*\|/.test(block) ? cellsOf(block) : [];
	const cell = (pattern: RegExp) => cells[columns.findIndex(name => pattern.test(name))];
	const title = titleOf(cell(/^(?:title|paper|papers|name)$/) ?? cells[0] ?? block, found);
	const identifiers = identifiersIn(found.map(({ url }) => url).filter(isPaperAddress));
	const links: readonly Link[] = found
		.filter(({ url }) => /^https?:/.test(url) && !isPaperAddress(url))
		.map(({ url }) => ({ kind: linkKind(url), url }));
	const arxiv = identifiers?.arxiv;
	const summary = plain(cell(/summary|abstract|tl;?dr|description/) ?? '');
	return {
		type: arxiv === undefined ? 'article-journal' : 'article',
		title: title === '' ? main.url : title,
		...namesField(
			'author',
			plain(cell(/^authors?$/) ?? '')
				.split(/,\s*/)
				.map(naturalName),
		),
		...present('abstract', filled(summary)),
		URL: arxiv === undefined ? main.url : `https://arxiv.org/abs/${arxiv}`,
		...present('DOI', identifiers?.doi),
		...present('identifiers', identifiers),
		...present('links', filled(links)),
		source,
	};
}

/**
 * The text of a link, where it says more than "PDF"; else what stands in front of the first link: `Title (Read more on [arXiv](...)`,
 * `**Title** - [Paper](...)`.
 */
function titleOf(text: string, links: readonly { readonly text: string; readonly url: string }[]): string {
	const own = links.find(found => isPaperAddress(found.url) && text.includes(found.text));
	const named = plain(own?.text ?? '');
	if (named !== '' && !generic.test(named) && !/^https?:/.test(named) && parseArxivId(named) === undefined) {
		return named;
	}
	const before = text.split(/\(?(?:read more(?: on)?\s*)?\[(?!\*\*)/i)[0] ?? '';
	const bold = /\*\*([^*]+)\*\*/.exec(text)?.[1];
	const written = plain(bold ?? before).replace(/(?<![\s:–—([-])[\s:–—([-]+$/, '');
	return written === '' ? plain(links.find(found => !generic.test(plain(found.text)))?.text ?? '') : written;
}

const generic =
	/^(?:arxiv|pdf|paper|papers|abs|abstract|link|url|html|hugging ?face|hf|code|github|project|read more|tweet|source|doi|here|📄|🔗|\W*)$/i;

/** Without markdown's marks. */
function plain(text: string): string {
	const bare = text
		.replace(/^\s*(?:#{1,6}|[-*+]|\d+[.)])\s+(?:\[[ x]\]\s+)?/i, '')
		.replace(link, '$1')
		.replace(/<br\s*\/?>/gi, ' ')
		.replace(/(\*\*|__|`)(.+?)\1/g, '$2')
		.replace(/\\([|*_[\]()#])/g, '$1');
	return unfold(texToText(bare));
}

function isPaperAddress(url: string): boolean {
	return (
		/^https?:\/\//i.test(url) &&
		(parseArxivId(url) !== undefined || /(?:^|\/\/)(?:dx\.)?doi\.org\//i.test(url) || (parseDoi(url) !== undefined && /doi/i.test(url)))
	);
}
