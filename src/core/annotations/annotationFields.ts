import type { JsonObject } from '../data/json';
import type { FileAddress } from '../notes/link';
import { destinationFrom, fileAddress } from '../notes/link';
import { citationOf } from '../notes/citationOf';
import type { Paper } from '../paper/paper';
import { present } from '../paper/paper';
import { attachedPdfs } from '../pdf/pdfLinks';
import { fragmentOf } from '../pdf/pdfPlace';
import { attachedPdf } from '../text/addresses';
import { markdownProse } from '../text/markdownProse';
import { withEndSlash } from '../text/paths';
import type { Annotation } from './annotation';
import { annotationColours } from './annotation';
import type { AnnotationStore } from './annotationStore';
import { pictureOf } from './areaPictures';
import { isRemoved } from './broughtAlong';

/** The managed block of notes that holds the paper's annotations, in the built-in template. */
export const annotationsBlock = 'annotations';

/** Where notes get the annotations of papers from. */
export class AnnotationsForNotes {
	/** `root` is the folder from which attached files are named; `colourNames` what the colours are called, in their order. */
	constructor(
		private readonly store: AnnotationStore,
		private readonly options: { readonly root: () => FileAddress | undefined; readonly colourNames: () => readonly string[] },
	) {}

	/** What a template may ask of the annotations of a paper, in a note that is there. Reads nothing where the template does not ask. */
	async of(paper: Paper, note: FileAddress | undefined, template: string): Promise<readonly JsonObject[]> {
		if (!/\{\{[^{}]*\bannotations\b/.test(template)) {
			return [];
		}
		const { annotations } = await this.store.read(paper.id);
		const root = this.options.root();
		const pdf = note === undefined || root === undefined ? undefined : pdfFrom(note, paper, root);
		return annotations
			.filter(annotation => !isRemoved(annotation))
			.map(annotation => {
				const path = pictureOf(annotation);
				const picture =
					note === undefined || root === undefined || path === undefined ? undefined : destinationFrom(note, within(root, path));
				return {
					...annotationFields(annotation, paper['citation-key'], pdf, this.options.colourNames()),
					...present('picture', picture),
				};
			});
	}
}

/**
 * An annotation as templates see it. All of it is plain text, which a template escapes, but `citation` (`[@song2021score, p. 4]`) and
 * `link`, the destination of a link: `../papers/x.pdf#page=4&annotation=…`, and so is `picture`, that of an area.
 */
function annotationFields(annotation: Annotation, key: string, pdf: string | undefined, colourNames: readonly string[]): JsonObject {
	const { id, kind, colour, quote, comment, tags, page, pageLabel, created } = annotation;
	const printed = pageLabel ?? String(page);
	return {
		kind,
		color: colourNames[annotationColours.indexOf(colour)] ?? colour,
		page: printed,
		tags: [...tags],
		created: created.slice(0, 'YYYY-MM-DD'.length),
		citation: citationOf(key, `, ${markdownProse(`p. ${printed}`)}`),
		...present('quote', quote?.exact),
		...present('comment', comment),
		...present('link', pdf === undefined ? undefined : `${pdf}#${fragmentOf({ page, mark: id })}`),
	};
}

/** The way from a note to the paper's PDF, the newest where it has several; `undefined` where no relative link leads there. */
function pdfFrom(note: FileAddress, paper: Paper, root: FileAddress): string | undefined {
	return attachedPdfs(paper)
		.map(address => {
			const pdf = attachedPdf(address, [root]);
			const place = pdf?.kind === 'relative' ? within(root, pdf.path) : fileAddress(pdf?.address ?? '');
			return place && destinationFrom(note, place);
		})
		.find(way => way !== undefined);
}

function within(root: FileAddress, path: string): FileAddress {
	return { ...root, path: withEndSlash(root.path) + path };
}
