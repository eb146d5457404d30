// npm run test:grammar
import { join } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { ensureEditor } from './editorInstall.mjs';
import { root } from './paths.mjs';
import { runProcess } from './processes.mjs';

await ensureDependencies();
// Our grammar is injected into the editor's own for markdown, so it is tested inside that one.
const { server } = await ensureEditor();
const markdown = join(server, '../../extensions/markdown-basics/syntaxes/markdown.tmLanguage.json');
const tester = join(root, 'node_modules/vscode-tmgrammar-test/dist/unit.js');
process.exit(await runProcess(process.execPath, [tester, '--grammar', markdown, 'test/grammar/*.test.md'], { cwd: root }));
