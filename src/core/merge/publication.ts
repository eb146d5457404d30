import { yearOf } from '../paper/dates';
import { textOf } from '../data/json';
import type { IncomingPaper } from '../paper/paper';
import { fieldNames } from '../paper/fields';
import { wordsOf } from '../text/fold';
import { contradictions } from './contradictions';

/**
 * The fields that say where and when a work was published, in the order of the table. They belong together: the volume of one publication
 * and the year of another are of no work at all. An identifier or address is a name, and stands by itself.
 */
export const publicationFields: ReadonlySet<string> = new Set(
	[...fieldNames(field => field.merge === 'publication')].filter(name => !['title', 'type', 'DOI', 'URL'].includes(name)),
);

/** The container's words, folded; '' where a record names none. */
export function containerOf(paper: IncomingPaper): string {
	return wordsOf(paper['container-title'] ?? '').join(' ');
}

/** Whether a record describes a preprint: it says where the preprint lies, and of no journal. */
export function isPreprint(paper: IncomingPaper): boolean {
	return (
		containerOf(paper) === '' &&
		(/\b(?:arxiv|\w+rxiv|ssrn|osf|preprints?|research square)\b/i.test(textOf(paper['publisher']) ?? '') ||
			/^arxiv:/i.test(textOf(paper['number']) ?? ''))
	);
}

/** Whether a record describes a publication: in a container, a volume or on pages. */
export function isPublished(paper: IncomingPaper): boolean {
	return containerOf(paper) !== '' || paper['volume'] !== undefined || paper['page'] !== undefined;
}

/** Whether a type is what a listing or an archive calls a paper of whatever kind. */
export function isUnspecific(type: string): boolean {
	return type === 'article' || type === 'document' || type === 'manuscript';
}

/**
 * Whether what two records say of their publication can be said of one: of one work there may be a preprint, a conference paper and an
 * article.
 */
export function areOfOnePublication(known: IncomingPaper, found: IncomingPaper): boolean {
	const [mine, theirs] = [containerOf(known), containerOf(found)];
	const [before, after] = [yearOf(known.issued), yearOf(found.issued)];
	return (
		contradictions(known, found).length === 0 &&
		!(isPreprint(known) && isPublished(found)) &&
		!(isPreprint(found) && isPublished(known)) &&
		(known.type === found.type || isUnspecific(known.type)) &&
		(mine === '' || theirs === '' || mine === theirs) &&
		(before === undefined || after === undefined || Math.abs(before - after) <= (mine !== '' && mine === theirs ? 1 : 0))
	);
}
