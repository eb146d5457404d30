/**
 * Milliseconds to wait, as a server says it in `Retry-After` (seconds, or an HTTP date) or in Zotero's `Backoff` (seconds); `undefined`
 * where it says nothing readable. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function readRetryAfter(header: string | undefined, now: Date): number | undefined {
	const text = header?.trim() ?? '';
	if (/^\d{1,12}$/.test(text)) {
		return Math.min(longest, Number(text) * 1000);
	}
	const date = /^[A-Za-z]{3},/.test(text) ? Date.parse(text) : Number.NaN;
	return Number.isNaN(date) ? undefined : Math.min(longest, Math.max(0, date - now.getTime()));
}

/** Nobody's quota lasts longer than a day; what says more is mistaken, and would close the service for as long as the window is open. */
const longest = 24 * 3_600_000;
