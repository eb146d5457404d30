/** Whether this host is a page of a browser, which reaches only what lets it. */
export const inBrowser: boolean = false;

/** How requests introduce themselves; services ask for it. */
export function userAgent(version = '0'): string | undefined {
	return `Marginalia/${version} (extension of Visual Studio Code)`;
}
