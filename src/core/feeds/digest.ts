import { localize } from '../data/localize';
import type { TextEdit } from '../text/edits';
import { webAddress } from '../text/addresses';
import { printKey } from '../markdown/citationKeys';
import type { JsonObject } from '../data/json';
import type { ManagedBlock, NoteProblem } from '../notes/managedBlocks';
import { findManagedBlocks, sealBlocks, sealComment } from '../notes/managedBlocks';
import { identifierUrl } from '../paper/identifiers';
import { citationOf, isCitableKey } from '../notes/citationOf';
import { isoDate, momentOf } from '../notes/moment';
import { sealOf } from '../notes/seal';
import type { FieldValue, TagUse, TemplateMistake } from '../notes/templateLanguage';
import { fillTemplate, quoteLines } from '../notes/templateLanguage';
import { shortAuthors } from '../paper/names';
import type { IncomingPaper, Paper } from '../paper/paper';
import { present } from '../paper/paper';
import { unfold } from '../text/fold';
import { lineEnding } from '../text/lines';
import { markdownBehind, markdownProse } from '../text/markdownProse';
import { withoutMarkup } from '../text/markup';
import { firstSentences } from './firstSentences';
import { byTrend } from './trending';
import { doiAddress } from '../paper/doi';

export type Period = 'day' | 'week';

/** The days of a digest, both as `2026-11-24`. */
export interface DigestSpan {
	readonly from: string;
	readonly to: string;
	/** As people name it, and its file: `2026-11-24`, `2026-W48`. */
	readonly name: string;
}

/** The day, or the week from Monday to Sunday, in which an instant lies. Weeks are numbered as ISO 8601 has it. */
export function spanOf(period: Period, at: Date): DigestSpan {
	const day = new Date(at.getFullYear(), at.getMonth(), at.getDate());
	if (period === 'day') {
		const name = isoDate(momentOf(day));
		return { from: name, to: name, name };
	}
	const shifted = (days: number) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + days);
	const weekday = (day.getDay() + 6) % 7;
	// The week belongs to the year its Thursday is in.
	const thursday = shifted(3 - weekday);
	const ordinal = Math.round(
		(Date.UTC(thursday.getFullYear(), thursday.getMonth(), thursday.getDate()) - Date.UTC(thursday.getFullYear(), 0, 1)) / 86_400_000,
	);
	const week = String(Math.floor(ordinal / 7) + 1).padStart(2, '0');
	return {
		from: isoDate(momentOf(shifted(-weekday))),
		to: isoDate(momentOf(shifted(6 - weekday))),
		name: `${thursday.getFullYear()}-W${week}`,
	};
}

/** A paper that a span brought, into the library or a feed. */
export interface Brought {
	readonly paper: IncomingPaper;
	/** When it came here; an ISO 8601 instant. */
	readonly added: string;
	/** Its citation key in the library. */
	readonly key?: string;
	/** Where it opens in the editor, if the library does not have it. */
	readonly address?: string;
}

/** One paper of a digest. */
export interface DigestEntry {
	/** A citation, which the editor opens in the reader, or a link that shows what would be added; empty where neither is known. */
	readonly link: string;
	readonly key: string | undefined;
	/** Where it can be read on the web. */
	readonly page: string | undefined;
	readonly title: string;
	/** `Song et al.`; empty where nobody is known. */
	readonly authors: string;
	/** The abstract's first sentences. */
	readonly gist: string;
	readonly upvotes: number | undefined;
}

/** What a span brought, what trends most first. */
export function digestEntries(papers: readonly Brought[], span: DigestSpan, now: Date, most = 30): readonly DigestEntry[] {
	const within = papers.filter(({ paper: { source }, added }) => isOfSpan({ ...present('source', source), added }, span, now));
	const ranked = byTrend(
		within,
		({ paper: { source }, added }) => ({ upvotes: source?.upvotes ?? 0, listed: dayOf({ ...present('source', source), added }, now) }),
		now,
	);
	return ranked.slice(0, most).map(({ paper, key, address }) => ({
		link: key !== undefined ? citationOf(key) : address === undefined ? '' : `[Open](${address})`,
		key,
		page: identifierUrl(paper.identifiers ?? {}) ?? (paper.DOI === undefined ? webAddress(paper.URL) : doiAddress(paper.DOI)),
		title: withoutMarkup(paper.title),
		authors: shortAuthors(paper) ?? '',
		gist: paper.abstract === undefined ? '' : firstSentences(paper.abstract),
		upvotes: paper.source?.upvotes,
	}));
}

/** Whether something was listed, or else added, in a span. */
export function isOfSpan(paper: Pick<Paper, 'source' | 'added'>, { from, to }: DigestSpan, now: Date): boolean {
	const day = dayOf(paper, now);
	return from <= day && day <= to;
}

/**
 * The list's day; a list without a year is of this year, or of the last where it would lie ahead. The day it was added where it stood in no
 * list.
 */
function dayOf({ source, added }: Pick<Paper, 'source' | 'added'>, now: Date): string {
	const date = source?.date;
	if (date?.startsWith('--') === true) {
		const thisYear = `${now.getFullYear()}-${date.slice(2)}`;
		return thisYear <= isoDate(momentOf(now)) ? thisYear : `${now.getFullYear() - 1}-${date.slice(2)}`;
	}
	return date ?? isoDate(momentOf(new Date(added)));
}

/** The digest where the user has no template of their own. */
export const builtInDigestTemplate = `# Papers of {{name}}

<!-- marginalia:begin digest -->
{{#papers}}
{{number}}. **{{title}}**{{#link}} {{link}}{{/link}}{{#facts}} ({{facts}}){{/facts}}

{{#gist}}
   {{gist}}

{{/gist}}
{{/papers}}
{{^papers}}
No papers.
{{/papers}}
<!-- marginalia:end -->

## Notes

`;

export interface Digest {
	readonly kind: 'digest';
	/** The text of a new digest note, its managed blocks sealed. */
	readonly text: string;
	/** The content of each managed block by its name. */
	readonly blocks: ReadonlyMap<string, string>;
}

/**
 * Fills a digest's template. Its fields are `name`, `from`, `to`, `count` and `papers`, each of these with `number`, `link` (a citation, or
 * an address that the editor opens), `key` and `citation` (of a paper of the library), `page` (on the web), `title`, `authors`, `gist`,
 * `upvotes`, and `facts`, which is authors and upvotes in words.
 */
export function renderDigest(template: string, entries: readonly DigestEntry[], { name, from, to }: DigestSpan): Digest | TemplateMistake {
	const fields = new Map<string, FieldValue>([
		['name', name],
		['from', from],
		['to', to],
		['count', entries.length],
		['papers', entries.map(fieldsOfEntry)],
	]);
	const write = (value: FieldValue, { name, raw, quoted }: TagUse, before: string) => {
		const text =
			typeof value === 'string' && !raw && !markdownFields.has(name)
				? markdownBehind(before, value)
				: typeof value === 'string' || typeof value === 'number'
					? String(value)
					: '';
		return quoted ? quoteLines(text) : text.replace(/<!--(?=\s*marginalia:)/g, '&lt;!--');
	};
	const filled = fillTemplate(template.replace(/\r\n?/g, '\n'), { fields, known: new Set([...fields.keys(), ...entryFields]), write });
	return filled.kind === 'mistake' ? filled : { kind: 'digest', ...sealBlocks(filled.text) };
}

/** Fields that are Markdown of ours. */
const markdownFields: ReadonlySet<string> = new Set(['link', 'citation', 'facts']);

const entryFields = ['number', 'link', 'key', 'citation', 'page', 'title', 'authors', 'gist', 'upvotes', 'facts'];

function fieldsOfEntry({ link, key, page, upvotes, ...texts }: DigestEntry, at: number): JsonObject {
	// Each is one line.
	const [title, authors, gist] = [unfold(texts.title), unfold(texts.authors), unfold(texts.gist)];
	const votes = upvotes === undefined ? '' : upvotes === 1 ? '1 upvote' : `${upvotes} upvotes`;
	// Each by itself: a dollar in one name and a dollar in the next make no formula.
	const names = authors.split(' & ').map(markdownProse).join(' & ');
	const facts = [names, votes].filter(fact => fact !== '').join(', ');
	return {
		number: at + 1,
		link,
		...present('key', key),
		...present('citation', key && (isCitableKey(key) ? printKey(key) : citationOf(key))),
		...present('page', page),
		title,
		authors,
		gist,
		...present('upvotes', upvotes),
		facts,
	};
}

export type DigestChange =
	| { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
	/** The user wrote into a block, took all out, or broke one: the note stays as it is. */
	| ({ readonly kind: 'problem' } & NoteProblem);

/** The edits that bring a digest note up to date. Only its managed blocks are ever touched, and only while nobody else wrote into them. */
export function refreshDigest(text: string, { blocks: fresh }: Digest): DigestChange {
	const { blocks, problems } = findManagedBlocks(text);
	const [problem] = problems;
	const known = blocks.filter(({ name }) => fresh.has(name));
	if (problem !== undefined || known.length === 0) {
		return {
			kind: 'problem',
			...(problem ?? { line: 1, message: localize('It no longer has a managed digest block, so it wasn’t changed.') }),
		};
	}
	const edited = known.find(
		({ start, end, seal, name }) =>
			sealOf(text.slice(start, end)) !== seal && sealOf(text.slice(start, end)) !== sealOf(fresh.get(name) ?? ''),
	);
	if (edited !== undefined) {
		return {
			kind: 'problem',
			line: edited.line,
			message: localize('You edited the list of papers, so it wasn’t changed. Move your text below the list to let it be updated.'),
		};
	}
	return { kind: 'edits', edits: known.flatMap(block => renewal(text, block, fresh.get(block.name) ?? '')) };
}

function renewal(text: string, { start, end, sealStart, sealEnd }: ManagedBlock, content: string): readonly TextEdit[] {
	const fresh = content.replaceAll('\n', lineEnding(text));
	const isSame = sealOf(text.slice(start, end)) === sealOf(fresh);
	return isSame
		? []
		: [
				{ start: sealStart, end: sealEnd, text: sealComment(fresh) },
				{ start, end, text: fresh },
			];
}
