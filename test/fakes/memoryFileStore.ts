import { MemoryFileStore as Files } from '../../src/core/files/memoryFileStore';

/** Files in memory, with what only tests ask of them. */
export class MemoryFileStore extends Files {
	/** Set to make the next write fail, as a full disk would. */
	failure: Error | undefined;

	text(path: string): string {
		if (!this.paths.includes(path)) {
			throw new Error(`There is no ${path}; there are ${this.paths.join(', ')}.`);
		}
		return this.textOf(path);
	}

	override async write(path: string, content: string | Uint8Array): Promise<void> {
		const { failure } = this;
		this.failure = undefined;
		await (failure === undefined ? super.write(path, content) : Promise.reject(failure));
	}
}
