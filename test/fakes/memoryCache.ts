import { joinParts } from '../../src/core/binaryFile';
import type { Cache } from '../../src/core/ports';

/** A cache in memory, that also says what was asked of it. */
export class MemoryCache implements Cache {
	readonly files = new Map<string, Uint8Array>();
	readonly written: string[] = [];

	read(name: string): Promise<Uint8Array | undefined> {
		return Promise.resolve(this.files.get(name));
	}

	write(name: string, parts: readonly Uint8Array[]): Promise<void> {
		this.written.push(name);
		this.files.set(name, joinParts(parts));
		return Promise.resolve();
	}
}
