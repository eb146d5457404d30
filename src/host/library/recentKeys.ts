import type { Memento } from 'vscode';
import { isArray } from '../../core/data/json';

const name = 'marginalia.recentKeys';
const capacity = 50;

/** The citation keys that were cited last in this workspace, the last first. */
export class RecentKeys {
	constructor(private readonly state: Memento) {}

	keys(): readonly string[] {
		const kept: unknown = this.state.get(name);
		return isArray(kept) ? kept.filter(key => typeof key === 'string') : [];
	}

	async add(keys: readonly string[]): Promise<void> {
		await this.state.update(name, [...new Set([...keys, ...this.keys()])].slice(0, capacity));
	}
}
