import { Emitter } from '../work/events';
import { isObject, parseJson } from '../data/json';
import type { Disposable, FileStore } from '../files/ports';
import { fnv1a } from '../text/hash';
import type { FeedContents } from './feedContents';
import { emptyContents, readContents } from './feedContents';

/** What feeds brought, one file each. It is read without any network, and written by whichever window asks. */
export class FeedStore {
	private readonly known = new Map<string, { readonly version: string | undefined; readonly contents: FeedContents }>();
	private readonly changed = new Emitter<void>();

	constructor(
		private readonly files: FileStore,
		private readonly folder: string,
	) {}

	readonly onDidChange = (listener: () => void): Disposable => this.changed.event(listener);

	/** What is known at this moment, without looking at the disk. */
	current(id: string): FeedContents {
		return this.known.get(id)?.contents ?? emptyContents;
	}

	/** What the disk has, which another window may have written. */
	async read(id: string): Promise<FeedContents> {
		const path = this.pathOf(id);
		const version = await this.files.version(path);
		const before = this.known.get(id);
		if (before !== undefined && before.version === version) {
			return before.contents;
		}
		const value = parseJson((await this.files.read(path)) ?? '');
		const contents = isObject(value) && value['feed'] === id ? readContents(value) : emptyContents;
		this.known.set(id, { version, contents });
		this.changed.fire();
		return contents;
	}

	async write(id: string, contents: FeedContents): Promise<void> {
		const path = this.pathOf(id);
		await this.files.write(path, JSON.stringify({ feed: id, ...contents }));
		this.known.set(id, { version: await this.files.version(path), contents });
		this.changed.fire();
	}

	/** Removes what feeds brought that nobody subscribes to any more. */
	async keepOnly(ids: readonly string[]): Promise<void> {
		const wanted = new Set(ids.map(id => nameOf(id)));
		for (const name of await this.files.names(this.folder)) {
			if (name.startsWith('feed-') && !wanted.has(name)) {
				await this.files.remove(`${this.folder}/${name}`);
			}
		}
		const known = new Set(ids);
		for (const id of [...this.known.keys()].filter(candidate => !known.has(candidate))) {
			this.known.delete(id);
		}
	}

	private pathOf(id: string): string {
		return `${this.folder}/${nameOf(id)}`;
	}
}

/** The file's own text settles which feed it is of. */
function nameOf(id: string): string {
	return `feed-${fnv1a(id).toString(16).padStart(8, '0')}.json`;
}
