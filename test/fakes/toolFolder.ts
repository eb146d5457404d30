import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { defaultKeyPattern } from '../../src/core/keys/citekey';
import { ingest } from '../../src/core/ingest/ingest';
import { openLibrary } from '../../src/core/library/library';
import { annotationColours } from '../../src/core/annotations/annotation';
import { builtInTemplate } from '../../src/core/notes/builtInTemplate';
import type { Asking } from '../../src/core/sources/asking';
import { WorkplaceOnDisk } from '../../src/core/tools/workplaceOnDisk';
import { nodeDisk, nodeFileStore, nodeNotes } from '../../src/host/files/node';

/** A workspace in a folder of its own on the disk, with a library of what a bibliography holds. */
export class ToolFolder {
	private constructor(readonly path: string) {}

	static async create(bibliography: string, files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<ToolFolder> {
		const folder = new ToolFolder(await mkdtemp(join(tmpdir(), 'marginalia-tools-')));
		await folder.write(files);
		await (await openLibrary(nodeFileStore(), folder.library)).add(ingest(bibliography, { fileName: 'a.bib' }).papers);
		return folder;
	}

	get library(): string {
		return join(this.path, '.marginalia');
	}

	async write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
		for (const [path, text] of Object.entries(files)) {
			await mkdir(dirname(join(this.path, path)), { recursive: true });
			await writeFile(join(this.path, path), text);
		}
	}

	read(path: string): Promise<string> {
		return readFile(join(this.path, path), 'utf8');
	}

	readBytes(path: string): Promise<Uint8Array> {
		return readFile(join(this.path, path));
	}

	async open(asking?: Asking): Promise<WorkplaceOnDisk> {
		const library = await openLibrary(nodeFileStore(), this.library, { keyPattern: () => defaultKeyPattern });
		return new WorkplaceOnDisk(library, {
			disk: nodeDisk(resolve('media')),
			files: nodeFileStore(),
			noteSource: nodeNotes(),
			clock: { now: () => new Date('2026-11-29T12:00:00Z') },
			root: this.path,
			libraryFolder: this.library,
			notes: {
				folder: 'notes',
				namePattern: '{{key}}',
				colourNames: [...annotationColours],
				template: { name: 'the built-in template', text: builtInTemplate },
			},
			...(asking === undefined ? {} : { asking }),
		});
	}

	remove(): Promise<void> {
		return rm(this.path, { recursive: true, force: true });
	}
}
