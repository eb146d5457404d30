import { parseJson } from '../data/json';
import type { Annotation } from './annotation';
import { inOrderOfPlace, readWebAnnotation, webAnnotationOf } from './annotation';

/** What a file of annotations holds: one on each line, and lines that are none, which stay as they are. */
export interface AnnotationFile {
	/** In the order of the paper. */
	readonly annotations: readonly Annotation[];
	readonly problems: readonly StrangeLine[];
}

/** A line that is no annotation: cut off, in conflict, of another program. */
export interface StrangeLine {
	/** One-based. */
	readonly line: number;
	readonly text: string;
}

/**
 * Reads a file of annotations, line by line. Of lines with one id the one that was changed last counts, and the others stay as strange
 * lines.
 */
export function readAnnotations(text: string): AnnotationFile {
	const found = new Map<string, { readonly annotation: Annotation; readonly strange: StrangeLine }>();
	const problems: StrangeLine[] = [];
	for (const [at, line] of text.split(/\r?\n/).entries()) {
		const strange = { line: at + 1, text: line };
		const annotation = line.trim() === '' ? undefined : readWebAnnotation(parseJson(line));
		const before = annotation && found.get(annotation.id);
		if (annotation === undefined) {
			if (line.trim() !== '') {
				problems.push(strange);
			}
		} else if (before === undefined) {
			found.set(annotation.id, { annotation, strange });
		} else if (annotation.modified > before.annotation.modified) {
			problems.push(before.strange);
			found.set(annotation.id, { annotation, strange });
		} else if (!isSame(annotation, before.annotation)) {
			problems.push(strange);
		}
	}
	return { annotations: [...found.values()].map(({ annotation }) => annotation).sort(inOrderOfPlace), problems };
}

/** The file's text: one annotation a line, sorted by place so that git shows what changed, and the strange lines behind them. */
export function printAnnotations({ annotations, problems }: AnnotationFile): string {
	const lines = [...annotations].sort(inOrderOfPlace).map(lineOf);
	return [...lines, ...problems.map(({ text }) => text)].map(line => `${line}\n`).join('');
}

/**
 * What a window made of a file (`mine`, from `base`) put together with what the file says by now (`theirs`). Neither loses a mark or a
 * word: what one of them removed and the other changed stays, two comments of one mark stand one behind the other; of colours and places
 * the one that was changed last counts.
 */
export function mergeAnnotations(
	base: readonly Annotation[],
	mine: readonly Annotation[],
	theirs: readonly Annotation[],
): readonly Annotation[] {
	const [before, own, other] = [base, mine, theirs].map(byId);
	const ids = new Set([...theirs, ...mine].map(({ id }) => id));
	return [...ids]
		.flatMap(id => {
			const merged = mergeOne(before?.get(id), own?.get(id), other?.get(id));
			return merged === undefined ? [] : [merged];
		})
		.sort(inOrderOfPlace);
}

function mergeOne(base: Annotation | undefined, mine: Annotation | undefined, theirs: Annotation | undefined): Annotation | undefined {
	if (mine === undefined || theirs === undefined) {
		const left = mine ?? theirs;
		// One side took it away, and the other left it as it was.
		return base !== undefined && left !== undefined && isSame(left, base) ? undefined : left;
	}
	if (base !== undefined && isSame(mine, base)) {
		return theirs;
	}
	if (isSame(mine, theirs) || (base !== undefined && isSame(theirs, base))) {
		return mine;
	}
	const [older, newer] = mine.modified >= theirs.modified ? [theirs, mine] : [mine, theirs];
	const { comment: _comment, ...last } = newer;
	const comment = mergeComment(base?.comment, mine.comment, theirs.comment);
	return {
		...last,
		...(comment === undefined ? {} : { comment }),
		tags: mergeTags(base?.tags ?? [], mine.tags, theirs.tags),
		rest: { ...older.rest, ...newer.rest },
	};
}

function mergeComment(base: string | undefined, mine: string | undefined, theirs: string | undefined): string | undefined {
	if (mine === theirs || theirs === base) {
		return mine;
	}
	if (mine === base || mine === undefined) {
		return theirs;
	}
	return theirs === undefined || mine.includes(theirs) ? mine : theirs.includes(mine) ? theirs : `${theirs}\n\n${mine}`;
}

/** The tags of two who changed some: what either added, without what either removed. */
export function mergeTags(base: readonly string[], mine: readonly string[], theirs: readonly string[]): readonly string[] {
	const removed = base.filter(tag => !mine.includes(tag) || !theirs.includes(tag));
	return [...new Set([...theirs, ...mine])].filter(tag => !removed.includes(tag));
}

/** As the file would say it. */
function isSame(a: Annotation, b: Annotation): boolean {
	return lineOf(a) === lineOf(b);
}

function lineOf(annotation: Annotation): string {
	return JSON.stringify(webAnnotationOf(annotation));
}

function byId(annotations: readonly Annotation[]): ReadonlyMap<string, Annotation> {
	return new Map(annotations.map(annotation => [annotation.id, annotation]));
}
