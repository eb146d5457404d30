// npm run types
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { runProcess } from './processes.mjs';

const folders = ['.', 'src/core', 'src/webview', 'test', 'test/launcher'].filter(folder => existsSync(join(root, folder, 'tsconfig.json')));
const codes = await Promise.all(folders.map(folder => {
	return runProcess(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', folder], { cwd: root });
}));
process.exit(codes.some(code => code !== 0) ? 1 : 0);
