import type { PDFDocumentProxy } from 'pdfjs-dist';
import { isObject, textOf } from '../../core/data/json';

/** An entry of a PDF's outline. */
export interface OutlineEntry {
	/** Empty where the PDF gives none. */
	readonly title: string;
	/** One-based: how deep it stands. */
	readonly level: number;
	/** Where it stands in the list of all entries that holds its parent. */
	readonly parent: number | undefined;
	readonly hasChildren: boolean;
	/** Whether the PDF wants its children to be shown at first. ISO 32000-1, 12.3.3 */
	readonly isOpen: boolean;
	readonly target: OutlineTarget | undefined;
}

export type OutlineTarget =
	/** The name of a destination, or an array of PDF: a page, the name of a fit, coordinates. ISO 32000-1, 12.3.2 */
	| { readonly kind: 'place'; readonly destination: string | readonly unknown[] }
	/** A stranger's address. */
	| { readonly kind: 'address'; readonly url: string };

export interface Outline {
	/** In the order of reading, each before its children. */
	readonly entries: readonly OutlineEntry[];
	/** Whether the PDF has more than are here. */
	readonly isCut: boolean;
}

/** A file of a stranger's may have any number of entries, of any depth and length; a book has some hundreds, five deep. */
export const outlineLimits = { entries: 5_000, depth: 12, title: 300 } as const;

/**
 * The outline of a PDF; without entries where there is none. `undefined` where it can't be read: pdf.js never answers where one is nested
 * so deep that its thread can't hand it over. `patience` is in milliseconds.
 */
export async function outlineOf(pdf: Pick<PDFDocumentProxy, 'getOutline'>, patience = 10_000): Promise<Outline | undefined> {
	const roots = await inTime(pdf.getOutline(), patience);
	if (roots === undefined) {
		return undefined;
	}
	const entries: OutlineEntry[] = [];
	/** What is still to be read, the next one last. */
	const left = waiting(roots, 1, undefined);
	while (entries.length < outlineLimits.entries) {
		const next = left.pop();
		if (next === undefined) {
			break;
		}
		const { item, level, parent } = next;
		const raw = isObject(item) ? item : {};
		const children: unknown = raw['items'];
		// What lies deeper stands beside its parent.
		const isDeepest = level === outlineLimits.depth;
		const below = waiting(children, isDeepest ? level : level + 1, isDeepest ? parent : entries.length);
		entries.push({
			title: titleIn(raw['title']),
			level,
			parent,
			hasChildren: !isDeepest && below.length > 0,
			isOpen: typeof raw['count'] === 'number' && raw['count'] > 0,
			target: targetIn(raw['dest'], raw['url'] ?? raw['unsafeUrl']),
		});
		for (const child of below) {
			left.push(child);
		}
	}
	return { entries, isCut: left.length > 0 };
}

async function inTime(work: Promise<unknown>, patience: number): Promise<unknown> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<undefined>(resolve => {
		timer = setTimeout(() => resolve(undefined), patience);
	});
	try {
		return await Promise.race([work.catch(() => undefined), late]);
	} finally {
		clearTimeout(timer);
	}
}

interface Waiting {
	readonly item: unknown;
	readonly level: number;
	readonly parent: number | undefined;
}

/** The last one first. */
function waiting(items: unknown, level: number, parent: number | undefined): Waiting[] {
	const list: readonly unknown[] = Array.isArray(items) ? items : [];
	return list.map(item => ({ item, level, parent })).reverse();
}

function titleIn(value: unknown): string {
	return (textOf(value) ?? '')
		.slice(0, outlineLimits.title)
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim();
}

function targetIn(destination: unknown, url: unknown): OutlineTarget | undefined {
	if (typeof destination === 'string' || Array.isArray(destination)) {
		return { kind: 'place', destination };
	}
	return typeof url === 'string' ? { kind: 'address', url } : undefined;
}

/** Where a section begins. */
export interface SectionStart {
	/** One-based. */
	readonly page: number;
	/** Points of PDF from the page's lower edge; `Infinity` for the page's top. */
	readonly top: number;
}

/** Where an entry of an outline leads; `undefined` where that is no page of the PDF. */
export async function sectionStart(pdf: PDFDocumentProxy, { target }: OutlineEntry): Promise<SectionStart | undefined> {
	if (target?.kind !== 'place') {
		return undefined;
	}
	try {
		const { destination } = target;
		const place: unknown = typeof destination === 'string' ? await pdf.getDestination(destination) : destination;
		const parts: readonly unknown[] = Array.isArray(place) ? place : [];
		const [page, fit, ...numbers] = parts;
		const number =
			typeof page === 'number'
				? page + 1
				: isObject(page) && typeof page['num'] === 'number' && typeof page['gen'] === 'number'
					? (await pdf.getPageIndex({ num: page['num'], gen: page['gen'] })) + 1
					: undefined;
		const top = numbers[topOfFit.get(isObject(fit) ? (textOf(fit['name']) ?? '') : '') ?? -1];
		return number === undefined || !Number.isInteger(number) || number < 1 || number > pdf.numPages
			? undefined
			: { page: number, top: typeof top === 'number' && Number.isFinite(top) ? top : Infinity };
	} catch {
		// No such name, no such page.
		return undefined;
	}
}

/** Which of the numbers behind the name of a fit is the top. ISO 32000-1, table 151 */
const topOfFit: ReadonlyMap<string, number> = new Map([
	['XYZ', 1],
	['FitH', 0],
	['FitBH', 0],
	['FitR', 3],
]);

/** Points of PDF: a heading that is cut off a little is still what is read. */
const slack = 12;

/**
 * The section that is read where the view begins at a height of a page: the last that begins there or before, whatever their order; of
 * those at one place the last, which lies deepest. Where none does, the first that begins further down on that page.
 */
export function sectionAt(starts: readonly (SectionStart | undefined)[], { page, top }: SectionStart): number | undefined {
	let best: number | undefined;
	for (const [at, start] of starts.entries()) {
		const known = best === undefined ? undefined : starts[best];
		if (start !== undefined && (start.page < page || (start.page === page && start.top >= top - slack))) {
			best = known === undefined || start.page > known.page || (start.page === known.page && start.top <= known.top) ? at : best;
		}
	}
	return (
		best ??
		starts.reduce<number | undefined>((first, start, at) => {
			const known = first === undefined ? undefined : starts[first];
			return start?.page === page && (known === undefined || start.top > known.top) ? at : first;
		}, undefined)
	);
}
