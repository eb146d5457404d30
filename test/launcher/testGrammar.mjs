// npm run test:grammar
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { ensureEditor } from './editorInstall.mjs';
import { root } from './paths.mjs';
import { runProcess } from './processes.mjs';

await ensureDependencies();
// Our grammar is injected into the editor's own for markdown, so it is tested inside that one.
const { server } = await ensureEditor();
const markdown = join(server, '../../extensions/markdown-basics/syntaxes/markdown.tmLanguage.json');
const tester = join(root, 'node_modules/vscode-tmgrammar-test/dist/unit.js');
// No grammar for Typst comes with the editor: a small one stands in, with the scopes that those of extensions have.
const typst = join(root, 'test/grammar/standIn/typst.tmLanguage.json');
const tested = await runProcess(process.execPath, [tester, '--grammar', markdown, '--grammar', typst, 'test/grammar/*.test.{md,typ}'], {
	cwd: root,
});
const plain = themeFiles(join(server, '../../extensions')).filter(file => !colours(file, 'entity.name.tag'));
plain.forEach(file => console.error(`${file} gives citation keys no colour of their own.`));
process.exit(tested === 0 && plain.length > 0 ? 1 : tested);

/**
 * The colour themes that come with the editor.
 *
 * @param {string} extensions
 */
function themeFiles(extensions) {
	return readdirSync(extensions)
		.map(name => join(extensions, name, 'themes'))
		.filter(folder => /theme-[^/\\]*[/\\]themes$/.test(folder) && existsSync(folder))
		.flatMap(folder =>
			readdirSync(folder)
				.filter(name => name.endsWith('.json'))
				.map(name => join(folder, name)),
		);
}

/**
 * Whether a theme, or one that it builds on, has a colour for a scope.
 *
 * @param {string} file
 * @param {string} scope
 * @returns {boolean}
 */
function colours(file, scope) {
	const text = readFileSync(file, 'utf8');
	const base = /"include"\s*:\s*"([^"]+)"/.exec(text)?.[1];
	return text.includes(scope) || (base !== undefined && colours(join(dirname(file), base), scope));
}
