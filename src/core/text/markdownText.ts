/**
 * A text as markdown that shows it unchanged. Unlike `MarkdownString.appendText` it keeps spaces as spaces, so that lines break between
 * words. Every ASCII punctuation character may be escaped: https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export function markdownText(text: string): string {
	return text.replace(/[!-/:-@[-`{-~]/g, '\\$&').replace(/\s+/g, ' ');
}
