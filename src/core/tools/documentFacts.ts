import type { KeyOccurrence } from '../citing/keyOccurrences';
import { citedKeys } from '../citing/keyOccurrences';
import { documentBibliographies } from '../citing/documentBibliographies';
import { isLinkingFile, languageOfFile } from '../citing/languages';
import { projectPart } from '../citing/includedFiles';
import type { ProjectPart } from '../citing/projects';
import { writtenReferences } from '../citing/writtenReferences';
import type { LinkedEntry } from '../library/linkedReading';
import type { Wikilink } from '../markdown/scan';
import { scanMarkdown } from '../markdown/scan';
import { notePathOf } from '../notes/brokenLinks';
import { lineAt, lineStarts } from '../text/lines';

/** Where something stands in a text, both one-based, the column in UTF-16 units. */
export interface TextPlace {
	readonly line: number;
	readonly column: number;
}

/** A link that leads to a note, or should. */
export type LinkToNote = Pick<Wikilink, 'target' | 'heading' | 'start' | 'end' | 'targetStart' | 'targetEnd'>;

/** All that a check takes from a document's text. None of it depends on another file, so it holds until this one changes. */
export interface DocumentFacts {
	readonly citations: readonly KeyOccurrence[];
	/** The bibliographies that it names, as written, each with its line. */
	readonly bibliographies: readonly { readonly name: string; readonly line: number }[];
	/** The files it takes in, and those it is part of. */
	readonly project: ProjectPart;
	/** Works written out in it. */
	readonly references: readonly LinkedEntry[];
	readonly wikilinks: readonly LinkToNote[];
	/** Markdown links whose path is that of a note. */
	readonly links: readonly { readonly path: string; readonly start: number }[];
	/** Where each of their `start`s and `targetStart`s stands. */
	readonly places: ReadonlyMap<number, TextPlace>;
}

/** Reads a document. `path` also says in which language it is written. */
export function documentFacts(path: string, text: string): DocumentFacts {
	const languageId = languageOfFile(path);
	// What two syntaxes find in one place is one citation.
	const cited = new Map(citedKeys(text, languageId).map(occurrence => [occurrence.start, occurrence]));
	const citations = [...cited.values()].sort((a, b) => a.start - b.start);
	const scan = isLinkingFile(path) && /\[\[|\]\(/.test(text) ? scanMarkdown(text) : { wikilinks: [], links: [] };
	const links = scan.links.flatMap(link => {
		const target = notePathOf(link);
		return target === undefined ? [] : [{ path: target, start: link.destinationStart }];
	});
	const starts = lineStarts(text);
	const offsets = [...citations, ...links, ...scan.wikilinks].map(({ start }) => start);
	return {
		citations,
		bibliographies: bibliographiesIn(text, languageId),
		project: projectPart(text, languageId),
		// Front matter is parsed only where the word stands there.
		references: text.includes('references') ? writtenReferences(text, { file: path, label: 'this document' }) : [],
		wikilinks: scan.wikilinks,
		links,
		places: new Map([...offsets, ...scan.wikilinks.map(({ targetStart }) => targetStart)].map(offset => [offset, placeAt(starts, offset)])),
	};
}

/** The bibliographies that a text names, as written, each with the line where that stands first. */
export function bibliographiesIn(text: string, languageId: string): DocumentFacts['bibliographies'] {
	return documentBibliographies(text, languageId).map(name => ({
		name,
		line: lineAt(lineStarts(text), Math.max(0, text.indexOf(name))),
	}));
}

/** @param starts of the text's lines */
export function placeAt(starts: readonly number[], offset: number): TextPlace {
	const line = lineAt(starts, offset);
	return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
}
