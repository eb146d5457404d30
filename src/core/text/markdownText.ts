import { iconless } from './printable';

/**
 * A text as the markdown of a hover that shows it unchanged. Unlike `MarkdownString.appendText` it keeps spaces as spaces, so that lines
 * break between words. Every ASCII punctuation character may be escaped: https://spec.commonmark.org/0.31.2/#backslash-escapes A backslash
 * keeps no icon away, as VS Code looks for `$(trash)` once the markdown is HTML.
 */
export function markdownText(text: string): string {
	return iconless(text)
		.replace(/[!-/:-@[-`{-~]/g, '\\$&')
		.replace(/\s+/g, ' ');
}

/** Markdown with a stranger's words, escaped for notes, in a hover that shows icons: none of theirs. */
export function withoutIcons(markdown: string): string {
	return markdown.replace(/\$(?=\\?\()/g, '$\u2060');
}

/**
 * Somebody's Markdown without its pictures, which would be loaded, and tell who looks at it. A word joiner keeps the signs apart; one more
 * backslash would bring `\![a](b)` to life.
 */
export function withoutPictures(markdown: string): string {
	return markdown.replace(/!(?=\[)/g, '!\u2060');
}
