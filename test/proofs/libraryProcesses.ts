import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { build } from 'esbuild';
import { parseJson } from '../../src/core/data/json';

/** Starts processes of libraryProcess.ts. They are bundled once, since a process that compiles TypeScript takes a second to start. */
export class LibraryProcesses {
	private constructor(
		readonly folder: string,
		private readonly program: string,
	) {}

	/** Gives `work` an empty folder and a way to start processes. */
	static async using<T>(work: (processes: LibraryProcesses) => Promise<T>): Promise<T> {
		const folder = await mkdtemp(join(tmpdir(), 'marginalia-proof-'));
		try {
			const program = join(folder, 'process.mjs');
			await build({
				entryPoints: ['test/proofs/libraryProcess.ts'],
				outfile: program,
				bundle: true,
				platform: 'node',
				format: 'esm',
				banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
				logLevel: 'error',
			});
			return await work(new LibraryProcesses(folder, program));
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	}

	start(task: 'live' | 'hold' | 'count', folder: string, name = ''): LibraryProcess {
		return new LibraryProcess(spawn(process.execPath, [this.program, task, folder, name], { stdio: ['pipe', 'pipe', 'inherit'] }));
	}
}

export class LibraryProcess {
	readonly ended: Promise<unknown>;
	private readonly lines: AsyncIterator<string>;

	constructor(private readonly child: ChildProcessByStdio<Writable, Readable, null>) {
		this.ended = new Promise(resolve => child.once('close', resolve));
		this.lines = createInterface(child.stdout)[Symbol.asyncIterator]();
	}

	get pid(): number {
		return this.child.pid ?? 0;
	}

	kill(): void {
		this.child.kill('SIGKILL');
	}

	send(line: string): void {
		this.child.stdin.write(`${line}\n`);
	}

	/** What it printed next; `undefined` where it ended. The last line of a process that was killed may be cut short and is left out. */
	async next(): Promise<unknown> {
		const result = await this.lines.next();
		return result.done === true ? undefined : parseJson(result.value);
	}
}
