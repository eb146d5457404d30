// npm run types, by the compiler that is written in Go: it takes a tenth of the time. ESLint has no use for it yet, so its older sister is
// installed too.
import { join } from 'node:path';
import { root } from './paths.mjs';
import { runProcess } from './processes.mjs';

const folders = ['.', 'src/core', 'src/webview', 'test', 'test/launcher'];
const codes = await Promise.all(
	folders.map(folder =>
		runProcess(process.execPath, [join(root, 'node_modules/typescript-7/bin/tsc'), '--noEmit', '-p', folder], { cwd: root }),
	),
);
process.exit(codes.some(code => code !== 0) ? 1 : 0);
