import { CancellationTokenSource, QuickPickItemKind } from 'vscode';
import { localize } from '../../core/data/localize';
import type { Log } from '../../core/files/ports';
import type { IncomingPaper } from '../../core/paper/paper';
import type { Asker } from '../../core/sources/asking';
import { lookUp, servicesFor } from '../../core/sources/lookup';
import type { Lookup } from '../../core/sources/lookup';
import { serviceLabels } from '../../core/sources/services';
import type { ServiceId } from '../../core/sources/services';
import { readWanted } from '../../core/sources/wanted';
import type { WantedWork } from '../../core/sources/wanted';
import { candidatesOf, nameOf } from './candidate';
import type { PaperItem } from './searchBox';

/** Services that a picker of papers may ask beside the library. */
export interface SearchedServices {
	readonly asking: Asker;
	/** Which papers the library has already, with their keys. */
	readonly knownAmong: (papers: readonly IncomingPaper[]) => Promise<ReadonlyMap<IncomingPaper, string>>;
	/** Adds papers to the library, and answers with their keys there, in their order; of what could not be saved there is none. */
	readonly add: (papers: readonly IncomingPaper[]) => Promise<readonly string[]>;
	readonly log: Log;
}

interface Asked {
	readonly query: string;
	readonly searching: CancellationTokenSource;
	readonly services: readonly ServiceId[];
	lookups: readonly Lookup[];
	known: ReadonlyMap<IncomingPaper, string>;
	isDone: boolean;
}

/** Looks up what is typed into a picker in the services that are switched on, once the user asks for it. */
export class ServiceSearch {
	private asked: Asked | undefined;

	/** @param changed there are other rows, or the search is over */
	constructor(
		private readonly services: SearchedServices,
		private readonly changed: () => void,
	) {}

	get isBusy(): boolean {
		return this.asked?.isDone === false;
	}

	/** The keys of found papers that the library has. */
	known(query: string): readonly string[] {
		return this.asked?.query === query.trim() ? [...this.asked.known.values()] : [];
	}

	/** What services found for a query, or the row that asks them for it; none where nobody would answer. */
	rows(query: string): readonly PaperItem[] {
		const { asked } = this;
		if (asked?.query !== query.trim()) {
			this.cancel();
			const wanted = wantedBy(query);
			const answering = this.answering(wanted);
			return wanted.length === 0 || answering.length === 0
				? []
				: [
						{
							key: '',
							asks: true,
							// Rows whose label has the words that are typed are moved to the top by the editor.
							label: localize('$(globe) Search {0}', serviceLabels(answering)),
							description: wanted.map(nameOf).join(', ').slice(0, 120),
							alwaysShow: true,
						},
					];
		}
		const found = candidatesOf(asked.lookups).filter(({ paper }) => !asked.known.has(paper));
		const heading = asked.isDone
			? localize('Found by {0}; what you cite is added to the library', serviceLabels(asked.services))
			: localize('Searching {0}…', serviceLabels(asked.services));
		return [
			{ key: '', label: heading, kind: QuickPickItemKind.Separator },
			...found.map(({ paper, label, description }): PaperItem => ({
				key: ` ${paper.DOI ?? `${label} ${description ?? ''}`}`,
				incoming: paper,
				label: `$(cloud-download) ${label}`,
				description: [description, localize('not in the library yet')].filter(part => part !== '').join(' · '),
				alwaysShow: true,
			})),
			...(asked.isDone && found.length === 0 ? [nothingFound(asked)] : []),
		];
	}

	/** Asks the services for a query; rejects with a bug only. */
	async ask(query: string): Promise<void> {
		this.cancel();
		const wanted = wantedBy(query);
		const asked: Asked = {
			query: query.trim(),
			searching: new CancellationTokenSource(),
			services: this.answering(wanted),
			lookups: [],
			known: new Map(),
			isDone: false,
		};
		this.asked = asked;
		this.changed();
		const take = async (lookups: readonly Lookup[], isDone: boolean) => {
			const known = await this.services.knownAmong(lookups.flatMap(({ papers }) => papers));
			if (this.asked === asked && !asked.isDone) {
				asked.lookups = lookups;
				asked.known = known;
				asked.isDone = isDone;
				this.changed();
			}
		};
		const lookups = await lookUp(this.services.asking, wanted, asked.searching.token, undefined, part => {
			if (part.papers.length > 0 && wanted.length === 1) {
				take([part], false).catch((error: unknown) => this.services.log.error('What a service found could not be shown', error));
			}
		});
		await take(lookups, true);
	}

	/** What becomes of chosen papers: keys of the library, in their order. */
	add(papers: readonly IncomingPaper[]): Promise<readonly string[]> {
		return this.services.add(papers);
	}

	cancel(): void {
		this.asked?.searching.cancel();
		this.asked = undefined;
	}

	private answering(wanted: readonly WantedWork[]): readonly ServiceId[] {
		return servicesFor(wanted).filter(service => this.services.asking.mayAsk(service));
	}
}

/** Records that are pasted are no question for a service. */
function wantedBy(query: string): readonly WantedWork[] {
	return readWanted(query).filter(({ kind }) => kind !== 'records' && kind !== 'address');
}

function nothingFound({ lookups }: Asked): PaperItem {
	const failed = lookups.flatMap(({ troubles }) => troubles.filter(({ kind }) => kind === 'failed').map(({ sentence }) => sentence));
	return {
		key: '',
		label: localize('$(info) Nothing else was found'),
		detail: failed.length > 0 ? [...new Set(failed)].join(' ') : localize('Try other words, or the DOI.'),
		alwaysShow: true,
	};
}
