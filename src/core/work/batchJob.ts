import { isObject, stringsOf } from '../data/json';

/** Where something small survives a restart. VS Code's Memento is one. */
export interface Keeper {
	get(name: string): unknown;
	update(name: string, value: unknown): PromiseLike<void>;
}

/** A long piece of work on many things, that goes on where it stopped after a restart: what is still to do is kept by name. */
export class BatchJob {
	constructor(
		private readonly keeper: Keeper,
		private readonly name: string,
	) {}

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

	async begin(items: readonly string[]): Promise<void> {
		await this.keeper.update(this.name, { pending: items, total: items.length });
	}

	/**
	 * Does the work, a batch at a time, and strikes each batch off when it is done. `work` says whether to go on; where it does not, or is
	 * called off, the rest is forgotten: who cancels means it. Where it throws, or the program ends, the batch and the rest stay to be done.
	 */
	async run(size: number, work: (batch: readonly string[]) => Promise<'go on' | 'end'>): Promise<void> {
		for (let batch = this.pending.slice(0, size); batch.length > 0; batch = this.pending.slice(0, size)) {
			if ((await work(batch)) === 'end') {
				await this.end();
				return;
			}
			await this.strike(batch.length);
		}
	}

	async end(): Promise<void> {
		await this.keeper.update(this.name, undefined);
	}

	private async strike(count: number): Promise<void> {
		const pending = this.pending.slice(count);
		await (pending.length === 0 ? this.end() : this.keeper.update(this.name, { pending, total: this.total }));
	}

	private get state(): { readonly pending?: unknown; readonly total?: unknown } {
		const value = this.keeper.get(this.name);
		return isObject(value) ? value : {};
	}
}
