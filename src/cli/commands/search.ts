import { present } from '../../core/paper/paper';
import type { FullTextSearch } from '../../core/pdf/fullText';
import type { FoundPapers } from '../../core/tools/searchPapers';
import { searchPapers } from '../../core/tools/searchPapers';
import type { WorkplaceOnDisk } from '../../core/tools/workplaceOnDisk';
import type { CommandHost } from '../host';
import { UsageError } from '../host';
import type { SessionRequest } from '../session';
import { openSession } from '../session';

export interface FindRequest extends Omit<SessionRequest, 'needsLibrary' | 'isOutsideRead'> {
	readonly query: string;
	readonly limit: number;
	readonly offset: number;
	/** Whether PDFs are searched, too. */
	readonly fulltext: boolean;
}

/** A page of the papers that fit a query, best first. */
export async function search(request: FindRequest, host: CommandHost): Promise<FoundPapers> {
	const { library, place } = await openSession({ ...request, needsLibrary: true, isOutsideRead: true }, host);
	const fullText = request.fulltext ? await wordsOfPdfs(place, host) : undefined;
	const found = await searchPapers(place.papers, { ...request, ...present('fullText', fullText) });
	// The index that was made is there the next time.
	await library.saveCache().catch(() => undefined);
	return found;
}

async function wordsOfPdfs({ pdfWords }: WorkplaceOnDisk, host: CommandHost): Promise<FullTextSearch> {
	if (pdfWords === undefined) {
		throw new UsageError('PDFs can be searched only where what was read of them can be kept.');
	}
	try {
		return await pdfWords.upToDate((done, total) => host.progress(`${done} of ${total} PDFs read`));
	} finally {
		host.progress(undefined);
	}
}
