import { tableOf } from '../data/table';
import { present } from '../paper/paper';
import { unfold } from '../text/fold';
import { Cover } from '../text/cover';
import { continueLatex } from './begunCitation';
import {
	foreignQuotations,
	latexCommands,
	multipleCommands,
	multipleVolumeCommands,
	quotationCommands,
	volumeCommands,
} from './latexCommands';
import { completeLatex, latexBegins } from './latexCompletion';
import { latexMaskedRanges } from './latexMask';
import { printLocator, splitLocator } from './locators';
import type { Citation, CitationForm, Cite, FoundCitation, FoundCite, Syntax } from './syntax';
import type { Range, TextEdit } from '../text/edits';
import { latexMarkup } from './wording';

const lacksInLatex: readonly CitationForm[] = ['full', 'title', 'note', 'uncited'];

/** `\cite[see][p.~3]{a,b}` and its family; printed as any LaTeX knows it. */
export const latex: Syntax = latexSyntax('latex', 'LaTeX', { parenthetical: 'cite', narrative: 'cite' }, lacksInLatex);

/** http://mirrors.ctan.org/macros/latex/contrib/natbib/natnotes.pdf */
export const natbib: Syntax = latexSyntax(
	'natbib',
	'LaTeX (natbib)',
	{ parenthetical: 'citep', narrative: 'citet', year: 'citeyearpar' },
	lacksInLatex,
);

/** http://mirrors.ctan.org/macros/latex/contrib/biblatex/doc/biblatex.pdf, section 3.9 */
export const biblatex: Syntax = latexSyntax(
	'biblatex',
	'LaTeX (biblatex)',
	{ parenthetical: 'autocite', narrative: 'textcite', note: 'footcite', title: 'citetitle', full: 'fullcite', year: 'autocite*' },
	['uncited'],
);

function latexSyntax(id: string, label: string, commands: Partial<Record<CitationForm, string>>, lacks: readonly CitationForm[]): Syntax {
	return {
		id,
		label,
		markup: latexMarkup,
		find: findLatexCitations,
		print: citation => printLatex(citation, { ...plainCommands, ...commands }),
		lacks,
		extend: extendLatex,
		fill: fillLatex,
		goOn: continueLatex,
		complete: completeLatex,
		begins: latexBegins,
		triggers: ['{', ',', '['],
	};
}

/** `\cite{|}` waits for keys alone. */
function fillLatex(text: string, at: number, cites: readonly Cite[]): string | undefined {
	const place = completeLatex({ text, offset: at });
	return place?.kind === 'key' && place.start === at && place.end === at ? cites.map(({ key }) => key).join(',') : undefined;
}

const plainCommands: Readonly<Record<CitationForm, string>> = {
	parenthetical: 'cite',
	narrative: 'citet',
	note: 'footcite',
	author: 'citeauthor',
	year: 'citeyear',
	title: 'citetitle',
	full: 'fullcite',
	uncited: 'nocite',
};

export function findLatexCitations(text: string): readonly FoundCitation[] {
	const masked = new Cover(latexMaskedRanges(text));
	const command = /\\(begin\{displaycquote\}|[A-Za-z]+)\*?/g;
	const found: FoundCitation[] = [];
	for (let match = command.exec(text); match !== null; match = command.exec(text)) {
		const maskEnd = masked.endAt(match.index);
		if (maskEnd !== undefined) {
			command.lastIndex = maskEnd;
			continue;
		}
		const citation =
			text[match.index - 1] === '\\' && isEscaped(text, match.index)
				? undefined
				: readCommand(text, match[1] ?? '', match.index, command.lastIndex);
		if (citation !== undefined) {
			found.push(citation);
			command.lastIndex = citation.end;
		}
	}
	return found;
}

/** `\\cite` is a line break and a word. */
function isEscaped(text: string, at: number): boolean {
	let backslashes = 0;
	while (text[at - 1 - backslashes] === '\\') {
		backslashes += 1;
	}
	return backslashes % 2 === 1;
}

function readCommand(text: string, name: string, start: number, behindName: number): FoundCitation | undefined {
	const multiple = multipleCommands.get(name) ?? multipleVolumeCommands.get(name);
	if (multiple !== undefined) {
		return readMultiple(text, multiple, start, behindName, multipleVolumeCommands.has(name) ? readVolume : readArgument);
	}
	const form =
		latexCommands.get(name) ??
		volumeCommands.get(name) ??
		quotationCommands.get(name) ??
		foreignQuotations.get(name) ??
		(name === 'begin{displaycquote}' ? 'parenthetical' : undefined);
	if (form === undefined) {
		return undefined;
	}
	const behindLanguage = foreignQuotations.has(name) ? (readGroup(text, behindName)?.end ?? behindName) : behindName;
	const argument = volumeCommands.has(name) ? readVolume(text, behindName) : readAngled(text, behindLanguage);
	const cites = argument && citesOf(text, argument);
	if (argument === undefined || cites === undefined || cites.length === 0) {
		return undefined;
	}
	// natbib's stars ask for all authors, biblatex's for none.
	const suppresses = text[behindName - 1] === '*' && /^(?:paren|auto)cite$/i.test(name);
	return { form, start, end: argument.end, cites: suppresses ? cites.map(cite => ({ ...cite, suppressAuthor: true })) : cites };
}

/** `\parencites(see)(passim)[3]{a}[4]{b}` */
function readMultiple(
	text: string,
	form: CitationForm,
	start: number,
	behindName: number,
	read: (text: string, at: number) => Argument | undefined,
): FoundCitation | undefined {
	const before = readOptional(text, behindName, '(', ')');
	const after = before && readOptional(text, before.end, '(', ')');
	let end = (after ?? before)?.end ?? behindName;
	const cites: FoundCite[] = [];
	for (let argument = read(text, end); argument !== undefined; argument = read(text, end)) {
		cites.push(...citesOf(text, argument));
		end = argument.end;
	}
	const [first] = cites;
	if (first === undefined) {
		return undefined;
	}
	const prefix = before && after && wording(before.text);
	const suffix = wording((after ?? before)?.text ?? '');
	cites[0] = { ...first, ...present('prefix', [prefix, first.prefix].filter(Boolean).join(' ') || undefined) };
	const last = cites.at(-1) ?? first;
	cites[cites.length - 1] = { ...last, ...present('suffix', [last.suffix, suffix].filter(Boolean).join(', ') || undefined) };
	return { form, start, end, cites };
}

/** `[see][p.~3]{a,b}`: where its keys stand, and the notes around them. */
interface Argument extends Range {
	readonly before?: string;
	readonly after?: string;
	readonly keysStart: number;
	readonly keysEnd: number;
	readonly volume?: string;
}

function readArgument(text: string, at: number): Argument | undefined {
	const first = readOptional(text, at, '[', ']');
	const second = first && readOptional(text, first.end, '[', ']');
	const keys = readKeys(text, (second ?? first)?.end ?? at);
	return (
		keys && {
			...present('before', second && first.text),
			...present('after', (second ?? first)?.text),
			keysStart: keys.start,
			keysEnd: keys.end,
			start: spaceEnd(text, at),
			end: keys.end + 1,
		}
	);
}

/** apacite's `\cite<see>[p.~3]{a}`; what stands so in beamer, `\cite<2->{a}`, says on which slides. */
function readAngled(text: string, at: number): Argument | undefined {
	const angled = readOptional(text, at, '<', '>');
	const argument = readArgument(text, angled?.end ?? at);
	return (
		argument && {
			...argument,
			...present('before', argument.before ?? (angled !== undefined && /[A-Za-z]{2}/.test(angled.text) ? angled.text : undefined)),
		}
	);
}

/** `\volcite[see]{2}[13]{a}` */
function readVolume(text: string, at: number): Argument | undefined {
	const before = readOptional(text, at, '[', ']');
	const volume = readGroup(text, before?.end ?? at);
	const argument = volume && readArgument(text, volume.end);
	return argument && { ...argument, ...present('before', before?.text), volume: volume.text };
}

interface Optional {
	readonly text: string;
	readonly end: number;
}

function readOptional(text: string, at: number, open: string, close: string): Optional | undefined {
	const start = spaceEnd(text, at);
	if (text[start] !== open) {
		return undefined;
	}
	const end = closing(text, start, close);
	return end === undefined ? undefined : { text: text.slice(start + 1, end), end: end + 1 };
}

function readGroup(text: string, at: number): Optional | undefined {
	return readOptional(text, at, '{', '}');
}

/** The braces' inside, where it can be keys: `\cite{#1}` in a definition cannot. */
function readKeys(text: string, at: number): Range | undefined {
	const start = spaceEnd(text, at);
	const keys = /\{([^{}\\#]{0,20000})\}/y;
	keys.lastIndex = start;
	return keys.exec(text) === null ? undefined : { start: start + 1, end: keys.lastIndex - 1 };
}

// An argument is a few words; without a bound, a text of many open brackets would be read many times.
const longestArgument = 2000;

function closing(text: string, start: number, close: string): number | undefined {
	const limit = Math.min(text.length, start + longestArgument);
	let depth = 0;
	for (let at = start + 1; at < limit; at += 1) {
		const sign = text.charAt(at);
		if (sign === '\\') {
			at += 1;
		} else if (depth === 0 && sign === close) {
			return at;
		} else if (sign === '{') {
			depth += 1;
		} else if (sign === '}') {
			depth -= 1;
		}
		if (depth < 0 || (sign === '\n' && /^[ \t]*\r?\n/.test(text.slice(at + 1, at + 80)))) {
			return undefined;
		}
	}
	return undefined;
}

/** Arguments may stand apart by white space with one line break, or by a comment that swallows it. */
function spaceEnd(text: string, at: number): number {
	const space = /[ \t]*(?:(?:%[^\n]*)?\r?\n[ \t]*)?/y;
	space.lastIndex = at;
	space.exec(text);
	return space.lastIndex;
}

function citesOf(text: string, { before, after, keysStart, keysEnd, volume }: Argument): readonly FoundCite[] {
	const keys = text.slice(keysStart, keysEnd).matchAll(/%[^\n]*|[^\s,%]+/g);
	const cites = Array.from(keys, ({ 0: key, index }) => ({ key, start: keysStart + index, end: keysStart + index + key.length }))
		.filter(({ key }) => !key.startsWith('%'))
		.map(cite => ({ ...cite, keyStart: cite.start, keyEnd: cite.end }));
	return withNotes(cites, before, after, volume);
}

/** LaTeX puts the first note before the first cite and the second behind the last. */
function withNotes(
	cites: readonly FoundCite[],
	before: string | undefined,
	after: string | undefined,
	volume: string | undefined,
): readonly FoundCite[] {
	const { locator, rest } = splitLocator(proseOf(after ?? ''), { postnote: true });
	const exact = locator && { ...locator, value: locator.value.replace(/(?<=\d)--(?=\d)/g, '-') };
	const place = volume === undefined ? exact : { label: 'volume', value: [volume, exact?.value].filter(Boolean).join(', ') };
	return cites.map((cite, index) => ({
		...cite,
		...(index === 0 ? present('prefix', wording(before ?? '')) : {}),
		...(index === cites.length - 1 ? { ...present('locator', place), ...present('suffix', unfold(rest) || undefined) } : {}),
	}));
}

/** Ties and spaces of any width become spaces; braces around the start only hide a bracket from LaTeX. */
function proseOf(text: string): string {
	return text
		.replace(/~|\\[ ,;:]/g, ' ')
		.replace(/\\([SP])(?![A-Za-z])/g, (_, sign: string) => (sign === 'S' ? '§' : '¶'))
		.replace(/^\{([^{}]*)\}/, '$1')
		.replace(/\\psq(q?)\b/g, (_, more: string) => ` s${more === '' ? 'q' : 'qq'}.`)
		.replace(/\\(p?)pno(?![A-Za-z])\s*/g, (_, more: string) => (more === '' ? 'p. ' : 'pp. '))
		.replace(/\\nopp(?![A-Za-z])\s*/g, '')
		.replace(/\\pnfmt\s*\{([^{}]*)\}/g, '$1');
}

function wording(text: string): string | undefined {
	return unfold(proseOf(text)) || undefined;
}

function printLatex({ form, cites }: Citation, commands: Readonly<Record<CitationForm, string>>): string {
	const suppressed = form === 'parenthetical' && cites.length > 0 && cites.every(cite => cite.suppressAuthor === true);
	const command = suppressed ? commands.year : commands[form];
	const apart = cites.slice(0, -1).some(hasTail) || cites.slice(1).some(cite => cite.prefix !== undefined);
	const multiple = apart ? multipleNames.get(command) : undefined;
	if (multiple !== undefined) {
		return `\\${multiple}${cites.map(cite => `${printNotes([cite])}{${cite.key}}`).join('')}`;
	}
	const groups = apart ? cites.map(cite => [cite]) : [cites];
	return groups.map(group => `\\${command}${printNotes(group)}{${group.map(cite => cite.key).join(',')}}`).join(', ');
}

/** biblatex's commands that give each cite notes of its own. */
const multipleNames = tableOf<string>({ autocite: 'autocites', textcite: 'textcites', footcite: 'footcites' });

function hasTail({ locator, suffix }: Cite): boolean {
	return locator !== undefined || suffix !== undefined;
}

function printNotes(cites: readonly Cite[]): string {
	const before = cites[0]?.prefix;
	const last = cites.at(-1);
	const place =
		last?.locator === undefined
			? ''
			: printLocator(last.locator)
					.replace(/ /g, '~')
					.replace(/(?<=\d)[-–](?=\d)/g, '--');
	const after =
		place +
		(place === '' || last?.suffix === undefined || last.suffix.startsWith(',') ? '' : ' ') +
		(last?.suffix ?? '').replace(place === '' ? /^,\s*/ : /^$/, '');
	if (before !== undefined) {
		return `[${optional(before)}][${optional(after)}]`;
	}
	return after === '' ? '' : `[${optional(after)}]`;
}

/** A bracket inside an optional argument would end it. */
function optional(text: string): string {
	return text.includes(']') ? `{${text}}` : text;
}

function extendLatex(text: string, citation: FoundCitation, cites: readonly Cite[]): TextEdit {
	const name = /^\\([A-Za-z]+)/.exec(text.slice(citation.start, citation.start + 40))?.[1] ?? '';
	if (multipleCommands.has(name)) {
		return { start: citation.end, end: citation.end, text: cites.map(cite => `${printNotes([cite])}{${cite.key}}`).join('') };
	}
	if (cites.some(cite => cite.prefix !== undefined || hasTail(cite))) {
		// A command has room for one place and one prefix; one that also takes words or a volume is not repeated.
		const command = latexCommands.has(name) ? name : plainCommands[citation.form];
		const printed = cites.map(cite => `\\${command}${printNotes([cite])}{${cite.key}}`);
		// The words of a quotation follow its keys.
		return name === 'begin' || quotationCommands.has(name) || foreignQuotations.has(name)
			? { start: citation.start, end: citation.start, text: printed.map(one => `${one} `).join('') }
			: { start: citation.end, end: citation.end, text: printed.map(one => `, ${one}`).join('') };
	}
	const at = citation.cites.at(-1)?.end ?? citation.end;
	// `\cite{a, }` waits for a key behind its comma.
	const waiting = /^\s*,\s*(?=\})/.exec(text.slice(at, citation.end))?.[0] ?? '';
	return { start: at, end: at + waiting.length, text: cites.map(({ key }) => `,${key}`).join('') };
}
