import { CancellationTokenSource, commands } from 'vscode';
import { localize } from '../../../core/data/localize';
import { knownAmong } from '../../../core/library/knownPapers';
import type { Papers } from '../../../core/library/papers';
import type { IncomingPaper, Paper } from '../../../core/paper/paper';
import { relatedEntries, wantedText } from '../../../core/reading/relatedEntry';
import type { RelatedList } from '../../../core/sources/relatedList';
import { relatedPapers, relatedServices } from '../../../core/sources/related';
import { serviceLabel } from '../../../core/sources/services';
import { Pace } from '../../../core/work/pace';
import type { ToReader } from '../../../protocol/reader';
import type { Network } from '../../network/network';
import { offerServices } from '../../settings/networkSettings';
import { pause } from '../../ui/pause';

export interface RelatedDependencies {
	readonly library: Papers;
	readonly network: () => Promise<Network>;
}

interface Loaded {
	readonly papers: readonly IncomingPaper[];
	readonly note: string;
}

/** What the paper in the reader cites and what cites it, asked for only when somebody wants to see it. */
export class RelatedPapers {
	private readonly lists = new Map<RelatedList, Loaded>();
	private searching = new CancellationTokenSource();

	constructor(
		private readonly dependencies: RelatedDependencies,
		private readonly paper: Paper,
		private readonly post: (message: ToReader) => void,
	) {}

	async show(list: RelatedList): Promise<void> {
		const { asking } = await this.dependencies.network();
		let related = await relatedPapers(asking, this.paper, list, this.searching.token);
		if (related.kind === 'off' && (await offerServices(localize('Looking for related papers'), relatedServices, false))) {
			related = await relatedPapers(asking, this.paper, list, this.searching.token);
		}
		if (related.kind !== 'cancelled') {
			this.lists.set(
				list,
				related.kind === 'papers' ? { papers: related.papers, note: sourceNote(related) } : { papers: [], note: related.sentence },
			);
			await this.send(list);
		}
	}

	/** Marks anew what the library has, after a change of it. */
	async refresh(): Promise<void> {
		for (const list of this.lists.keys()) {
			await this.send(list);
		}
	}

	/** Shows the paper where the library has it, else offers to add it. */
	async open(list: RelatedList, entry: string): Promise<void> {
		const paper = this.lists.get(list)?.papers[Number(entry)];
		if (paper !== undefined) {
			const key = (await knownAmong(this.dependencies.library, [paper], new Pace(pause))).get(paper);
			await (key === undefined
				? commands.executeCommand('marginalia.proposePaper', wantedText(paper), undefined, true)
				: commands.executeCommand('marginalia.openPaper', key));
		}
	}

	dispose(): void {
		this.searching.cancel();
		this.searching.dispose();
	}

	private async send(list: RelatedList): Promise<void> {
		const { papers, note } = this.lists.get(list) ?? { papers: [], note: '' };
		const known = await knownAmong(this.dependencies.library, papers, new Pace(pause));
		if (!this.searching.token.isCancellationRequested) {
			this.post({ type: 'related', id: this.paper.id, list, entries: relatedEntries(papers, known), note });
		}
	}
}

function sourceNote({
	papers,
	service,
	total,
}: {
	readonly papers: readonly unknown[];
	readonly service: Parameters<typeof serviceLabel>[0];
	readonly total?: number;
}): string {
	return total === undefined
		? localize('From {0}.', serviceLabel(service))
		: localize('{0} of {1}, from {2}.', papers.length, total, serviceLabel(service));
}
