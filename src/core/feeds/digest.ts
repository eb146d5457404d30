import type { TextEdit } from '../citing/syntax';
import { printKey } from '../citing/citationKeys';
import type { NoteProblem } from '../notes/managedBlocks';
import { findManagedBlocks, sealComment } from '../notes/managedBlocks';
import { isoDate, momentOf } from '../notes/moment';
import { sealOf } from '../notes/seal';
import { shortAuthors } from '../names';
import type { Paper } from '../paper';
import { markdownProse } from '../text/markdownProse';
import { lineStarts, lineAt } from '../text/lines';
import { firstSentences } from './firstSentences';
import { byTrend } from './trending';

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
	const ordinal = Math.round((Date.UTC(thursday.getFullYear(), thursday.getMonth(), thursday.getDate()) - Date.UTC(thursday.getFullYear(), 0, 1)) / 86_400_000);
	const week = String(Math.floor(ordinal / 7) + 1).padStart(2, '0');
	return { from: isoDate(momentOf(shifted(-weekday))), to: isoDate(momentOf(shifted(6 - weekday))), name: `${thursday.getFullYear()}-W${week}` };
}

/** One paper of a digest. */
export interface DigestEntry {
	readonly key: string;
	readonly title: string;
	/** `Song et al.`; empty where nobody is known. */
	readonly authors: string;
	/** The abstract's first sentences. */
	readonly gist: string;
	readonly upvotes: number | undefined;
}

/** The papers that were listed, or else added, in a span, those that trend most first. */
export function digestEntries(papers: readonly Paper[], span: DigestSpan, now: Date, most = 30): readonly DigestEntry[] {
	const within = papers.filter(paper => isOfSpan(paper, span, now));
	const ranked = byTrend(within, paper => ({ upvotes: paper.source?.upvotes ?? 0, listed: dayOf(paper, now) }), now);
	return ranked.slice(0, most).map(paper => ({
		key: paper['citation-key'],
		title: paper.title,
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

/** The list's day; a list without a year is of this year, or of the last where it would lie ahead. The day it was added where it stood in no list. */
function dayOf({ source, added }: Pick<Paper, 'source' | 'added'>, now: Date): string {
	const date = source?.date;
	if (date?.startsWith('--') === true) {
		const thisYear = `${now.getFullYear()}-${date.slice(2)}`;
		return thisYear <= isoDate(momentOf(now)) ? thisYear : `${now.getFullYear() - 1}-${date.slice(2)}`;
	}
	return date ?? isoDate(momentOf(new Date(added)));
}

const blockName = 'digest';

/** A new digest note: the span as its heading, the papers in a managed block, room for the user below. */
export function newDigest(entries: readonly DigestEntry[], span: DigestSpan): string {
	const content = digestText(entries);
	return `# Papers of ${span.name}\n\n<!-- marginalia:begin ${blockName} -->${sealComment(content)}\n${content}<!-- marginalia:end -->\n\n## Notes\n\n`;
}

export type DigestChange =
	| { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
	/** The user wrote into the block, took it out, or broke it: it stays as it is. */
	| ({ readonly kind: 'problem' } & NoteProblem);

/** The edits that bring a digest note up to date. Only its managed block is ever touched, and only while nobody else wrote into it. */
export function refreshDigest(text: string, entries: readonly DigestEntry[]): DigestChange {
	const { blocks, problems } = findManagedBlocks(text);
	const [problem] = problems;
	const block = blocks.find(({ name }) => name === blockName);
	if (problem !== undefined || block === undefined) {
		return problem === undefined ? { kind: 'problem', line: 1, message: 'It has no managed block “digest” any more, so it stays as it is.' } : { kind: 'problem', ...problem };
	}
	const current = text.slice(block.start, block.end);
	const fresh = digestText(entries).replaceAll('\n', /\r\n|[\r\n]/.exec(text)?.[0] ?? '\n');
	if (sealOf(current) === sealOf(fresh)) {
		return { kind: 'edits', edits: [] };
	}
	if (block.seal !== sealOf(current)) {
		return { kind: 'problem', line: lineAt(lineStarts(text), block.start), message: 'You wrote into the list of papers, so it stays as it is. Move your words below it to have it renewed.' };
	}
	return { kind: 'edits', edits: [{ start: block.sealStart, end: block.sealEnd, text: sealComment(fresh) }, { start: block.start, end: block.end, text: fresh }] };
}

function digestText(entries: readonly DigestEntry[]): string {
	return entries.length === 0 ? 'No papers.\n' : entries.map(entryText).join('\n');
}

/** The key is a citation, which the editor opens in the reader. */
function entryText({ key, title, authors, gist, upvotes }: DigestEntry, at: number): string {
	const facts = [authors === '' ? '' : markdownProse(authors), upvotes === undefined ? '' : upvotes === 1 ? '1 upvote' : `${upvotes} upvotes`].filter(fact => fact !== '');
	const head = `${at + 1}. **${markdownProse(title)}** [${printKey(key)}]${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
	return `${head}\n${gist === '' ? '' : `\n   ${markdownProse(gist)}\n`}`;
}
