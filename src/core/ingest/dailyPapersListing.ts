import { parseListDate } from '../paper/dates';
import { findIdentifiers } from '../paper/identifiers';
import { findLinks } from '../paper/links';
import type { IncomingPaper, Source } from '../paper/paper';
import { present } from '../paper/paper';
import { cut } from '../text/cut';
import { unfold } from '../text/fold';
import { texToText } from '../text/tex';
import type { Format, Input, Reading } from './format';

/**
 * The Daily Papers page of Hugging Face saved as text: a heading block (navigation words, "Daily Papers", a date), then title and abstract
 * in turn.
 *
 * What is a title and what an abstract was measured on 5,180 papers of the page: the longest title has 168 characters, the shortest
 * abstract 279; no title ends with a full stop and every title has a capital letter.
 */
export const dailyPapersListing: Format = {
	id: 'daily-papers',
	label: 'Daily Papers listing',
	recognise,
	read,
};

interface Line {
	/** One-based. */
	readonly number: number;
	readonly text: string;
}

const longestTitle = 240;

function recognise({ text }: Input): number {
	const lines = splitLines(text.slice(0, 20_000)).slice(0, 60);
	if (lines.some(isPageName)) {
		return 0.9;
	}
	// Without its heading, a listing still is titles and abstracts in turn. So is much other prose: chapters, recipes, letters.
	if (/^\s*(?:[@{[<]|TY {2}- |%[0A-Z] |PMID- )/.test(text)) {
		return 0;
	}
	const kinds = lines.map(line => (isAbstract(line.text) ? 'a' : 't')).join('');
	const pairs = kinds.match(/ta/g)?.length ?? 0;
	return pairs > 0 && pairs * 2 >= lines.length * 0.6 && isOfResearch(lines) ? 0.3 : 0;
}

/**
 * Whether lines are titles and abstracts of papers and no other prose: no markup, no heads of letters and of sections, titles in capitals
 * as conferences have them, and words of research in what is below them.
 */
function isOfResearch(lines: readonly Line[]): boolean {
	if (lines.some(({ text }) => proseMark.test(text))) {
		return false;
	}
	const titles = lines.filter((line, index) => !isAbstract(line.text) && isAbstract(lines[index + 1]?.text ?? '')).map(({ text }) => text);
	const abstracts = lines.filter(({ text }) => isAbstract(text)).map(({ text }) => text);
	const capitals = titles.filter(isInCapitals).length;
	const research = abstracts.filter(text => new Set(text.toLowerCase().match(researchWord)).size >= 2).length;
	return !titles.some(title => sectionName.test(title)) && capitals * 10 >= titles.length * 6 && research * 10 >= abstracts.length * 6;
}

/** Markdown's and LaTeX's marks, heads of mails and letters, quoted lines, lists. */
const proseMark =
	/^(?:#{1,6}\s|>|```|---+$|\\\\|\\(?:section|chapter|begin)\b|[-*+•]\s|\d{1,2}[.)]\s|(?:From|To|Cc|Subject|Date|Sent|Title|Authors?|Re|Von|An|Betreff)\s?:|(?:Dear|Hi|Hello|Sehr geehrte[rs]?|Liebe[rs]?|Cher|Chère|Estimad[oa])\s|(?:Best|Kind|Warm) regards|Sincerely)/i;
const sectionName =
	/^(?:(?:chapter|part|section|appendix|lecture|week|day|step)\s+[\divxlc]+\b.*|\d+(?:\.\d+)*\.?\s+\p{L}.*|(?:introduction|background|preface|foreword|abstract|summary|methods?|methodology|materials(?: and methods)?|results?(?: and discussion)?|discussion|conclusions?|related work|references|acknowledge?ments?|ingredients|directions|instructions|overview|motivation|evaluation|experiments?|limitations|future work|data|analysis))$/iu;
const researchWord =
	/\b(?:we|our|paper|abstract|study|studies|propose[sd]?|proposed|present|introduces?|methods?|approach(?:es)?|models?|results?|experiments?|experimental|datasets?|data|benchmarks?|training|learning|performance|framework|evaluat\w+|research|novel|state-of-the-art|algorithms?|existing|demonstrate\w*|show(?:s|ed)?|address\w*|dissertation|thesis|survey|analysis|task|tasks)\b/g;

/** At least half of the longer words begin with a capital. */
function isInCapitals(title: string): boolean {
	const words = title.match(/[\p{L}][\p{L}\p{N}'’-]{3,}/gu) ?? title.match(/\p{L}+/gu) ?? [];
	return (
		words.filter(word => /^\P{Ll}/u.test(word)).length * 2 >= words.length && (words.length > 1 || /\p{L}-?\p{Lu}|\p{L}\d/u.test(title))
	);
}

function* read({ text, fileName }: Input): Generator<Reading> {
	const { date, papers } = takeHeading(splitLines(text));
	let rank = 0;
	const paper = (title: Line, abstract?: Line): Reading => {
		rank += 1;
		const source: Source = { kind: 'daily-papers', ...present('file', fileName), ...present('date', date), rank };
		return { kind: 'paper', paper: toPaper(title.text, abstract?.text, source), line: title.number };
	};
	let waiting: Line[] = [];
	for (const line of papers) {
		if (!isAbstract(line.text)) {
			waiting.push(line);
			continue;
		}
		const title = chooseTitle(waiting);
		for (const other of waiting) {
			if (other === title) {
				yield paper(title, line);
			} else {
				yield* unplaced(other, paper);
			}
		}
		if (title === undefined) {
			yield { kind: 'problem', line: line.number, message: `This abstract has no title: “${excerpt(line.text)}”` };
		}
		waiting = [];
	}
	for (const line of waiting) {
		yield* unplaced(line, paper);
	}
}

/** Of the short lines above an abstract its title is the last that looks like one, else the last. */
function chooseTitle(lines: readonly Line[]): Line | undefined {
	return (
		lines.findLast(line => isTitle(line.text)) ??
		lines.findLast(line => !isChrome(line.text) && /[\p{Lu}\p{Lo}]/u.test(line.text) && !/[.!]$/.test(line.text))
	);
}

/** A short line with no abstract below it: a title whose abstract is missing, or a line that is none of ours. */
function* unplaced(line: Line, paper: (title: Line) => Reading): Generator<Reading> {
	if (isTitle(line.text)) {
		yield paper(line);
		yield { kind: 'problem', line: line.number, message: `This title has no abstract: “${excerpt(line.text)}”` };
	} else {
		yield { kind: 'problem', line: line.number, message: `Neither a title nor an abstract: “${excerpt(line.text)}”` };
	}
}

function toPaper(title: string, abstract: string | undefined, source: Source): IncomingPaper {
	const links = findLinks(abstract ?? '');
	return {
		type: 'article',
		title: unfold(texToText(title)),
		...present('abstract', abstract === undefined ? undefined : texToText(abstract)),
		...present('identifiers', findIdentifiers(links.map(link => link.url))),
		...present('links', links.length > 0 ? links : undefined),
		source,
	};
}

function isAbstract(text: string): boolean {
	return text.length > longestTitle || (text.length > 100 && /[.!?]["”')\]]*$/.test(text) && /[.!?]\s+[\p{Lu}\d]/u.test(text));
}

/**
 * Several words, or a name such as `TextArena` or `Hyper-Connections`: a plain word (`Advertisement`) is no title unless nothing else can
 * be.
 */
function isTitle(text: string): boolean {
	return /\s|\p{Ll}\p{Lu}|-\p{Lu}|\p{L}\d/u.test(text) && /[\p{Lu}\p{Lo}]/u.test(text) && !/[.!…,;:]$/.test(text) && !isChrome(text);
}

/** Words and numbers of the page around the papers. */
function isChrome(text: string): boolean {
	return chrome.test(text) || parseListDate(text) !== undefined;
}

const chrome =
	/^(?:new|subscribe|get trending papers in your email inbox!?|daily papers|by\s?ak(?: and .*)?|submitted by\b.*|upvote|daily|weekly|monthly|trending(?: papers)?|previous|next|sort by:?(?: \w+)?|log ?in|sign up|view (?:all|paper|arxiv page)|[\d.,+kKM·\s]+|·?\s*\d+ authors?|github(?: [\d.k]+)?|arxiv page|models|datasets|spaces|posts|docs|enterprise|pricing|company|community|collections|search(?: any paper.*)?|week|month|today|yesterday)$/i;

interface Listing {
	readonly date: string | undefined;
	readonly papers: readonly Line[];
}

/** Parts the heading block from the papers: up to "Daily Papers", then the page's byline and its date, all in the first lines. */
function takeHeading(lines: readonly Line[]): Listing {
	const name = lines.findIndex((line, index) => index < 40 && isPageName(line));
	if (name < 0 || lines.slice(0, name).some(line => isAbstract(line.text))) {
		return { date: undefined, papers: lines };
	}
	let start = name + 1;
	let date: string | undefined;
	for (; start < lines.length; start += 1) {
		const text = lines[start]?.text ?? '';
		if (!isChrome(text)) {
			break;
		}
		date ??= parseListDate(text);
	}
	return { date, papers: lines.slice(start) };
}

function isPageName(line: Line): boolean {
	return /^(?:hugging face )?daily papers$/i.test(line.text);
}

/** The lines that hold something. A text wrapped at a fixed width (as browsers save it) is unwrapped paragraph by paragraph. */
function splitLines(text: string): readonly Line[] {
	const lines = text.split(/\r\n|\r|\n/).map((content, index) => ({ number: index + 1, text: content.trim() }));
	const filled = lines.filter(line => line.text !== '');
	return filled.every(line => line.text.length <= 120) ? unwrap(lines) : filled;
}

function unwrap(lines: readonly Line[]): readonly Line[] {
	const paragraphs: Line[] = [];
	let open: Line | undefined;
	for (const line of lines) {
		if (line.text === '') {
			open = undefined;
		} else if (open === undefined) {
			open = line;
			paragraphs.push(line);
		} else {
			open = { number: open.number, text: `${open.text} ${line.text}` };
			paragraphs[paragraphs.length - 1] = open;
		}
	}
	return paragraphs;
}

function excerpt(text: string): string {
	return cut(text, 80);
}
