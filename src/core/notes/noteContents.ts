import { readMark } from '../markdown/citationKeys';
import { isCrossReference } from '../citing/crossReferences';
import { citingFields } from '../markdown/frontMatter';
import { citedKeys } from '../citing/keyOccurrences';
import { familyOf, syntaxOf } from '../citing/languages';
import { latexItems } from '../citing/latexItems';
import { myst } from '../citing/myst';
import { exampleLabels } from '../citing/pandoc';
import type { MaskKind } from '../markdown/blockSink';
import type { ScanSink } from '../markdown/scan';
import { readWikilink, scanWith } from '../markdown/scan';
import { linkPlaces, linksInFrontMatter } from '../markdown/maskedLinks';
import { lineAt, lineStarts } from '../text/lines';
import { noteKeyPlace } from '../markdown/frontMatterLines';
import type { NoteHead } from './frontmatter';
import { readNoteHead } from './frontmatter';
import { readDestination } from './notePaths';

/**
 * How a file names another: a citation, `[[link]]`, `![[embed]]`, `[text](path.md)`, or the `citation-key` of its front matter. `masked` is
 * an `@key` in code, comments and the like, or a `\bibitem{key}`, which counts for nothing but must be looked at before a key is changed.
 */
export const placeKinds = ['citation', 'wikilink', 'embed', 'link', 'key', 'masked'] as const;
export type PlaceKind = (typeof placeKinds)[number];

/**
 * A place that names something; the range is what names it: `doe2020` in `[@doe2020]`, `Notes/A` in `[[Notes/A#Part|text]]`, `a%20b.md` in
 * `[x](a%20b.md#part)`.
 */
export interface NamingPlace {
	readonly kind: PlaceKind;
	readonly target: string;
	/** UTF-16 offsets. */
	readonly start: number;
	readonly end: number;
	/** Zero-based, as VS Code counts: `\r\n`, `\n` and `\r` end a line. */
	readonly line: number;
	readonly column: number;
}

export interface NoteHeading {
	readonly level: number;
	readonly text: string;
	readonly line: number;
}

/** What one file says, as far as others care. */
export interface NoteContents extends NoteHead {
	/** In the order of the text. */
	readonly places: readonly NamingPlace[];
	readonly headings: readonly NoteHeading[];
}

/** Reads a file of any language that cites, in one pass where it is markdown. */
export function readNoteContents(text: string, languageId: string): NoteContents {
	if (familyOf(languageId) !== 'markdown') {
		// Works that a text writes out name nothing, and get another key together with what cites them.
		const places = [...citationsIn(text, languageId), ...latexItemsIn(text, languageId)];
		return { citationKey: undefined, aliases: [], title: undefined, tags: [], headings: [], places: withLines(places, lineStarts(text)) };
	}
	const head = readNoteHead(text);
	const reader = new Reader(text, head.citationKey, syntaxOf(languageId, text) === myst ? citationsIn(text, languageId) : []);
	scanWith(text, reader);
	const tags = reader.tags.size === 0 ? head.tags : [...new Set([...head.tags, ...reader.tags])];
	const starts = lineStarts(text);
	return {
		citationKey: head.citationKey,
		aliases: head.aliases,
		title: head.title,
		tags,
		headings: reader.headingsWithLines(starts),
		places: withLines(reader.found(), starts),
	};
}

/** A place whose line is still to be told. One object for both: a second one for each place costs more than all of the scan. */
type FoundPlace = Omit<NamingPlace, 'line' | 'column'> & { line: number; column: number };

function placeAt(kind: PlaceKind, target: string, start: number): FoundPlace {
	return { kind, target, start, end: start + target.length, line: 0, column: 0 };
}

function citationsIn(text: string, languageId: string): FoundPlace[] {
	return citedKeys(text, languageId).map(({ key, start }) => placeAt('citation', key, start));
}

function latexItemsIn(text: string, languageId: string): FoundPlace[] {
	return familyOf(languageId) === 'latex' ? latexItems(text).map(({ key, start }) => placeAt('masked', key, start)) : [];
}

class Reader implements ScanSink {
	private readonly headings: { readonly level: number; readonly start: number; readonly end: number }[] = [];
	readonly tags = new Set<string>();
	private readonly places: FoundPlace[] = [];
	/** Offsets of every `@` and `[[` that was looked at. */
	private readonly marks = new Set<number>();
	private readonly links = new Set<number>();
	private readonly examples: ReadonlySet<string>;

	/** @param roles citations of another kind than `@key` */
	constructor(
		private readonly text: string,
		private readonly citationKey: string | undefined,
		roles: readonly FoundPlace[],
	) {
		this.places.push(...roles.filter(({ start }) => !/@\{?$/.test(text.slice(Math.max(0, start - 2), start))));
		this.examples = exampleLabels(text);
	}

	/** Everything in order, in an array that is the caller's; what looks like a citation or a link and is none counts as masked. */
	found(): FoundPlace[] {
		const { text } = this;
		for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
			if (!this.marks.has(at)) {
				this.readMark(at, 'masked');
			}
		}
		for (let at = text.indexOf('[['); at >= 0; at = text.indexOf('[[', at + 1)) {
			if (!this.links.has(at)) {
				this.readMaskedLink(at);
			}
		}
		return this.places.sort((a, b) => a.start - b.start);
	}

	headingsWithLines(starts: readonly number[]): readonly NoteHeading[] {
		return this.headings.map(({ level, start, end }) => ({ level, text: this.text.slice(start, end), line: lineAt(starts, start) - 1 }));
	}

	mask(kind: MaskKind, start: number, end: number): void {
		linkPlaces(this.text, kind, start, end, (from, to) => this.link(start, end, from, to));
		if (kind === 'frontMatter') {
			linksInFrontMatter(this.text, end).forEach(link => this.wikilink(link.start, link.end));
			this.readFrontMatter();
		}
	}

	heading(level: number, start: number, end: number): void {
		this.headings.push({ level, start, end });
	}

	mark(at: number): number | undefined {
		return this.readMark(at, 'citation');
	}

	tag(start: number, end: number): void {
		this.tags.add(this.text.slice(start + 1, end));
	}

	wikilink(start: number, end: number): void {
		const { embed, target, targetStart } = readWikilink(this.text, start, end);
		this.marks.add(targetStart - 1);
		this.links.add(embed ? start + 1 : start);
		if (target !== '') {
			this.places.push(placeAt(embed ? 'embed' : 'wikilink', target, targetStart));
		}
	}

	link(_start: number, _end: number, destinationStart: number, destinationEnd: number): void {
		const { path = '' } = readDestination(this.text.slice(destinationStart, destinationEnd)) ?? {};
		if (path !== '') {
			this.places.push(placeAt('link', path, destinationStart));
		}
	}

	private readFrontMatter(): void {
		const place = noteKeyPlace(this.text);
		if (place !== undefined && place.key === this.citationKey) {
			this.places.push(placeAt('key', place.key, place.start));
		}
		for (const { start, end } of citingFields(this.text)) {
			for (let at = this.text.indexOf('@', start); at >= 0 && at < end; at = this.text.indexOf('@', at + 1)) {
				this.readMark(at, 'citation');
			}
		}
	}

	/** What looks like `[[folder/key` and is no link. */
	private readMaskedLink(at: number): void {
		looksLikeLink.lastIndex = at;
		const [, before = '', target = ''] = looksLikeLink.exec(this.text) ?? [];
		const start = at + 2 + before.length;
		if (target !== '' && !(before.endsWith('@') && this.places.some(place => place.start === start))) {
			this.places.push(placeAt('masked', target, start));
		}
	}

	private readMark(at: number, kind: 'citation' | 'masked'): number | undefined {
		this.marks.add(at);
		const mark = readMark(this.text, at);
		if (mark !== undefined && !this.examples.has(mark.key) && !isCrossReference(mark.key)) {
			this.places.push(placeAt(kind, mark.key, mark.keyStart));
		}
		return mark?.end;
	}
}

/** `[[folder/key`, wherever it stands. */
const looksLikeLink = /\[\[((?:[^\][|#\n@]{0,200}\/)?@?)([^\][|#\n@/]{1,200}?)(?=\\?[\]|#])/y;
function withLines(places: FoundPlace[], starts: readonly number[]): readonly NamingPlace[] {
	for (const place of places) {
		place.line = lineAt(starts, place.start) - 1;
		place.column = place.start - (starts[place.line] ?? 0);
	}
	return places;
}
