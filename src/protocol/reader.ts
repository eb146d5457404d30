import type { IdentifierLink } from '../core/reading/identifierLinks';
import type { PageFigure, PageLink, PaperPage } from '../core/reading/paperPage';
import { tagColors } from '../core/library/labels';
import type { TagInColor } from '../core/library/labels';
import { markKinds } from '../core/reading/paperMarks';
import type { PaperMark } from '../core/reading/paperMarks';
import { relatedLists } from '../core/sources/relatedList';
import type { RelatedEntry, RelatedList } from '../core/sources/relatedList';
import { statuses } from '../core/paper/paper';
import type { Status } from '../core/paper/paper';
import type { SearchedWords } from '../core/search/searchedWords';
import type { RichText, Run } from '../core/text/richText';
import type { Guard } from './shapes';
import { isFiniteNumber, isFlag, isText, listOf, oneOf, parsed, record, union } from './shapes';

/** As VS Code knows panels of the reader. */
export const readerViewType = 'marginalia.reader';

/** What the reader's host tells the view. */
export type ToReader =
	| {
			readonly type: 'paper';
			readonly page: PaperPage;
			/** The search that found it, empty for none, and the words to mark. */
			readonly search: string;
			readonly searched: readonly SearchedWords[];
	  }
	/** The paper that was shown is not in the library any more. */
	| { readonly type: 'gone'; readonly key: string; readonly title: string }
	/** References or citing papers of the paper with this id, as far as they are known. */
	| {
			readonly type: 'related';
			readonly id: string;
			readonly list: RelatedList;
			readonly entries: readonly RelatedEntry[];
			/** A sentence; empty where the entries say all. */ readonly note: string;
	  }
	| { readonly type: 'appearance'; readonly appearance: Appearance }
	/** Wants the page as HTML. */
	| { readonly type: 'print' };

/** How long lines are; the first is for what is not said. */
export const lineWidths = ['medium', 'narrow', 'wide', 'full'] as const;
export type LineWidth = (typeof lineWidths)[number];

/** How the user likes to read prose: the Markdown preview's settings, and the reader's own. */
export interface Appearance {
	/** A CSS font list; empty for the editor's own. */
	readonly fontFamily: string;
	/** Whether a font with serifs was chosen, whatever {@link fontFamily} is. */
	readonly serif: boolean;
	readonly width: LineWidth;
	/** Of a reader that has no zoom of its own yet. Per cent. */
	readonly zoom: number;
	/** CSS pixels. */
	readonly fontSize: number;
	/** Times the font size. */
	readonly lineHeight: number;
}

/** What the user asks for in the view. Intentions name the paper that was on the screen. */
export type FromReader =
	| { readonly type: 'ready' }
	| { readonly type: 'move'; readonly step: 1 | -1 }
	| { readonly type: 'act'; readonly action: PaperAction; readonly key: string }
	| { readonly type: 'setStatus'; readonly key: string; readonly status: Status }
	| { readonly type: 'removeTag'; readonly key: string; readonly tag: string }
	| { readonly type: 'open'; readonly url: string }
	/** What is selected in the paper changed; nothing is where the text is empty. */
	| { readonly type: 'select'; readonly key: string; readonly selected: Passage }
	| { readonly type: 'quote'; readonly key: string; readonly selected: Passage }
	| { readonly type: 'copyQuote'; readonly key: string; readonly selected: Passage }
	/** The paper as HTML without what acts in it, as {@link ToReader} asked. */
	| { readonly type: 'print'; readonly key: string; readonly html: string }
	/** Wants to see what the paper cites, or what cites it. */
	| { readonly type: 'showRelated'; readonly key: string; readonly list: RelatedList }
	/** Wants one of those, by its id in the list: to read where the library has it, to add where not. */
	| { readonly type: 'openRelated'; readonly key: string; readonly list: RelatedList; readonly entry: string }
	/** The text was made larger or smaller. Per cent. */
	| { readonly type: 'zoom'; readonly zoom: number }
	/** Wants other letters, or longer or shorter lines. */
	| { readonly type: 'restyle'; readonly part: 'font' | 'width' }
	/** Wants to see the figure of the paper that is shown. */
	| { readonly type: 'showFigure' }
	| { readonly type: 'search' };

/** A part of a paper's text. */
export interface Passage {
	/** Paragraphs between blank lines, formulae as TeX. */
	readonly text: string;
	/** The part of the paper it stands in, such as `Abstract`; empty where that has no name. */
	readonly place: string;
}

export const paperActions = [
	'cite',
	'openNote',
	'linkNote',
	'addThought',
	'copyCitation',
	'copyBibtex',
	'copyReference',
	'addTag',
	'edit',
	'openPdf',
	'getPdf',
	'save',
	'dismiss',
] as const;
export type PaperAction = (typeof paperActions)[number];

/** What the view keeps across reloads of the window: the paper, and where in it the user was. */
export interface ReaderState {
	readonly id: string;
	readonly key: string;
	/** The search that found it; empty for none. */
	readonly search: string;
	/** Per cent. */
	readonly zoom: number;
	/** CSS pixels from the top. */
	readonly scroll: number;
}

/** `undefined` for anything that is not such a message. */
export function parseToReader(value: unknown): ToReader | undefined {
	return parsed(isToReader, value);
}

/** `undefined` for anything that is not such a message. */
export function parseFromReader(value: unknown): FromReader | undefined {
	return parsed(isFromReader, value);
}

/** `undefined` for anything that is not such a state. */
export function parseReaderState(value: unknown): ReaderState | undefined {
	return parsed(isReaderState, value);
}

const isReaderState = record<ReaderState>({ id: isText, key: isText, search: isText, zoom: isFiniteNumber, scroll: isFiniteNumber });

const isRun: Guard<Run> = union<'kind', Run>('kind', {
	text: record({ kind: oneOf(['text']), text: isText }),
	link: record({ kind: oneOf(['link']), text: isText, url: isText }),
	math: record({ kind: oneOf(['math']), text: isText, tex: isText, display: isFlag }),
});
const isRichText: Guard<RichText> = listOf(isRun);

const isFigure = union<'kind', PageFigure>('kind', {
	none: record({ kind: oneOf(['none']) }),
	offered: record({ kind: oneOf(['offered']) }),
	loading: record({ kind: oneOf(['loading']) }),
	shown: record({ kind: oneOf(['shown']), address: isText }),
	failed: record({ kind: oneOf(['failed']), sentence: isText }),
});

const isPage = record<PaperPage>({
	id: isText,
	key: isText,
	title: isRichText,
	authors: record({ first: listOf(isText), more: listOf(isText) }),
	published: listOf(isText),
	lists: listOf(isText),
	identifiers: listOf(record<IdentifierLink>({ label: isText, text: isText, url: isText })),
	links: listOf(record<PageLink>({ kind: oneOf(['code', 'project', 'data', 'other', 'pdf']), text: isText, url: isText })),
	tags: listOf(isText),
	colors: listOf(record<TagInColor>({ tag: isText, color: oneOf(tagColors) })),
	status: oneOf(statuses),
	statusDate: isText,
	marks: listOf(record<PaperMark>({ kind: oneOf(markKinds), text: isText, url: isText })),
	hasPdf: isFlag,
	figure: isFigure,
	opensPdf: isFlag,
	abstract: listOf(isRichText),
});

const isToReader = union<'type', ToReader>('type', {
	paper: record({
		type: oneOf(['paper']),
		page: isPage,
		search: isText,
		searched: listOf(record<SearchedWords>({ words: listOf(isText), exact: isFlag, unfinished: isFlag, field: isText })),
	}),
	gone: record({ type: oneOf(['gone']), key: isText, title: isText }),
	related: record({
		type: oneOf(['related']),
		id: isText,
		list: oneOf(relatedLists),
		entries: listOf(record<RelatedEntry>({ id: isText, title: isText, byline: isText, key: isText })),
		note: isText,
	}),
	appearance: record({
		type: oneOf(['appearance']),
		appearance: record<Appearance>({
			fontFamily: isText,
			serif: isFlag,
			width: oneOf(lineWidths),
			zoom: isFiniteNumber,
			fontSize: isFiniteNumber,
			lineHeight: isFiniteNumber,
		}),
	}),
	print: record({ type: oneOf(['print']) }),
});

const isPassage = record<Passage>({ text: isText, place: isText });

const isFromReader = union<'type', FromReader>('type', {
	ready: record({ type: oneOf(['ready']) }),
	move: record({ type: oneOf(['move']), step: oneOf([1, -1]) }),
	act: record({ type: oneOf(['act']), action: oneOf(paperActions), key: isText }),
	setStatus: record({ type: oneOf(['setStatus']), key: isText, status: oneOf(statuses) }),
	removeTag: record({ type: oneOf(['removeTag']), key: isText, tag: isText }),
	open: record({ type: oneOf(['open']), url: isText }),
	select: record({ type: oneOf(['select']), key: isText, selected: isPassage }),
	quote: record({ type: oneOf(['quote']), key: isText, selected: isPassage }),
	showRelated: record({ type: oneOf(['showRelated']), key: isText, list: oneOf(relatedLists) }),
	openRelated: record({ type: oneOf(['openRelated']), key: isText, list: oneOf(relatedLists), entry: isText }),
	copyQuote: record({ type: oneOf(['copyQuote']), key: isText, selected: isPassage }),
	print: record({ type: oneOf(['print']), key: isText, html: isText }),
	zoom: record({ type: oneOf(['zoom']), zoom: isFiniteNumber }),
	restyle: record({ type: oneOf(['restyle']), part: oneOf(['font', 'width']) }),
	showFigure: record({ type: oneOf(['showFigure']) }),
	search: record({ type: oneOf(['search']) }),
});
