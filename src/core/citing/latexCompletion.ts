import { isWithin, keyPlace, locatorPlace } from './completionPlaces';
import { latexMaskedRanges } from './latexMask';
import type { CompletionPlace, Typing } from './syntax';

/** Keys may stand on lines of their own within the braces of a command. */
export const latexBegins = /[Cc]ite|quote|^[\s<,]*(?:[^\s<,{}\\][^\s,{}\\]*)?$/;

/** What is typed between the braces of `\\cite{a, b|}`, or in the brackets of its note. */
export function completeLatex({ text, offset }: Pick<Typing, 'text' | 'offset'>): CompletionPlace | undefined {
	const before = text.slice(Math.max(0, offset - 2000), offset);
	const paragraph = before.split(/\r?\n[ \t]*\r?\n/).at(-1) ?? '';
	const typed = latexKeys.map(form => form.exec(paragraph)).find(match => match !== null);
	const place = keyPlace(text, offset, typed?.[1], /^[^\s,{}\\%]*/, true) ?? locatorPlace(paragraph, offset, latexLocators);
	return place !== undefined && !isWithin(latexMaskedRanges(text), place.start) ? place : undefined;
}

const note = String.raw`\s*(?:\[[^\]\n]{0,200}\]|\([^)\n]{0,200}\)|<[^>\n]{0,50}>)`;
const group = String.raw`\s*\{[^{}\\]{0,200}\}`;
const keys = String.raw`\s*\{(?:(?:[^{}%\\]|%[^\n]*\n){0,2000},)?\s*([^{},\s%\\]*)$`;

/** Commands with one argument of keys, those that go on with further ones, and those that name a volume or a language first. */
const latexKeys = [
	String.raw`\\(?:[A-Za-z]*[cC]ite[A-Za-z]*|[A-Za-z]*cquote|shortcites)\*?(?:${note}){0,4}`,
	String.raw`\\[A-Za-z]*[cC]ites\*?(?:${note}|${group}){0,40}`,
	String.raw`\\(?:[A-Za-z]*[vV]olcite|(?:foreign|hyphen)[a-z]*cquote)(?:${note})?${group}(?:${note}){0,2}`,
].map(command => new RegExp(command + keys));

// It ends in the key, where that stands before the locator, and what of the locator is typed.
const latexLocators = [
	/\\[A-Za-z]*[cC]ite()[A-Za-z]*\*?(?:\s*\[[^\]\n]{0,200}\]|\s*\{[^{}\n]{0,50}\}|\([^)\n]{0,200}\))*\s*\[([\p{L}§¶]*\.?)$/u,
];
