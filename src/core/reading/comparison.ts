import { localize } from '../data/localize';
import { edtfOf } from '../paper/writeEdtf';
import { textOf } from '../data/json';
import { identifiersOf } from '../merge/identity';
import { sourceLabel } from '../library/sources';
import { fullName } from '../paper/names';
import type { Paper } from '../paper/paper';
import { commonEnd, commonStart } from '../text/edits';
import { withoutMarkup } from '../text/markup';
import { cut } from '../text/cut';

/** A part of a text, and whether the other paper says something else there. */
export interface ComparedRun {
	readonly text: string;
	readonly differs: boolean;
}

export interface ComparedField {
	/** For people: `Published in`. */
	readonly label: string;
	/** Empty where a paper has none. */
	readonly left: readonly ComparedRun[];
	readonly right: readonly ComparedRun[];
}

export interface ComparedPaper {
	readonly id: string;
	readonly key: string;
}

/** Two papers side by side, field by field; fields that neither has are left out. */
export interface Comparison {
	readonly left: ComparedPaper;
	readonly right: ComparedPaper;
	readonly fields: readonly ComparedField[];
}

export function comparePapers(left: Paper, right: Paper): Comparison {
	const fields = fieldTexts().flatMap(([label, read]) => {
		const [mine, theirs] = [read(left) ?? '', read(right) ?? ''];
		return mine === '' && theirs === '' ? [] : [{ label, ...compareTexts(mine, theirs) }];
	});
	return { left: sideOf(left), right: sideOf(right), fields };
}

function sideOf(paper: Paper): ComparedPaper {
	return { id: paper.id, key: paper['citation-key'] };
}

function fieldTexts(): readonly (readonly [label: string, read: (paper: Paper) => string | undefined])[] {
	return [
		[localize('Title'), paper => withoutMarkup(paper.title)],
		[localize('Authors'), paper => (paper.author ?? []).map(fullName).join(', ')],
		[localize('Date'), paper => (paper.issued === undefined ? undefined : edtfOf(paper.issued))],
		[localize('Type'), typeInWords],
		[localize('Published in'), publishedIn],
		['DOI', paper => identifiersOf(paper).doi],
		['arXiv', paper => identifiersOf(paper).arxiv],
		['PMID', paper => identifiersOf(paper).pmid],
		[localize('Status'), paper => paper.status],
		[localize('Tags'), paper => paper.tags?.join(', ')],
		[localize('Collections'), paper => paper.collections?.join(', ')],
		[localize('Rating'), paper => textOf(paper.rating)],
		[
			localize('Found in'),
			paper => [paper.source, ...(paper.alsoFrom ?? [])].flatMap(source => (source === undefined ? [] : [sourceLabel(source)])).join(', '),
		],
		[localize('Abstract'), paper => shortened(paper.abstract ?? '')],
	];
}

/** `journal article` for `article-journal`, `motion picture` for `motion_picture`. */
function typeInWords(paper: Paper): string {
	return paper.type.split('-').reverse().join(' ').replaceAll('_', ' ');
}

/** `Journal of Noise, 12 (3), pp. 1-9`. */
function publishedIn(paper: Paper): string {
	const issue = textOf(paper['issue']);
	const pages = textOf(paper['page']);
	const volume = [textOf(paper['volume']), issue === undefined ? undefined : `(${issue})`].filter(part => part !== undefined).join(' ');
	return [withoutMarkup(paper['container-title'] ?? ''), volume, pages === undefined ? '' : `pp. ${pages}`]
		.filter(part => part !== '')
		.join(', ');
}

const longest = 600;

function shortened(text: string): string {
	return cut(text, longest);
}

/** Word by word, by the longest sequence of words that both have; a comma behind a word makes it no other. */
function compareTexts(left: string, right: string): Pick<ComparedField, 'left' | 'right'> {
	const mine = left.match(/\S+\s*/g) ?? [];
	const theirs = right.match(/\S+\s*/g) ?? [];
	const [keptMine, keptTheirs] = commonWords(mine.map(bare), theirs.map(bare));
	return { left: runsOf(mine, keptMine), right: runsOf(theirs, keptTheirs) };
}

function bare(word: string): string {
	return word.replace(/(?<![,;\s])[,;\s]+$/, '');
}

function runsOf(words: readonly string[], common: ReadonlySet<number>): readonly ComparedRun[] {
	const runs: ComparedRun[] = [];
	for (const [index, word] of words.entries()) {
		const differs = !common.has(index);
		const last = runs.at(-1);
		if (last?.differs === differs) {
			runs[runs.length - 1] = { text: last.text + word, differs };
		} else {
			runs.push({ text: word, differs });
		}
	}
	return runs;
}

/** So many pairs of words are compared at most: those of two titles of 1,000 words each, which no title has. */
const mostPairs = 1_000_000;

/** The places in two lists of words of what both have: their beginnings and ends, and between these the longest common subsequence. */
function commonWords(mine: readonly string[], theirs: readonly string[]): readonly [ReadonlySet<number>, ReadonlySet<number>] {
	const start = commonStart(mine, theirs);
	const tail = commonEnd(mine, theirs, Math.min(mine.length, theirs.length) - start);
	const [own, other] = [mine, theirs].map(words => words.slice(start, words.length - tail));
	const isTooLong = own === undefined || other === undefined || own.length * other.length > mostPairs;
	const within = isTooLong ? [new Set<number>(), new Set<number>()] : longestCommon(own, other);
	const places = (words: readonly string[], found: ReadonlySet<number> | undefined) =>
		new Set([...words.keys()].filter(at => at < start || at >= words.length - tail || found?.has(at - start) === true));
	return [places(mine, within[0]), places(theirs, within[1])];
}

/** The places in two lists of words of their longest common subsequence. */
function longestCommon(mine: readonly string[], theirs: readonly string[]): readonly [ReadonlySet<number>, ReadonlySet<number>] {
	const width = theirs.length + 1;
	const lengths = new Uint16Array((mine.length + 1) * width);
	const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
	for (let row = mine.length - 1; row >= 0; row -= 1) {
		for (let column = theirs.length - 1; column >= 0; column -= 1) {
			lengths[row * width + column] =
				mine[row] === theirs[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
		}
	}
	const left = new Set<number>();
	const right = new Set<number>();
	for (let row = 0, column = 0; row < mine.length && column < theirs.length;) {
		if (mine[row] === theirs[column]) {
			left.add(row);
			right.add(column);
			row += 1;
			column += 1;
		} else if (at(row + 1, column) >= at(row, column + 1)) {
			row += 1;
		} else {
			column += 1;
		}
	}
	return [left, right];
}
