import { Emitter } from '../work/events';
import { ownValue } from '../data/json';
import type { Disposable, FileStore, Log } from '../files/ports';
import { fnv1a } from '../text/hash';
import type { FeedContents } from './feedContents';
import { emptyContents, readContents } from './feedContents';
import { holdsMore, lineFileText, readLineFile, setDamagedAside } from './lineFile';

/**
 * What feeds brought, one file each. It is read without any network, and written by whichever window asks, one at a time. Damage costs the
 * entries it falls on; the damaged file is kept.
 */
export class FeedStore {
	private readonly known = new Map<string, Known>();
	private readonly changed = new Emitter<void>();

	constructor(
		private readonly files: FileStore,
		private readonly folder: string,
		private readonly log: Log,
	) {}

	readonly onDidChange = (listener: () => void): Disposable => this.changed.event(listener);

	/** What is known at this moment, without looking at the disk. */
	current(id: string): FeedContents {
		return this.known.get(id)?.contents ?? emptyContents;
	}

	/** What the disk has, which another window may have written. */
	async read(id: string): Promise<FeedContents> {
		return (await this.knownOf(id)).contents;
	}

	/** Writes what a change makes of what the disk has at that moment. */
	async change(id: string, change: (before: FeedContents) => FeedContents): Promise<void> {
		const path = this.pathOf(id);
		await this.files.exclusively(path, async () => {
			const before = await this.knownOf(id);
			if (before.isDamaged) {
				await setDamagedAside(this.files, path, this.log);
			}
			const contents = change(before.contents);
			const { entries, ...facts } = contents;
			await this.files.write(path, lineFileText({ feed: id, ...facts }, { entries }));
			this.known.set(id, { version: await this.files.version(path), contents, isDamaged: false });
		});
		this.changed.fire();
	}

	private async knownOf(id: string): Promise<Known> {
		const path = this.pathOf(id);
		const version = await this.files.version(path);
		const before = this.known.get(id);
		if (before !== undefined && before.version === version) {
			return before;
		}
		const { value, isDamaged } = readLineFile((await this.files.read(path)) ?? '', 'entries');
		const feed = ownValue(value, 'feed');
		const contents = feed === id || (isDamaged && feed === undefined) ? readContents(value) : emptyContents;
		const known = { version, contents, isDamaged: isDamaged || (feed === id && holdsMore(ownValue(value, 'entries'), contents.entries)) };
		this.known.set(id, known);
		this.changed.fire();
		return known;
	}

	/** Removes what feeds brought that nobody subscribes to any more. */
	async keepOnly(ids: readonly string[]): Promise<void> {
		const wanted = new Set(ids.map(id => nameOf(id)));
		for (const name of await this.files.names(this.folder)) {
			if (feedName.test(name) && !wanted.has(name)) {
				await this.files.remove(`${this.folder}/${name}`);
			}
		}
		await this.files.removeLeftovers(this.folder, name => feedName.test(name) || name === 'marks.json' || name === 'lease.json');
		const known = new Set(ids);
		for (const id of [...this.known.keys()].filter(candidate => !known.has(candidate))) {
			this.known.delete(id);
		}
	}

	private pathOf(id: string): string {
		return `${this.folder}/${nameOf(id)}`;
	}
}

interface Known {
	readonly version: string | undefined;
	readonly contents: FeedContents;
	readonly isDamaged: boolean;
}

const feedName = /^feed-[0-9a-f]{8}\.json$/;

/** The file's own text settles which feed it is of. */
function nameOf(id: string): string {
	return `feed-${fnv1a(id).toString(16).padStart(8, '0')}.json`;
}
