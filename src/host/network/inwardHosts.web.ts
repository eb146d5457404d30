/** A browser tells no page where a name leads; it asks a computer of the own network itself whether a page may. */
export function leadsInward(): Promise<boolean> {
	return Promise.resolve(false);
}
