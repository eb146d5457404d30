/** The web worker host is part of a page. */
export const inBrowser: boolean = true;

/** A browser speaks for itself. */
export function userAgent(): string | undefined {
	return undefined;
}
