import type { Memento } from 'vscode';
import { isObject, stringsOf } from '../../../core/json';

const name = 'marginalia.completing';

/** The papers that a run has still to do, by id, kept where a restart does not reach. */
export class CompletionJob {
	constructor(private readonly memory: Memento) {}

	get pending(): readonly string[] {
		return stringsOf(this.state['pending']);
	}

	get total(): number {
		const { total } = this.state;
		return typeof total === 'number' ? total : this.pending.length;
	}

	get done(): number {
		return this.total - this.pending.length;
	}

	async begin(ids: readonly string[]): Promise<void> {
		await this.memory.update(name, { pending: ids, total: ids.length });
	}

	/** Strikes off what is done. */
	async strike(ids: readonly string[]): Promise<void> {
		const struck = new Set(ids);
		const pending = this.pending.filter(id => !struck.has(id));
		await (pending.length === 0 ? this.end() : this.memory.update(name, { pending, total: this.total }));
	}

	async end(): Promise<void> {
		await this.memory.update(name, undefined);
	}

	private get state(): { readonly pending?: unknown; readonly total?: unknown } {
		const value: unknown = this.memory.get(name);
		return isObject(value) ? value : {};
	}
}
