// npm run types: what did not change since the last run is not checked again.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { outFolder, root } from './paths.mjs';
import { runProcess } from './processes.mjs';

const folders = ['.', 'src/core', 'src/webview', 'test', 'test/launcher'].filter(folder => existsSync(join(root, folder, 'tsconfig.json')));
const codes = await Promise.all(folders.map(folder => {
	const known = join(outFolder, 'types', `${folder.replace(/\W/g, '-')}.tsbuildinfo`);
	return runProcess(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '--incremental', '--tsBuildInfoFile', known, '-p', folder], { cwd: root });
}));
process.exit(codes.some(code => code !== 0) ? 1 : 0);
