import type { Memento } from 'vscode';
import { stringsOf } from '../../core/data/json';

const name = 'marginalia.filterHistory';
const capacity = 30;

/** What was searched and filtered for in this workspace, the last first. */
export class SearchHistory {
	constructor(private readonly memory: Memento) {}

	queries(): readonly string[] {
		return stringsOf(this.memory.get(name));
	}

	/** Queries of blanks are no searches. */
	async note(query: string): Promise<void> {
		const said = query.trim();
		if (said !== '') {
			await this.keep([said, ...this.queries().filter(known => known !== said)]);
		}
	}

	async forget(query: string): Promise<void> {
		await this.keep(this.queries().filter(known => known !== query));
	}

	async clear(): Promise<void> {
		await this.keep([]);
	}

	private async keep(queries: readonly string[]): Promise<void> {
		await this.memory.update(name, queries.slice(0, capacity));
	}
}
