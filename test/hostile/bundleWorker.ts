import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Bundles a worker of this folder by its name, for this process alone; gives the path of the file. */
export function bundleWorker(name: string): string {
	const folder = join(process.cwd(), '.cache', 'hostile');
	mkdirSync(folder, { recursive: true });
	const outfile = join(folder, `${name}-${process.pid}.js`);
	buildSync({
		entryPoints: [join('test', 'hostile', `${name}.ts`)],
		outfile,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		logLevel: 'error',
	});
	return outfile;
}
