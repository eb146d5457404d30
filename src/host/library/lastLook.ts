import type { Memento } from 'vscode';
import type { CitationLook } from '../../core/citing/insertion';
import { citationLooks } from '../../core/citing/insertion';

const name = 'marginalia.citationLook';

/** How the last citation of this workspace looked that a command wrote. */
export class LastLook {
	constructor(private readonly state: Memento) {}

	get(): CitationLook {
		const kept: unknown = this.state.get(name);
		return citationLooks.find(look => look === kept) ?? 'parenthetical';
	}

	async set(look: CitationLook): Promise<void> {
		await this.state.update(name, look);
	}
}
