// npm run test:editor, npm run test:oldest, npm run test:desktop
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { editorVariable } from './editorInstall.mjs';
import { readOptions, refuse } from './options.mjs';

const options = readOptions({
	host: { type: 'string' },
	suite: { type: 'string' },
	grep: { type: 'string' },
	spec: { type: 'string' },
	workspace: { type: 'string' },
	oldest: { type: 'boolean' },
	desktop: { type: 'string' },
});
if (options.host !== undefined && options.host !== 'node' && options.host !== 'web') {
	refuse('--host is node or web.');
}
if (options.suite !== undefined && options.suite !== '.' && options.suite !== 'threeRoots') {
	refuse('--suite is . or threeRoots.');
}
if (options.spec && options.host === 'web') {
	refuse('--spec runs in the Node host only.');
}
if (options.desktop !== undefined && (options.host !== 'node' || options.oldest)) {
	refuse('--desktop goes with --host node, and without --oldest.');
}
const spec = existing('spec', path => statSync(path).isFile());
const workspace = existing('workspace', path => statSync(path).isDirectory());

if (options.oldest) {
	process.env[editorVariable] = 'oldestEditor';
}
await ensureDependencies();
const { runEditorTests } = await import('./editorTests.mjs');
process.exit(
	(await runEditorTests({
		hosts: options.host ? [options.host] : spec ? ['node'] : ['node', 'web'],
		suites: options.suite ? [options.suite] : undefined,
		grep: options.grep,
		spec,
		workspace,
		desktop: options.desktop,
	}))
		? 0
		: 1,
);

/**
 * @param {'spec' | 'workspace'} name
 * @param {(path: string) => boolean} isRight
 */
function existing(name, isRight) {
	const value = options[name];
	if (value === undefined) {
		return undefined;
	}
	const path = resolve(value);
	try {
		if (isRight(path)) {
			return path;
		}
	} catch {
		/* not there */
	}
	return refuse(`--${name}: there is no ${name === 'spec' ? 'file' : 'folder'} ${path}.`);
}
