import { isObject, parseJson } from '../data/json';
import type { Clock, FileStore } from '../files/ports';

/** So long nobody else polls after a window said that it does. Milliseconds. */
const term = 3 * 60_000;

/** The one window that polls: whoever holds the file. A window that is closed or crashed loses it by time. */
export class Lease {
	constructor(
		private readonly files: FileStore,
		private readonly path: string,
		private readonly owner: string,
		private readonly clock: Clock,
	) {}

	/** Takes the lease, or keeps it; `false` where another window has it. */
	async hold(): Promise<boolean> {
		return this.files.exclusively(this.path, async () => {
			const held = parseJson((await this.files.read(this.path)) ?? '');
			const now = this.clock.now().getTime();
			const isTaken =
				isObject(held) &&
				held['owner'] !== this.owner &&
				typeof held['until'] === 'number' &&
				held['until'] > now &&
				held['until'] <= now + term;
			if (!isTaken) {
				await this.files.write(this.path, JSON.stringify({ owner: this.owner, until: now + term }));
			}
			return !isTaken;
		});
	}

	/** Lets another window have it at once. */
	async release(): Promise<void> {
		await this.files.exclusively(this.path, async () => {
			const held = parseJson((await this.files.read(this.path)) ?? '');
			if (isObject(held) && held['owner'] === this.owner) {
				await this.files.remove(this.path);
			}
		});
	}
}
