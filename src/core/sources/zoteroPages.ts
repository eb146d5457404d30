import { localize } from '../data/localize';
import type { Cancellation } from '../files/ports';
import type { Answer, Asking, ServiceRefusal } from './asking';
import type { SourceRequest } from './source';
import { zotero } from './zotero';

/** The pages of a list that came; `trouble` says why the rest did not. */
export interface ZoteroPages {
	readonly pages: readonly Answer[];
	readonly trouble?: ServiceRefusal;
}

/**
 * Asks for one page after the other until all are here that the server counts, or, where it counts none, until one is not full. A server
 * that takes no notice of `start` or `limit` (Zotero on this computer sends some lists whole) is not asked twice for the same. What came
 * before a failure is given nevertheless.
 */
export async function everyPage(
	asking: Asking,
	request: (start: number) => SourceRequest,
	cancellation?: Cancellation,
	onPage?: (page: Answer) => void,
): Promise<ZoteroPages> {
	const pages: Answer[] = [];
	const seen = new Set<string>();
	for (let start = 0; ;) {
		const answer = await asking.ask(request(start), cancellation);
		if (answer.kind !== 'answer') {
			return { pages, trouble: answer };
		}
		const keys = zotero.parseKeys(answer.body);
		if (keys === undefined) {
			return { pages, trouble: { kind: 'failed', service: answer.service, sentence: localize('Zotero didn’t answer with a list.') } };
		}
		if (start > 0 && keys.every(key => seen.has(key))) {
			return { pages };
		}
		keys.forEach(key => seen.add(key));
		pages.push(answer);
		onPage?.(answer);
		start += keys.length;
		// A server may cap its pages at less than it was asked for.
		const total = Number(answer.headers['total-results'] ?? Number.NaN);
		if (keys.length === 0 || (Number.isNaN(total) ? keys.length !== zotero.pageSize : start >= total)) {
			return { pages };
		}
	}
}
