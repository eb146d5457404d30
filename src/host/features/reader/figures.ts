import { localize } from '../../../core/data/localize';
import type { Paper } from '../../../core/paper/paper';
import { pictureType, thumbnailOf } from '../../../core/paper/thumbnail';
import type { PageFigure } from '../../../core/reading/paperPage';
import { failureSentence, laterSentence, statusSentence } from '../../../core/sources/failures';
import { base64 } from '../../files/base64';
import type { Network } from '../../network/network';
import { offerServices } from '../../settings/networkSettings';

/** Bytes; no picture in a list is as large. */
const largestFigure = 4_000_000;

/** So many papers' figures are kept while the window is open. */
const mostKept = 20;

const service = 'daily-papers';

/** The figures of papers whose source has one. Nobody is asked for a figure before the user wants to see it. */
export class Figures {
	/** By address, the one shown last at the end. */
	private readonly known = new Map<string, PageFigure>();

	constructor(private readonly network: () => Promise<Network>) {}

	/** What is known of a paper's figure. */
	of(paper: Paper): PageFigure {
		const address = thumbnailOf(paper);
		return address === undefined ? { kind: 'none' } : (this.known.get(address) ?? { kind: 'offered' });
	}

	/** Fetches the figure of a paper; `changed` is called each time that {@link of} says something else. */
	async load(paper: Paper, changed: () => Promise<void>): Promise<void> {
		const address = thumbnailOf(paper);
		if (address === undefined || ['loading', 'shown'].includes(this.of(paper).kind)) {
			return;
		}
		const { asking } = await this.network();
		if (!asking.mayAsk(service) && !(await offerServices(localize('Showing a figure'), [service], false))) {
			return;
		}
		this.keep(address, { kind: 'loading' });
		await changed();
		try {
			this.keep(address, await fetchedFrom(asking, address));
		} catch (error) {
			this.known.delete(address);
			throw error;
		} finally {
			await changed();
		}
	}

	private keep(address: string, figure: PageFigure): void {
		this.known.delete(address);
		this.known.set(address, figure);
		[...this.known.keys()].slice(0, -mostKept).forEach(old => this.known.delete(old));
	}
}

async function fetchedFrom(asking: Network['asking'], url: string): Promise<PageFigure> {
	const fetched = await asking.fetchFile({ service, at: { kind: 'address', url }, limit: largestFigure });
	switch (fetched.kind) {
		case 'file': {
			const type = pictureType(fetched.bytes);
			return type === undefined
				? { kind: 'failed', sentence: localize('Hugging Face has no picture at its address any more.') }
				: { kind: 'shown', address: `data:${type};base64,${base64(fetched.bytes)}` };
		}
		case 'refused':
			return { kind: 'failed', sentence: statusSentence(service, fetched.status) };
		case 'failure':
			return fetched.reason === 'cancelled' ? { kind: 'offered' } : { kind: 'failed', sentence: failureSentence(service, fetched.reason) };
		case 'later':
			return { kind: 'failed', sentence: laterSentence(service, fetched.until, new Date()) };
		case 'off':
			return { kind: 'failed', sentence: fetched.sentence };
	}
}
