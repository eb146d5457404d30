import { yearOf } from '../paper/dates';
import { sourceLabel } from '../library/sources';
import { isWebAddress } from '../text/addresses';
import { fullName } from '../paper/names';
import type { Link, LinkKind, Paper, Source, Status } from '../paper/paper';
import { thumbnailOf } from '../paper/thumbnail';
import { attachedPdfs, openPdfAddress } from '../pdf/pdfLinks';
import { paragraphs, richText } from '../text/richText';
import type { RichText } from '../text/richText';
import { identifierLinks } from './identifierLinks';
import type { IdentifierLink } from './identifierLinks';
import { knowsPdf } from './openablePdf';
import { paperMarks } from './paperMarks';
import { noLabels, tagsInColor } from '../library/labels';
import type { Labels, TagInColor } from '../library/labels';
import type { PaperMark } from './paperMarks';
import { statusDateOf } from '../paper/statusDates';
import { withoutMarkup } from '../text/markup';
import { printable } from '../text/printable';

/** A paper as a reader shows it: plain JSON, everything worked out, nothing styled. What a paper lacks is an empty list. */
export interface PaperPage {
	readonly id: string;
	/** Empty for a paper of a feed that the library does not have. */
	readonly key: string;
	readonly title: RichText;
	/** The authors to show at once, and those behind "and 652 more". */
	readonly authors: { readonly first: readonly string[]; readonly more: readonly string[] };
	/** Where it appeared: `Nature`, `2021`. */
	readonly published: readonly string[];
	/** The lists it was found in, the newest last: `Daily Papers, 20 August, number 3`. */
	readonly lists: readonly string[];
	readonly identifiers: readonly IdentifierLink[];
	readonly links: readonly PageLink[];
	readonly tags: readonly string[];
	/** The colours of its tags that have one. */
	readonly colors: readonly TagInColor[];
	readonly status: Status;
	/** The day on which it got that status, `2026-11-30`; empty where nobody knows it. */
	readonly statusDate: string;
	/** What happened to it since it was written down, the gravest first. */
	readonly marks: readonly PaperMark[];
	/** Whether a PDF is attached. */
	readonly hasPdf: boolean;
	/** Whether a PDF is known that can be opened, attached or not. */
	readonly opensPdf: boolean;
	readonly figure: PageFigure;
	/** By paragraph. */
	readonly abstract: readonly RichText[];
}

/** A figure of the paper, which its source has; `offered` where nobody has been asked for it yet. */
export type PageFigure =
	| { readonly kind: 'none' }
	| { readonly kind: 'offered' }
	| { readonly kind: 'loading' }
	/** A `data:` address. */
	| { readonly kind: 'shown'; readonly address: string }
	| { readonly kind: 'failed'; readonly sentence: string };

export interface PageLink {
	/** `pdf`: the paper itself, free to read. */
	readonly kind: LinkKind | 'pdf';
	/** The address without what every address has. */
	readonly text: string;
	readonly url: string;
}

export function paperPage(paper: Paper, labels: Pick<Labels, 'tags'> = noLabels): PaperPage {
	const identifiers = identifierLinks(paper);
	return {
		id: paper.id,
		key: paper['citation-key'],
		title: richText(withoutMarkup(paper.title).trim() || paper['citation-key']),
		authors: partAuthors((paper.author ?? []).map(name => printable(fullName(name))).filter(name => name !== '')),
		published: [withoutMarkup(paper['container-title'] ?? ''), yearOf(paper.issued)].flatMap(part =>
			part === undefined || part === '' ? [] : [String(part)],
		),
		lists: [...new Set([...(paper.source ? [paper.source] : []), ...(paper.alsoFrom ?? [])].map(listPlace))],
		identifiers,
		links: pageLinks(paper, new Set(identifiers.map(({ url }) => url))),
		tags: [...new Set(paper.tags ?? [])],
		colors: tagsInColor(paper.tags ?? [], labels),
		status: paper.status,
		statusDate: statusDateOf(paper) ?? '',
		marks: paperMarks(paper),
		hasPdf: attachedPdfs(paper).length > 0,
		figure: { kind: thumbnailOf(paper) === undefined ? 'none' : 'offered' },
		opensPdf: knowsPdf(paper),
		abstract: paragraphs(printable(paper.abstract ?? '')),
	};
}

const authorsAtOnce = 12;

/** "and 1 more" would take the room of that one name. */
function partAuthors(names: readonly string[]): PaperPage['authors'] {
	const count = names.length === authorsAtOnce + 1 ? names.length : authorsAtOnce;
	return { first: names.slice(0, count), more: names.slice(count) };
}

function listPlace(source: Source): string {
	const rank = source.rank === undefined ? [] : [`number ${source.rank}`];
	const upvotes = source.upvotes === undefined ? [] : [source.upvotes === 1 ? '1 upvote' : `${source.upvotes} upvotes`];
	return [sourceLabel(source), ...rank, ...upvotes].join(', ');
}

const kindOrder: readonly LinkKind[] = ['code', 'project', 'data', 'other'];

/** By kind, each address once, the free PDF first; a paper's own address counts as a link unless an identifier says it already. */
function pageLinks(paper: Paper, known: ReadonlySet<string>): readonly PageLink[] {
	const pdf = openPdfAddress(paper);
	const free: readonly PageLink[] = pdf === undefined ? [] : [{ kind: 'pdf', text: shortAddress(pdf), url: pdf }];
	return [...free, ...otherLinks(paper, new Set([...known, ...free.map(({ url }) => url)]))];
}

function otherLinks(paper: Paper, known: ReadonlySet<string>): readonly PageLink[] {
	const own: readonly Link[] = paper.URL === undefined ? [] : [{ kind: 'other', url: paper.URL }];
	const links = [...(paper.links ?? []), ...own].filter(({ url }) => isWebAddress(url) && !known.has(url));
	const unique = [...new Map([...links].reverse().map(link => [link.url, link])).values()].reverse();
	return kindOrder.flatMap(kind =>
		unique.filter(link => pageKind(link) === kind).map(({ url }) => ({ kind, text: shortAddress(url), url })),
	);
}

/** Files are edited by hand and by other versions: a kind we do not know is another link. */
function pageKind({ kind }: Link): LinkKind {
	return kindOrder.includes(kind) ? kind : 'other';
}

/** `https://www.example.org/data/` reads `example.org/data`. */
function shortAddress(url: string): string {
	return url.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '');
}
