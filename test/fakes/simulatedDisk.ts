import { posix } from 'node:path';
import type { NodeFileCalls, DiskFile, DiskStats } from '../../src/host/files/disk';

interface Folder {
	readonly kind: 'folder';
	readonly ino: bigint;
	entries: Map<string, Node>;
	/** What was done to the entries and not flushed: each is there after a power cut, or not. */
	pending: ((entries: Map<string, Node>) => void)[];
	durable: Map<string, Node>;
}

interface File {
	readonly kind: 'file';
	readonly ino: bigint;
	content: Buffer;
	/** `undefined` where nothing was ever flushed. */
	durable: Buffer | undefined;
	mtimeNs: bigint;
	mode: bigint;
}

interface Link {
	readonly kind: 'link';
	readonly target: string;
}

type Node = Folder | File | Link;

/** Called before and after each call. What it throws is what the call fails with: before it is done, or after. */
export type Interruption = (call: string, path: string, stage: 'before' | 'after') => void;

/**
 * A disk in memory, as POSIX allows one to be: what was written and not flushed may be lost, whole or in part, in any order, names as well
 * as contents. A write that fails has written half.
 */
export class SimulatedDisk implements NodeFileCalls {
	private nodes = 0n;
	private readonly root = this.newFolder();
	interrupt: Interruption = () => undefined;
	/** Awaited before each call, so that calls of several processes come in any order. */
	turn: () => Promise<void> = () => Promise.resolve();

	/** Another state of the same content. */
	clone(): SimulatedDisk {
		return this.survivor(
			node => ({ content: node.content, durable: node.durable }),
			folder => new Map(folder.entries),
		);
	}

	/** What is there after the power went: `chance` answers with a number from 0 to 1. */
	afterPowerCut(chance: () => number): SimulatedDisk {
		const contentOf = ({ content, durable }: File): Buffer => {
			const kept = durable ?? Buffer.alloc(0);
			const luck = chance();
			const cut = Math.floor(chance() * content.length);
			return content === durable || luck < 0.25
				? kept
				: luck < 0.5
					? content
					: luck < 0.75
						? content.subarray(0, cut)
						: Buffer.concat([content.subarray(0, cut), Buffer.alloc(content.length - cut)]);
		};
		return this.survivor(
			node => {
				const content = contentOf(node);
				return { content, durable: content };
			},
			folder => {
				const entries = new Map(folder.durable);
				folder.pending
					.filter(() => chance() < 0.5)
					.forEach(change => {
						change(entries);
					});
				return entries;
			},
		);
	}

	/** Every file by its path. */
	files(): ReadonlyMap<string, Buffer> {
		const found = new Map<string, Buffer>();
		const visit = (folder: Folder, path: string) => {
			for (const [name, node] of folder.entries) {
				if (node.kind === 'folder') {
					visit(node, `${path}/${name}`);
				} else if (node.kind === 'file') {
					found.set(`${path}/${name}`, node.content);
				}
			}
		};
		visit(this.root, '');
		return found;
	}

	/** Writes as another program would, all of it durable. */
	put(path: string, content: string | Buffer): void {
		const folder = this.makeFolders(posix.dirname(path));
		const file = this.newFile(Buffer.from(content));
		file.durable = file.content;
		folder.entries.set(posix.basename(path), file);
		folder.durable.set(posix.basename(path), file);
	}

	putLink(path: string, target: string): void {
		const folder = this.makeFolders(posix.dirname(path));
		const link: Link = { kind: 'link', target };
		folder.entries.set(posix.basename(path), link);
		folder.durable.set(posix.basename(path), link);
	}

	async readFile(path: string): Promise<Buffer> {
		return this.call('readFile', path, () => {
			const node = this.find(path);
			if (node.kind === 'folder') {
				throw failure('EISDIR', path);
			}
			return Buffer.from(node.content);
		});
	}

	async open(path: string, flags: 'r' | 'wx'): Promise<DiskFile> {
		return this.call('open', path, () => {
			if (flags === 'r') {
				return this.handle(this.find(path), path);
			}
			const { folder, name } = this.place(path);
			if (folder.entries.has(name)) {
				throw failure('EEXIST', path);
			}
			const file = this.newFile(Buffer.alloc(0));
			change(folder, entries => entries.set(name, file));
			return this.handle(file, path);
		});
	}

	async mkdir(path: string): Promise<string | undefined> {
		return this.call('mkdir', path, () => {
			let folder = this.root;
			let first: string | undefined;
			const parts = path.split('/').filter(part => part !== '');
			for (const [at, name] of parts.entries()) {
				const known = folder.entries.get(name);
				if (known !== undefined && known.kind !== 'folder') {
					throw failure('ENOTDIR', path);
				}
				const next = known ?? this.newFolder();
				if (known === undefined) {
					change(folder, entries => entries.set(name, next));
					first ??= `/${parts.slice(0, at + 1).join('/')}`;
				}
				folder = next;
			}
			return first;
		});
	}

	async rename(from: string, to: string): Promise<void> {
		await this.call('rename', to, () => {
			const [source, target] = [this.place(from), this.place(to)];
			const node = source.folder.entries.get(source.name);
			if (node === undefined) {
				throw failure('ENOENT', from);
			}
			if (target.folder.entries.get(target.name)?.kind === 'folder') {
				throw failure('EISDIR', to);
			}
			// Two names of one file stay: https://pubs.opengroup.org/onlinepubs/9699919799/functions/rename.html
			if (target.folder.entries.get(target.name) !== node) {
				change(target.folder, entries => {
					entries.set(target.name, node);
					entries.delete(source.name);
				});
			}
		});
	}

	async link(existing: string, path: string): Promise<void> {
		await this.call('link', path, () => {
			const { folder, name } = this.place(path);
			const file = this.find(existing);
			if (folder.entries.has(name)) {
				throw failure('EEXIST', path);
			}
			change(folder, entries => entries.set(name, file));
		});
	}

	async unlink(path: string): Promise<void> {
		await this.call('unlink', path, () => {
			const { folder, name } = this.place(path);
			if (!folder.entries.has(name)) {
				throw failure('ENOENT', path);
			}
			change(folder, entries => entries.delete(name));
		});
	}

	async readdir(path: string): Promise<readonly string[]> {
		return this.call('readdir', path, () => {
			const node = this.find(path);
			if (node.kind !== 'folder') {
				throw failure('ENOTDIR', path);
			}
			return [...node.entries.keys()];
		});
	}

	async stat(path: string): Promise<DiskStats> {
		return this.call('stat', path, () => statsOf(this.find(path)));
	}

	async realpath(path: string): Promise<string> {
		return this.call('realpath', path, () => {
			this.find(path);
			return path;
		});
	}

	async readlink(path: string): Promise<string> {
		return this.call('readlink', path, () => {
			const { folder, name } = this.place(path);
			const node = folder.entries.get(name);
			if (node?.kind !== 'link') {
				throw failure(node === undefined ? 'ENOENT' : 'EINVAL', path);
			}
			return node.target;
		});
	}

	async utimes(path: string, _accessed: Date, modified: Date): Promise<void> {
		await this.call('utimes', path, () => {
			const node = this.find(path);
			if (node.kind === 'file') {
				node.mtimeNs = BigInt(modified.getTime()) * 1_000_000n + 1n;
			}
		});
	}

	private handle(node: Folder | File, path: string): DiskFile {
		return {
			writeFile: async content => {
				const bytes = Buffer.from(content);
				const write = (length: number) => {
					if (node.kind === 'file') {
						node.content = bytes.subarray(0, length);
						node.mtimeNs = this.nextTime();
					}
				};
				try {
					await this.call('writeFile', path, () => {
						write(bytes.length);
					});
				} catch (error) {
					write(Math.floor(bytes.length / 2));
					throw error;
				}
			},
			sync: () =>
				this.call('sync', path, () => {
					if (node.kind === 'file') {
						node.durable = node.content;
					} else {
						node.durable = new Map(node.entries);
						node.pending = [];
					}
				}),
			chmod: mode =>
				this.call('chmod', path, () => {
					if (node.kind === 'file') {
						node.mode = BigInt(mode);
					}
				}),
			stat: () => this.call('fstat', path, () => statsOf(node)),
			close: () => this.call('close', path, () => undefined),
		};
	}

	private async call<T>(name: string, path: string, work: () => T): Promise<T> {
		await this.turn();
		this.interrupt(name, path, 'before');
		const result = work();
		this.interrupt(name, path, 'after');
		return result;
	}

	private find(path: string, links = 0): Folder | File {
		if (path === '/') {
			return this.root;
		}
		const { folder, name } = this.place(path);
		const node = folder.entries.get(name);
		if (node === undefined) {
			throw failure('ENOENT', path);
		}
		if (node.kind !== 'link') {
			return node;
		}
		if (links > 40) {
			throw failure('ELOOP', path);
		}
		return this.find(posix.resolve(posix.dirname(path), node.target), links + 1);
	}

	private place(path: string): { readonly folder: Folder; readonly name: string } {
		const folder = this.find(posix.dirname(path));
		if (folder.kind !== 'folder') {
			throw failure('ENOTDIR', path);
		}
		return { folder, name: posix.basename(path) };
	}

	private makeFolders(path: string): Folder {
		let folder = this.root;
		for (const name of path.split('/').filter(part => part !== '')) {
			const known = folder.entries.get(name);
			const next = known?.kind === 'folder' ? known : this.newFolder();
			folder.entries.set(name, next);
			folder.durable.set(name, next);
			folder = next;
		}
		return folder;
	}

	private survivor(
		file: (file: File) => { readonly content: Buffer; readonly durable: Buffer | undefined },
		entriesOf: (folder: Folder) => Map<string, Node>,
	): SimulatedDisk {
		const disk = new SimulatedDisk();
		const copies = new Map<Node, Node>();
		const copyOf = (node: Node): Node => {
			const known = copies.get(node);
			if (known !== undefined) {
				return known;
			}
			let copy: Node = node;
			if (node.kind === 'file') {
				copy = { ...node, ...file(node) };
			} else if (node.kind === 'folder') {
				const entries = new Map([...entriesOf(node)].map(([name, child]) => [name, copyOf(child)]));
				copy = { kind: 'folder', ino: node.ino, entries, durable: new Map(entries), pending: [] };
			}
			copies.set(node, copy);
			return copy;
		};
		const root = copyOf(this.root);
		if (root.kind === 'folder') {
			disk.root.entries = root.entries;
			disk.root.durable = root.durable;
		}
		disk.nodes = this.nodes + 1_000_000n;
		return disk;
	}

	private newFolder(): Folder {
		return { kind: 'folder', ino: this.nextTime(), entries: new Map(), durable: new Map(), pending: [] };
	}

	private newFile(content: Buffer): File {
		const ino = this.nextTime();
		return { kind: 'file', ino, content, durable: undefined, mtimeNs: ino, mode: 0o644n };
	}

	private nextTime(): bigint {
		this.nodes += 1n;
		return this.nodes;
	}
}

function change(folder: Folder, make: (entries: Map<string, Node>) => void): void {
	make(folder.entries);
	folder.pending.push(make);
}

function statsOf(node: Folder | File): DiskStats {
	return node.kind === 'file'
		? { mtimeNs: node.mtimeNs, size: BigInt(node.content.length), ino: node.ino, mode: node.mode }
		: { mtimeNs: 0n, size: 0n, ino: node.ino, mode: 0o755n };
}

export function failure(code: string, path: string): Error {
	return Object.assign(new Error(`${code}: ${path}`), { code });
}
