import type { FileStore, KeptLine, Lines } from './ports';

/** Files in memory that behave as on a disk: each write is a new version, and `exclusively` waits its turn. Two libraries on one store are two windows. */
export class MemoryFileStore implements FileStore {
	private readonly files = new Map<string, { readonly text: string; readonly version: number }>();
	private readonly turns = new Map<string, Promise<unknown>>();
	private writes = 0;

	get paths(): readonly string[] {
		return [...this.files.keys()].sort();
	}

	/** Writes at once. */
	put(path: string, text: string): void {
		this.writes += 1;
		this.files.set(path, { text, version: this.writes });
	}

	/** What is there now; empty where there is no such file. */
	textOf(path: string): string {
		return this.files.get(path)?.text ?? '';
	}

	async read(path: string): Promise<string | undefined> {
		await Promise.resolve();
		return this.files.get(path)?.text;
	}

	async readLines(path: string): Promise<Lines | undefined> {
		const lines = (await this.read(path))?.split('\n');
		return lines && { count: lines.length, at: index => lines[index] ?? '' };
	}

	writeLines(path: string, lines: readonly (string | KeptLine)[]): Promise<void> {
		return this.write(path, lines.map(line => (typeof line === 'string' ? line : line.of.at(line.index))).join('\n'));
	}

	async write(path: string, text: string): Promise<void> {
		await Promise.resolve();
		this.put(path, text);
	}

	remove(path: string): Promise<void> {
		this.files.delete(path);
		return Promise.resolve();
	}

	names(folder: string): Promise<readonly string[]> {
		const prefix = `${folder}/`;
		return Promise.resolve(this.paths.filter(path => path.startsWith(prefix) && !path.slice(prefix.length).includes('/')).map(path => path.slice(prefix.length)));
	}

	version(path: string): Promise<string | undefined> {
		const version = this.files.get(path)?.version;
		return Promise.resolve(version === undefined ? undefined : String(version));
	}

	async exclusively<T>(path: string, work: () => Promise<T>): Promise<T> {
		const turn = (this.turns.get(path) ?? Promise.resolve()).then(work, work);
		this.turns.set(path, turn.catch(() => undefined));
		return turn;
	}
}
