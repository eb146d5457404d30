import type { FoundPapers } from '../../core/tools/searchPapers';
import { searchPapers } from '../../core/tools/searchPapers';
import type { CommandHost } from '../host';
import type { SessionRequest } from '../session';
import { openSession } from '../session';

/** A page of the papers that fit a query, best first. */
export async function search(
	request: Omit<SessionRequest, 'needsLibrary'> & { readonly query: string; readonly limit: number; readonly offset: number },
	host: CommandHost,
): Promise<FoundPapers> {
	const { library, place } = await openSession({ ...request, needsLibrary: true }, host);
	const found = await searchPapers(place.papers, request);
	// The index that was made is there the next time.
	await library.saveCache().catch(() => undefined);
	return found;
}
