import { tableOf } from '../data/table';
import { present } from '../paper/paper';
import { keyPlace, locatorPlace } from './completionPlaces';
import { unfold } from '../text/fold';
import { splitLocator, printLocator } from './locators';
import { mergeCitations } from './mergeCitations';
import { openDirectives } from './mystDirectives';
import { extendPandocCitation, findPandocCitations, pandoc } from './pandoc';
import { completePandoc } from './pandocCompletion';
import { scanProse } from '../markdown/prose';
import type { Citation, CitationForm, Cite, CompletionPlace, FoundCitation, FoundCite, Syntax, Typing } from './syntax';
import { markdownMarkup } from './wording';

/**
 * Roles such as {cite:p}`a,b` and {cite:t}`{see}a{p. 3}`, besides pandoc's citations, which MyST knows too.
 * https://mystmd.org/guide/citations, https://sphinxcontrib-bibtex.readthedocs.io/en/latest/usage.html
 */
export const myst: Syntax = {
	id: 'myst',
	label: 'MyST roles',
	markup: markdownMarkup,
	find: findMystCitations,
	print: printRole,
	lacks: ['uncited'],
	extend: (text, citation, cites) => {
		if (text[citation.start] !== '{') {
			return extendPandocCitation(text, citation, cites);
		}
		const at = citation.cites.at(-1)?.end ?? citation.end;
		return { start: at, end: at, text: cites.map(cite => `,${printCite(cite)}`).join('') };
	},
	fill: (text, at, cites) => (roleBefore(text, at) === null ? pandoc.fill(text, at, cites) : cites.map(printCite).join(',')),
	complete: completeMyst,
	begins: /@|cite/,
	triggers: [...pandoc.triggers, '`', ','],
};

/** A role up to where its next key is typed, which is the group. */
function roleBefore(text: string, offset: number): RegExpExecArray | null {
	return /\{(?:foot)?cite(?::[a-z]+)?\}`(?:[^`\n]*[,;])?\s*(?:\{[^{}`]*\})?([^`,;\s{}]*)$/.exec(lineBefore(text, offset));
}

function lineBefore(text: string, offset: number): string {
	return text.slice(Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - 500), offset);
}

function completeMyst(typing: Typing): CompletionPlace | undefined {
	const { text, offset } = typing;
	return (
		completePandoc(typing) ??
		keyPlace(text, offset, roleBefore(text, offset)?.[1], /^[^\s,;{}`]*/, true) ??
		locatorPlace(lineBefore(text, offset), offset, locators)
	);
}

const locators = [/\{cite(?::[a-z]+)?\}`[^`\n]*?([^\s`,;{}]+)\{([\p{L}§¶]*\.?)$/u];

/** By the role's letters behind `cite:`, less a final `s` for all authors. */
const forms = tableOf<CitationForm>({
	'': 'parenthetical',
	p: 'parenthetical',
	alp: 'parenthetical',
	label: 'parenthetical',
	labelpar: 'parenthetical',
	t: 'narrative',
	alt: 'narrative',
	ct: 'narrative',
	author: 'author',
	authorpar: 'author',
	year: 'year',
	yearpar: 'year',
	title: 'title',
	full: 'full',
	foot: 'note',
	footcite: 'note',
	empty: 'uncited',
});

function findMystCitations(text: string): readonly FoundCitation[] {
	const prose = openDirectives(text);
	return mergeCitations(findMystRoles(prose), findPandocCitations(prose));
}

export function findMystRoles(text: string): readonly FoundCitation[] {
	return Array.from(
		scanProse(text, /(?<!\\)\{(footcite|cite)(?::([a-z]{1,12}))?\}(`+)([^`]{1,5000})\3(?!`)/g, '{'),
		({ 0: whole, 1: role = '', 2: kind = '', 3: ticks = '', 4: body = '', index }): FoundCitation | undefined => {
			const form = role === 'footcite' ? 'note' : (forms.get(kind) ?? forms.get(kind.replace(/s$/, '')));
			const cites = citesOf(body, index + whole.length - ticks.length - body.length);
			return form === undefined || cites.length === 0 ? undefined : { form, start: index, end: index + whole.length, cites };
		},
	).filter(citation => citation !== undefined);
}

function citesOf(body: string, offset: number): readonly FoundCite[] {
	return Array.from(
		body.matchAll(/(?:\{([^{}]*)\}\s*|(?<![^\s,;{}]))([^\s,;{}]+)(?:\s*\{([^{}]*)\})?/g),
		({ 0: whole, 1: before = '', 2: key = '', 3: after = '', index }) => {
			const { locator, rest } = splitLocator(after, { postnote: true });
			const keyStart = offset + index + whole.indexOf(key, before === '' ? 0 : before.length + 2);
			return {
				key,
				...present('prefix', unfold(before) || undefined),
				...present('locator', locator),
				...present('suffix', unfold(rest) || undefined),
				start: offset + index,
				end: offset + index + whole.trimEnd().length,
				keyStart,
				keyEnd: keyStart + key.length,
			};
		},
	);
}

function printRole({ form, cites }: Citation): string {
	const role = form === 'note' ? 'footcite' : `cite:${letters[form]}`;
	return `{${role}}\`${cites.map(printCite).join(',')}\``;
}

function printCite({ prefix, key, locator, suffix }: Cite): string {
	const after = [locator && printLocator(locator), suffix?.replace(/^,\s*/, '')].filter(Boolean).join(', ');
	return `${prefix === undefined ? '' : `{${prefix}}`}${key}${after === '' ? '' : `{${after}}`}`;
}

const letters: Readonly<Record<CitationForm, string>> = {
	parenthetical: 'p',
	narrative: 't',
	note: 'p',
	author: 'author',
	year: 'year',
	title: 'title',
	full: 'full',
	uncited: 'empty',
};
