import { present } from '../paper/paper';
import { unfold } from '../text/fold';
import { entity, isEntity } from '../text/entityNames';
import type { Mark } from '../markdown/citationKeys';
import { printKey, readMark } from '../markdown/citationKeys';
import { Cover } from '../text/cover';
import type { FrontMatterSpan } from '../markdown/frontMatter';
import { citingFields } from '../markdown/frontMatter';
import { cellCaptions } from '../markdown/cellCaptions';
import { metadataBlocks } from '../markdown/metadataBlocks';
import { continuePandoc } from './begunCitation';
import { isCrossReference } from './crossReferences';
import { isEnclosed } from './enclosingMarks';
import { printLocator, splitLocator } from './locators';
import { completePandoc, pandocBegins } from './pandocCompletion';
import type { ProseRun } from '../markdown/prose';
import { proseRuns } from '../markdown/prose';
import type { Citation, Cite, FoundCitation, FoundCite, Syntax } from './syntax';
import type { Range, TextEdit } from '../text/edits';
import { markdownMarkup } from './wording';

/**
 * `@key`, `[see @a, pp. 3-5; -@b]`, `@key [p. 3]`, `@{odd:key}`.
 * https://pandoc.org/MANUAL.html#citation-syntax
 */
export const pandoc: Syntax = {
	id: 'pandoc',
	label: 'Pandoc markdown',
	markup: markdownMarkup,
	find: findPandocCitations,
	print: printPandocCitation,
	lacks: ['author', 'title', 'full', 'uncited'],
	extend: extendPandocCitation,
	fill: fillBrackets,
	goOn: (text, at, citation, around) => (around === undefined ? continuePandoc(text, at, citation, printPandocCitation) : undefined),
	complete: completePandoc,
	begins: pandocBegins,
	// The space goes on with a query of several words, and offers locators after a key.
	triggers: ['@', '{', '[', ' '],
};

/** What the editor makes of a typed `[` is no citation yet: `[|]`, `[@a; |]`. */
function fillBrackets(text: string, at: number, cites: readonly Cite[]): string | undefined {
	const before = /(?<![\\[\]!])\[(?:[^[\]\n@]*@[^[\]\n]*;[ \t]*)?$/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));
	const closes = /^[ \t]*\](?![([\]:])/.test(text.slice(at, at + 200));
	return before !== null && closes ? `${before[0].endsWith(';') ? ' ' : ''}${cites.map(printCite).join('; ')}` : undefined;
}

export function findPandocCitations(text: string): readonly FoundCitation[] {
	if (!text.includes('@')) {
		return [];
	}
	const labels = exampleLabels(text);
	const citesKey = (key: string): boolean => !labels.has(key) && !isCrossReference(key);
	const unseen = ({ start, end }: Range): readonly FoundCitation[] => {
		const { marks, groups } = scanRun(text, { start, end, masked: [] }, citesKey);
		return assemble(
			text,
			marks,
			groups.map(group => ({ ...group, isLink: text[group.end] === '(' })),
		).map(citation => ({ ...citation, isUnseen: true as const }));
	};
	const inMetadata = (block: FrontMatterSpan): readonly FoundCitation[] =>
		citingFields(text, block).flatMap(field => (field.name === 'nocite' ? findUncited(text, field) : unseen(field)));
	const inText = proseRuns(text, '@').flatMap(run => {
		const { marks, groups } = scanRun(text, run, citesKey);
		const links = new Set(run.masked.map(({ start }) => start));
		return assemble(
			text,
			marks,
			groups.map(group => ({
				...group,
				isLink: (links.has(group.end) && /[[(]/.test(text.charAt(group.end))) || /^\[(?![@^])/.test(text.slice(group.end, group.end + 2)),
			})),
		);
	});
	const blocks = metadataBlocks(text);
	const further = blocks.filter(({ start }) => start > 5);
	return [
		...blocks.flatMap(inMetadata),
		...cellCaptions(text).flatMap(unseen),
		...(further.length === 0 ? inText : inText.filter(({ start }) => !further.some(block => block.start <= start && start < block.end))),
	].sort((a, b) => a.start - b.start);
}

export function printPandocCitation({ form, cites }: Citation): string {
	const [first, ...others] = cites;
	if (first === undefined) {
		return '';
	}
	if (form === 'uncited') {
		return cites.map(({ key }) => printKey(key)).join(', ');
	}
	if (form !== 'narrative') {
		return `[${cites.map(cite => printCite(form === 'year' ? { ...cite, suppressAuthor: true } : cite)).join('; ')}]`;
	}
	const inside = [printTail(first).replace(/^,?\s*/, ''), ...others.map(printCite)];
	return (
		printKey(first.key) +
		(inside.some(part => part !== '') ? ` [${inside[0] === '' ? inside.slice(1).join('; ') : inside.join('; ')}]` : '')
	);
}

export function extendPandocCitation(text: string, { form, start, end }: FoundCitation, cites: readonly Cite[]): TextEdit {
	const added = cites.map(printCite);
	if (form === 'uncited') {
		return { start: end, end, text: added.map(cite => `, ${cite}`).join('') };
	}
	if (text[end - 1] !== ']') {
		return { start: end, end, text: added.length === 0 ? '' : ` [${added.join('; ')}]` };
	}
	// `[@a, ]` waits for more behind its comma.
	const inside = text.slice(start, end - 1).trimEnd();
	return { start: start + inside.replace(/,$/, '').length, end: start + inside.length, text: added.map(cite => `; ${cite}`).join('') };
}

/** `see -@doe2020, p. 3, passim` */
function printCite(cite: Cite): string {
	return `${cite.prefix === undefined ? '' : `${cite.prefix.trimEnd()} `}${cite.suppressAuthor === true ? '-' : ''}${printKey(cite.key)}${printTail(cite)}`;
}

function printTail({ locator, suffix = '' }: Cite): string {
	const place = locator === undefined ? '' : `, ${printLocator(locator)}`;
	return place + (suffix === '' || /^[,.:;)]/.test(suffix) ? suffix : ` ${suffix}`);
}

/** A pair of brackets, the semicolons directly inside, and which marks it holds. */
interface Group extends Range {
	readonly semicolons: readonly number[];
	readonly firstMark: number;
	readonly behindMarks: number;
	/** Whether an address, a label or attributes follow: a citation in the words of a link is of its own. */
	readonly isLink: boolean;
}

interface OpenGroup {
	readonly start: number;
	readonly semicolons: number[];
	readonly firstMark: number;
}

/** The marks of one run of inline text, and its pairs of brackets in the order they close: inner ones first. */
function scanRun(
	text: string,
	run: ProseRun,
	citesKey: (key: string) => boolean,
): { readonly marks: readonly Mark[]; readonly groups: readonly Omit<Group, 'isLink'>[] } {
	const marks: Mark[] = [];
	const groups: Omit<Group, 'isLink'>[] = [];
	const open: OpenGroup[] = [];
	const masked = new Cover(run.masked);
	signs.lastIndex = run.start;
	for (let sign = signs.exec(text); sign !== null && sign.index < run.end; sign = signs.exec(text)) {
		const maskEnd = masked.endAt(sign.index);
		if (maskEnd !== undefined) {
			signs.lastIndex = maskEnd;
			continue;
		}
		switch (sign[0]) {
			case '@': {
				const mark = readMark(text, sign.index);
				signs.lastIndex = mark?.end ?? signs.lastIndex;
				if (mark !== undefined && citesKey(mark.key)) {
					marks.push(mark);
				}
				break;
			}
			case '[':
				wikilink.lastIndex = sign.index;
				if (text[sign.index + 1] === '[' && wikilink.test(text)) {
					signs.lastIndex = wikilink.lastIndex;
					break;
				}
				open.push({ start: sign.index, semicolons: [], firstMark: marks.length });
				break;
			case ';':
				open.at(-1)?.semicolons.push(sign.index);
				break;
			default:
				// `&foo;` is no character.
				if (sign[0].startsWith('&') && !isEntity(sign[0])) {
					open.at(-1)?.semicolons.push(signs.lastIndex - 1);
				}
				break;
			case ']': {
				const group = open.pop();
				if (group !== undefined) {
					groups.push({ ...group, end: sign.index + 1, behindMarks: marks.length });
				}
				break;
			}
		}
	}
	return { marks, groups };
}

/** The semicolon of `R&amp;D` parts nothing. */
const signs = new RegExp(String.raw`\\[^]|${entity}|[[\];@]`, 'g');

/** `[[Meeting with @bob]]` links to a note; `[[@doe2020]]` cites, and so does `^[[see @doe2020]]`, a footnote. */
const wikilink = /(?<!\^)\[\[(?!-?@|[^\][|#\n@]{0,200}\/@)[^\][\n]{1,500}\]\]/y;

function assemble(text: string, marks: readonly Mark[], groups: readonly Group[]): readonly FoundCitation[] {
	const groupOfMark = new Map<number, Group>();
	const groupAt = new Map(groups.map(group => [group.start, group]));
	for (const group of groups) {
		const free = group.behindMarks > group.firstMark && !groupOfMark.has(group.firstMark) && !groupOfMark.has(group.behindMarks - 1);
		if (free && isCitationGroup(text, marks, group)) {
			groupOfMark.set(group.firstMark, group);
			groupOfMark.set(group.behindMarks - 1, group);
		}
	}
	const found: FoundCitation[] = [];
	for (let index = 0; index < marks.length;) {
		const mark = marks[index];
		if (mark === undefined) {
			break;
		}
		const group = groupOfMark.get(index);
		const citation =
			group === undefined ? bareCitation(text, marks, index, groupAt.get(spaceEnd(text, mark.end))) : groupCitation(text, marks, group);
		found.push(citation);
		index += citation.cites.length;
	}
	return found;
}

/** Whether every part between semicolons has a key outside emphasis, and no footnote `^[...]`, link or span `[...]{...}` is meant. */
function isCitationGroup(text: string, marks: readonly Mark[], group: Group): boolean {
	return (
		text[group.start - 1] !== '^' &&
		!group.isLink &&
		text[group.end] !== '{' &&
		partsOf(marks, group).every(
			({ start, marks: [mark] }) => mark !== undefined && !isEnclosed(text.slice(start, mark.start), text.slice(mark.end, group.end - 1)),
		)
	);
}

interface Part extends Range {
	readonly marks: readonly Mark[];
}

function partsOf(marks: readonly Mark[], group: Group): readonly Part[] {
	const edges = [...group.semicolons, group.end - 1];
	let start = group.start + 1;
	let next = group.firstMark;
	return edges.map(end => {
		const first = next;
		while (next < group.behindMarks && (marks[next]?.start ?? Infinity) < end) {
			next += 1;
		}
		const part = { start, end, marks: marks.slice(first, next) };
		start = end + 1;
		return part;
	});
}

function groupCitation(text: string, marks: readonly Mark[], group: Group): FoundCitation {
	return { form: 'parenthetical', start: group.start, end: group.end, cites: partsOf(marks, group).flatMap(part => citesOf(text, part)) };
}

/** `@doe2020`, `@doe2020 [p. 3; @roe2021]`, `@doe2020 [@roe2021]`, `-@doe2020`. */
function bareCitation(text: string, marks: readonly Mark[], index: number, group: Group | undefined): FoundCitation {
	const mark = marks[index];
	if (mark === undefined) {
		throw new RangeError(`There is no mark ${index}.`);
	}
	const form = mark.suppressAuthor ? 'parenthetical' : 'narrative';
	const [first, ...others] =
		group === undefined || text[group.start + 1] === '^' || /[[({]/.test(text.charAt(group.end)) ? [] : partsOf(marks, group);
	if (group === undefined || first === undefined || !others.every(part => part.marks.length > 0)) {
		return { form, start: mark.start, end: mark.end, cites: [citeOf(mark, mark, '')] };
	}
	const further = others.flatMap(part => citesOf(text, part));
	const cites =
		first.marks.length > 0
			? [citeOf(mark, mark, ''), ...citesOf(text, first), ...further]
			: [
					citeOf(mark, { start: mark.start, end: others.length === 0 ? group.end : first.end }, text.slice(first.start, first.end), true),
					...further,
				];
	return { form, start: mark.start, end: group.end, cites };
}

/** A part is `see @doe2020, p. 3`. Where it has several keys, what follows each goes with it. */
function citesOf(text: string, part: Part): readonly FoundCite[] {
	return part.marks.map((mark, index) => {
		const start = index === 0 ? part.start : mark.start;
		const end = part.marks[index + 1]?.start ?? part.end;
		const trimmed = { start: start + leadingSpace(text, start, mark.start), end: start + text.slice(start, end).trimEnd().length };
		return {
			...present('prefix', wording(text.slice(start, mark.start))),
			...citeOf(mark, trimmed, text.slice(mark.end, end)),
			...(index < part.marks.length - 1 ? { holdsNext: true as const } : {}),
		};
	});
}

function citeOf(mark: Mark, range: Range, written: string, bracketed = false): FoundCite {
	const unfolded = withoutQuoteSigns(written).replace(/\s+/g, ' ');
	// `@doe2020 [epilogue]` reads Doe (2020, epilogue).
	const tail = bracketed && /^\s*[^\s,]/.test(unfolded) ? `, ${unfolded.trim()}` : unfolded.trimEnd();
	const { locator, rest } = splitLocator(tail);
	return {
		key: mark.key,
		...present('locator', locator),
		...present('suffix', wording(rest)),
		...present('tail', tail || undefined),
		...(mark.suppressAuthor ? { suppressAuthor: true } : {}),
		start: range.start,
		end: range.end,
		keyStart: mark.keyStart,
		keyEnd: mark.keyEnd,
	};
}

function wording(text: string): string | undefined {
	const words = unfold(withoutQuoteSigns(text));
	// A backslash at the end escapes the space before the key: `cf.\ @doe2020`.
	return words === '' ? undefined : /(?<!\\)(?:\\\\)*\\$/.test(words) ? `${words} ` : words;
}

/** A citation may go on in the next line of a quote, behind its `>`. */
function withoutQuoteSigns(text: string): string {
	return text.replace(/\n[ \t]*>[> \t]*/g, '\n');
}

function leadingSpace(text: string, start: number, end: number): number {
	const part = text.slice(start, end);
	return part.length - part.trimStart().length;
}

/** Behind the white space at an offset, which may hold one line break. */
function spaceEnd(text: string, at: number): number {
	const space = /[ \t]*(?:\r?\n[ \t]*)?/y;
	space.lastIndex = at;
	space.exec(text);
	return space.lastIndex;
}

/**
 * The labels of a text that `@label` refers to: of numbered examples, `(@good) My example`, and those that a project names itself, as
 * Quarto's custom cross references do, `{#suppfig-one}` and `#| label: suppfig-one`.
 * https://pandoc.org/MANUAL.html#numbered-example-lists, https://quarto.org/docs/authoring/cross-references-custom.html
 */
export function exampleLabels(text: string): ReadonlySet<string> {
	const examples = text.includes('(@') ? labelsIn(text, /^[ \t>]{0,20}\(@([\p{L}\p{N}_-]+)\)[ \t]/gmu) : [];
	const patterns = [
		...(text.includes('{#') ? [/\{#(\p{L}[\p{L}\p{N}]*[-:][\p{L}\p{N}_:.-]*)[ \t}]/gu] : []),
		...(/\| *label:/.test(text) ? [/^(?:#|%%|\/\/|--)\| *label:[ \t]*["']?(\p{L}[\p{L}\p{N}]*-[\p{L}\p{N}_-]*)/gmu] : []),
	];
	return examples.length === 0 && patterns.length === 0
		? noLabels
		: new Set([...withoutCited(examples, text), ...patterns.flatMap(pattern => labelsIn(text, pattern))]);
}

function labelsIn(text: string, pattern: RegExp): readonly string[] {
	return Array.from(text.matchAll(pattern), match => match[1] ?? '');
}

/** `(@doe2020) says so` begins a paragraph about a work where the text has `[@doe2020]` too: brackets cite, and refer to no example. */
function withoutCited(examples: readonly string[], text: string): readonly string[] {
	if (examples.length === 0) {
		return examples;
	}
	const brackets = Array.from(text.matchAll(/\[[^\][]*\]/g), ([found]) => found).join('');
	const cited = new Set(labelsIn(brackets, /@([\p{L}\p{N}_-]+)/gu));
	return examples.filter(label => !cited.has(label));
}

const noLabels: ReadonlySet<string> = new Set();

/** The keys in the value of `nocite`, each a citation of its own. */
function findUncited(text: string, range: Range): readonly FoundCitation[] {
	const found: FoundCitation[] = [];
	for (let at = text.indexOf('@', range.start); at >= 0 && at < range.end; at = text.indexOf('@', at + 1)) {
		const mark = readMark(text, at);
		if (mark !== undefined && mark.end <= range.end) {
			found.push({ form: 'uncited', start: mark.start, end: mark.end, cites: [citeOf(mark, mark, '')] });
		}
	}
	return found;
}
