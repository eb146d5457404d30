import type { FileStore, KeptLine, Lines, Replacement } from './ports';

/**
 * Files in memory that behave as on a disk: each write is a new version, and `exclusively` waits its turn. Two libraries on one store are
 * two windows.
 */
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
		this.refuseFolder(path);
		return this.files.get(path)?.text;
	}

	async readLines(path: string): Promise<Lines | undefined> {
		const lines = (await this.read(path))?.split('\n');
		return (
			lines && {
				count: lines.length,
				at: index => lines[index] ?? '',
				startsWith: (index, text) => lines[index]?.startsWith(text) === true,
			}
		);
	}

	async writeLines(
		path: string,
		lines: readonly (string | KeptLine)[],
		replacing?: { readonly version: string | undefined },
	): Promise<Replacement> {
		if (replacing !== undefined && (await this.version(path)) !== replacing.version) {
			return { kind: 'changed' };
		}
		await this.write(path, lines.map(line => (typeof line === 'string' ? line : line.of.at(line.index))).join('\n'));
		return { kind: 'written', version: await this.version(path) };
	}

	async write(path: string, content: string | Uint8Array): Promise<void> {
		await Promise.resolve();
		this.refuseFolder(path);
		this.put(path, typeof content === 'string' ? content : characterEach(content));
	}

	remove(path: string): Promise<void> {
		this.files.delete(path);
		return Promise.resolve();
	}

	names(folder: string): Promise<readonly string[]> {
		const prefix = `${folder}/`;
		const names = this.paths.filter(path => path.startsWith(prefix)).map(path => path.slice(prefix.length).replace(/\/.*/s, ''));
		return Promise.resolve([...new Set(names)].sort());
	}

	version(path: string): Promise<string | undefined> {
		const version = this.files.get(path)?.version;
		return Promise.resolve(version !== undefined ? String(version) : this.isFolder(path) ? 'folder' : undefined);
	}

	async exclusively<T>(path: string, work: () => Promise<T>): Promise<T> {
		const turn = (this.turns.get(path) ?? Promise.resolve()).then(work, work);
		this.turns.set(
			path,
			turn.catch(() => undefined),
		);
		return turn;
	}

	/** There are no other processes here, nor what they leave. */
	removeLeftovers(): Promise<void> {
		return Promise.resolve();
	}

	private isFolder(path: string): boolean {
		return this.paths.some(other => other.startsWith(`${path}/`));
	}

	private refuseFolder(path: string): void {
		if (this.isFolder(path)) {
			throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR' });
		}
	}
}

/** Bytes as a text, a character each: what is no text is only kept. */
function characterEach(bytes: Uint8Array): string {
	return Array.from(bytes, byte => String.fromCharCode(byte)).join('');
}
