import { keyPlace, locatorPlace } from './completionPlaces';
import { isCrossReference } from './crossReferences';
import type { CompletionPlace, Typing } from './syntax';

/** Without one of these signs nothing of Markdown's citations is begun. */
export const pandocBegins = /@/;

/** What is typed after `@` or `@{`, and locators in brackets; nothing in code, in an address, or after an e-mail's `@`. */
export function completePandoc({ text, offset, isKey, isProse }: Typing): CompletionPlace | undefined {
	const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
	const before = text.slice(Math.max(lineStart, offset - 500), offset);
	const typed = /(?<![\p{L}\p{M}\p{N}.\\])@(\{?)([^\s[\]{};,@|]*)$/u.exec(before) ?? (isKey && severalWords(before, isKey));
	if (typed && isProse(offset - (typed[2] ?? '').length - 1 - (typed[1] ?? '').length)) {
		return keyPlace(text, offset, typed[2], typed[1] === '{' ? /^[^\s{}]*/ : /^[\p{L}\p{N}_]*/u, typed[1] === '{');
	}
	const place = locatorPlace(before, offset, locators);
	return place !== undefined && isProse(lineStart + text.slice(lineStart, offset).lastIndexOf('@')) ? place : undefined;
}

/** `@diffusion song`, where no paper has the key `diffusion`; four words at most. */
function severalWords(before: string, isKey: (word: string) => boolean): RegExpExecArray | null {
	const typed = /(?<![\p{L}\p{M}\p{N}.\\])@()([\p{L}\p{N}_-]+(?: [\p{L}\p{N}_-]+){0,3} ?)$/u.exec(before);
	const first = typed?.[2]?.split(' ')[0] ?? '';
	return isKey(first) || isCrossReference(first) ? null : typed;
}

const locators = [
	/\[[^\][\n]*@\{?([^\s[\]{};,@]+)\}?(?:,[ \t]*|[ \t]+)([\p{L}§¶]*\.?)$/u,
	/(?<![\p{L}\p{N}.\\])@\{?([^\s[\]{};,@]+)\}?[ \t]*\[([\p{L}§¶]*\.?)$/u,
];
