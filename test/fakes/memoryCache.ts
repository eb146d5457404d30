import { joinParts } from '../../src/core/data/binaryFile';
import { withChecksums, withoutChecksums } from '../../src/core/data/checksums';
import type { Cache } from '../../src/core/files/ports';

/** A cache in memory, that also says what was asked of it. Its files may be spoiled. */
export class MemoryCache implements Cache {
	readonly files = new Map<string, Uint8Array>();
	readonly written: string[] = [];

	read(name: string): Promise<Uint8Array | undefined> {
		const bytes = this.files.get(name);
		return Promise.resolve(bytes && withoutChecksums(bytes));
	}

	async write(name: string, parts: readonly Uint8Array[]): Promise<void> {
		this.written.push(name);
		this.files.set(name, joinParts(await withChecksums(parts, () => Promise.resolve())));
	}
}
