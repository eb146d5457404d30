import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { citingLanguages, endingsOf, languages, markdownLanguages, syntaxes } from '../../src/core/citing/languages';
import { manifestStrings } from '../l10n/bundles.mjs';
import { isArray, isObject, parseJson, textOf } from '../../src/core/data/json';
import type { JsonObject } from '../../src/core/data/json';

const root = join(__dirname, '../..');

function part(of: unknown, name: string): JsonObject {
	const value = isObject(of) ? of[name] : undefined;
	assert.ok(isObject(value), name);
	return value;
}

function list(value: unknown): readonly JsonObject[] {
	return isArray(value) ? value.filter(isObject) : [];
}

function texts(items: readonly JsonObject[], field: string): readonly string[] {
	return items.flatMap(item => textOf(item[field]) ?? []);
}

describe('the manifest', () => {
	const contributes = part(parseJson(readFileSync(join(root, 'package.json'), 'utf8')), 'contributes');
	const menus = Object.entries(part(contributes, 'menus')).map(([name, items]) => [name, list(items)] as const);
	const items = menus.flatMap(([, entries]) => entries);
	const commands = new Set(texts(list(contributes['commands']), 'command'));
	const submenus = texts(list(contributes['submenus']), 'id');

	it('should show only commands that it declares, in menus and behind keys', () => {
		const named = [...texts(items, 'command'), ...texts(list(contributes['keybindings']), 'command')].filter(command =>
			command.startsWith('marginalia.'),
		);
		assert.deepEqual(
			named.filter(command => !commands.has(command)),
			[],
		);
	});

	it('should promise the oldest editor that npm run test:oldest runs, and be compiled against its API', () => {
		const read = (file: string) => parseJson(readFileSync(join(root, file), 'utf8'));
		const manifest = read('package.json');
		const promised = /^\^(\d+\.\d+)\.0$/.exec(textOf(part(manifest, 'engines')['vscode']) ?? '')?.[1] ?? 'no version';
		const oldest = read('test/launcher/oldestEditor/package.json');
		assert.ok(isObject(oldest));
		assert.match(textOf(oldest['description']) ?? '', new RegExp(`VS Code ${promised.replace('.', '\\.')}\\.`));
		assert.equal(part(manifest, 'devDependencies')['@types/vscode'], `~${promised}.0`);
	});

	it('should lead from its welcome texts only to commands that there are', () => {
		const linked = texts(list(contributes['viewsWelcome']), 'contents').flatMap(text =>
			[...text.matchAll(/\(command:([\w.]+)/g)].map(([, command = '']) => command),
		);
		assert.deepEqual(
			linked.filter(command => command.startsWith('marginalia.') && !commands.has(command)),
			[],
		);
	});

	it('should declare each submenu that a menu has, and fill each that it declares', () => {
		assert.deepEqual([...new Set(texts(items, 'submenu'))].sort(), [...submenus].sort());
		assert.deepEqual(
			submenus.filter(id => !menus.some(([name, entries]) => name === id && entries.length > 0)),
			[],
		);
	});

	/**
	 * Settings in which a text of the user's own stands, that nothing reads as the name of a file, a folder, a host or an address; and where
	 * that is to be seen.
	 */
	const harmless = new Map([
		['marginalia.citationKey.pattern', 'makes keys'],
		['marginalia.citations.language', 'chooses a locale that comes along'],
		['marginalia.diagnostics.exclude', 'globs that only leave documents unchecked'],
		['marginalia.diagnostics.ignoredKeys', 'citation keys'],
		['marginalia.pdf.colorNames', 'words for colors'],
		['marginalia.library.savedSearches', 'searches the library'],
		['marginalia.matrix.questions', 'headings of notes'],
	]);

	it('should take no setting that could name a file, a folder or a host from a workspace that is not trusted', () => {
		const capabilities = part(part(parseJson(readFileSync(join(root, 'package.json'), 'utf8')), 'capabilities'), 'untrustedWorkspaces');
		const restricted = new Set(isArray(capabilities['restrictedConfigurations']) ? capabilities['restrictedConfigurations'] : []);
		const sections = isArray(contributes['configuration']) ? list(contributes['configuration']) : [part(contributes, 'configuration')];
		const settings = sections.flatMap(section => Object.entries(part(section, 'properties')));
		// Switches and choices among given words name nothing.
		const free = settings.flatMap(([name, schema]) =>
			isObject(schema) && schema['type'] !== 'boolean' && schema['enum'] === undefined ? [[name, schema['scope']] as const] : [],
		);
		assert.ok(free.length > 10);
		const open = free.filter(
			([name, scope]) =>
				!restricted.has(name) && !['machine', 'machine-overridable', 'application'].includes(textOf(scope) ?? '') && !harmless.has(name),
		);
		assert.deepEqual(open, []);
		assert.deepEqual(
			[...restricted].filter(name => !settings.some(([known]) => known === name)),
			[],
		);
	});

	const manifest = parseJson(readFileSync(join(root, 'package.json'), 'utf8'));
	const whenOf = (menu: string, command: string) =>
		textOf(menus.find(([name]) => name === menu)?.[1].find(item => item['command'] === command)?.['when']) ?? '';
	/** `a`, `b` of `/^(a|b)$/`. */
	const alternatives = (when: string, context: string) =>
		new RegExp(`${context} =~ /\\^(?:\\\\+\\.)?\\(([^)]*)\\)\\$/`).exec(when)?.[1]?.split('|').sort();

	it('should offer nothing in an empty library that needs papers: what a command needs is named, or it is one of these', () => {
		const always = [
			'copyBookmarklet',
			'editKeyPattern',
			'editNamePattern',
			'feeds.importOpml',
			'feeds.subscribe',
			'importClipboard',
		].concat(['importFile', 'openSample', 'openWalkthrough', 'refreshLibrary', 'restoreLibrary']);
		assert.deepEqual(
			texts(list(contributes['commands']), 'command')
				.filter(command => whenOf('commandPalette', command) === '')
				.sort(),
			always.map(command => `marginalia.${command}`),
		);
		for (const command of ['searchLibrary', 'openPaper', 'openNote', 'addAnnotationsToNote', 'clearSearchHistory', 'findDuplicates']) {
			assert.match(whenOf('commandPalette', `marginalia.${command}`), /\bmarginalia\.hasPapers\b/, command);
		}
	});

	it('should start with a document of every language that cites', () => {
		const activation =
			isObject(manifest) && isArray(manifest['activationEvents']) ? manifest['activationEvents'].flatMap(event => textOf(event) ?? []) : [];
		const started = activation
			.flatMap(event => /^onLanguage:(.*)/.exec(event)?.[1] ?? [])
			.filter(id => !['bibtex', 'biblatex'].includes(id));
		assert.deepEqual(started.sort(), [...citingLanguages].sort());
	});

	it('should offer commands for the languages and files that the table has', () => {
		assert.deepEqual(alternatives(whenOf('commandPalette', 'marginalia.convertCitations'), 'editorLangId'), [...citingLanguages].sort());
		assert.deepEqual(
			alternatives(whenOf('commandPalette', 'marginalia.insertBibliography'), 'editorLangId'),
			[...markdownLanguages].sort(),
		);
		assert.deepEqual(alternatives(whenOf('explorer/context', 'marginalia.keepReferences'), 'resourceExtname'), [...endingsOf()].sort());
		assert.match(whenOf('explorer/context', 'marginalia.keepReferences'), /\$\/i\)/);
	});

	it('should bind no key that types a letter: AltGr is Ctrl+Alt, and Polish writes ć with it and C', () => {
		const keys = list(contributes['keybindings']).flatMap(binding => [textOf(binding['key']), textOf(binding['mac'])]);
		assert.deepEqual(
			keys.filter(key => key !== undefined && /\b(?:ctrl|cmd)\+alt\b|\balt\+(?:ctrl|cmd)\b/i.test(key)),
			[],
		);
	});

	it('should bind the key of citations where documents cite', () => {
		const [binding] = list(contributes['keybindings']).filter(({ command }) => command === 'marginalia.insertCitation');
		assert.deepEqual(alternatives(textOf(binding?.['when']) ?? '', 'editorLangId'), [...citingLanguages].sort());
	});

	it('should tick the current choice of each menu of choices, and no other', () => {
		const ticked = items.flatMap(({ command, when }) => (textOf(command)?.endsWith('.current') === true ? [[command, when] as const] : []));
		for (const [command, when] of ticked.filter(([, condition]) => condition !== 'false')) {
			const plain = items.filter(item => item['command'] === textOf(command)?.replace(/\.current$/, '')).map(item => textOf(item['when']));
			assert.ok(plain.includes(textOf(when)?.replace(/ == (\w+)$/, ' != $1')), textOf(command));
		}
		assert.ok(ticked.length > 10);
	});

	it('should keep what brings papers in away from what deletes files', () => {
		const explorer = menus.find(([name]) => name === 'explorer/context')?.[1] ?? [];
		assert.ok(explorer.length > 0 && explorer.every(({ group }) => textOf(group)?.startsWith('4_marginalia') === true));
	});

	it('should have no context menu of more than fourteen entries', () => {
		const context = menus.find(([name]) => name === 'view/item/context')?.[1] ?? [];
		const ofPaper = context.filter(
			({ when, group }) =>
				/view == marginalia\.library && viewItem (?:== paper|=~ .*paper)/.test(textOf(when) ?? '') && group !== undefined,
		);
		const entries = ofPaper.filter(({ group }) => textOf(group)?.startsWith('inline') !== true);
		assert.ok(entries.length > 8 && entries.length <= 14, String(entries.length));
	});

	it('should offer for papers of the table and the matrix what the Library view offers for papers', () => {
		const entriesOf = (menu: string, place: string) =>
			(menus.find(([name]) => name === menu)?.[1] ?? [])
				.filter(({ when, group }) => textOf(group)?.startsWith('inline') !== true && textOf(when)?.startsWith(`${place} && `) === true)
				.flatMap(({ when, group, command, submenu }) => {
					const condition = textOf(when)?.slice(`${place} && `.length) ?? '';
					return /^viewItem (?:==|=~) .*[pP]aper\b/.test(condition)
						? [
								[
									textOf(command) ?? textOf(submenu),
									textOf(group),
									condition.replace(/paper\|linkedPaper[\w|]*/, 'paper|linkedPaper'),
								].join(' '),
							]
						: [];
				});
		const inTree = entriesOf('view/item/context', 'view == marginalia.library');
		assert.ok(inTree.length > 10);
		assert.deepEqual(entriesOf('webview/context', 'webviewId =~ /^marginalia\\.(table|matrix)$/').sort(), inTree.sort());
	});

	it('should give files the language that the table gives them', () => {
		for (const { id, extensions } of list(contributes['languages'])) {
			for (const extension of isArray(extensions) ? extensions.flatMap(ending => textOf(ending) ?? []) : []) {
				const known = languages.find(({ endings }) => endings.includes(extension.slice(1)));
				const named = languages.find(language => language.id === id);
				assert.deepEqual([known?.name, known?.syntax.id], [named?.name, named?.syntax.id], extension);
			}
		}
	});

	it('should name one place for the source, questions and problems', async () => {
		const { identity } = await import('../package/identity.mjs');
		const { publisher, repository, bugs, homepage } = identity();
		const named = isObject(manifest) ? manifest : {};
		assert.deepEqual([named['publisher'], named['repository'], named['bugs'], named['homepage']], [publisher, repository, bugs, homepage]);
		assert.equal(named['private'], undefined);
	});

	const page = (path: string) => readFileSync(join(root, path), 'utf8');
	const pages = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'));
	const documentation = pages.map(name => page(`docs/${name}`)).join('\n');

	it('should name every language and syntax in the documentation', () => {
		const citing = page('docs/citing.md').toLowerCase();
		const [writing = ''] = /^while you write .*$/m.exec(citing) ?? [];
		assert.deepEqual(
			languages.filter(({ name }) => !writing.includes(name.toLowerCase())).map(({ name }) => name),
			[],
		);
		const [converting = ''] = /^\| convert citations.*$/m.exec(citing) ?? [];
		assert.deepEqual(
			syntaxes.filter(({ id }) => !converting.includes(id)).map(({ id }) => id),
			[],
		);
	});

	it('should name every command of the palette and every setting in the documentation', async () => {
		const english = await manifestStrings();
		const hidden = new Set(
			texts(
				items.filter(({ when }) => when === 'false'),
				'command',
			),
		);
		const titles = texts(
			list(contributes['commands']).filter(({ command }) => !hidden.has(textOf(command) ?? '')),
			'title',
		).map(name => english[name.slice(1, -1)] ?? name);
		// Families of commands stand there as one: `Group by …`.
		assert.deepEqual(
			titles.filter(title => !documentation.includes(title) && !documentation.includes(title.replace(/ by .*/, ' by …'))),
			[],
		);
		const settings = list(contributes['configuration']).flatMap(section => Object.keys(part(section, 'properties')));
		assert.deepEqual(
			settings.filter(name => !documentation.includes(`\`${name}\``)),
			[],
		);
	});

	it('should name no command or setting in the documentation that there is none of', () => {
		const properties = list(contributes['configuration']).flatMap(section => Object.keys(part(section, 'properties')));
		const named = [...documentation.matchAll(/`(marginalia\.[\w.]+)`/g)].flatMap(([, name = '']) => name);
		assert.deepEqual(
			named.filter(name => !properties.includes(name)),
			[],
		);
	});

	it('should have a README that is read at a glance, and leads to each page of the documentation', () => {
		const readme = page('README.md');
		assert.ok(readme.split(/\s+/).length <= 500);
		assert.deepEqual(
			pages.filter(name => !readme.includes(`(docs/${name})`)),
			[],
		);
	});

	for (const path of ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pages.map(name => `docs/${name}`)]) {
		it(`should lead somewhere from every link of ${path}`, () => {
			const targets = [
				...page(path)
					.replace(/^```[^]*?^```/gm, '')
					.replace(/`[^`\n]*`/g, '')
					.matchAll(/\]\(([^)\s]+)\)/g),
			].flatMap(([, target = '']) => (/^(?:[a-z]+:|#)/.test(target) ? [] : [target]));
			const lost = targets.filter(target => {
				const [file = '', heading] = target.split('#');
				const found = join(root, dirname(path), file);
				return !existsSync(found) || (heading !== undefined && !headingsOf(readFileSync(found, 'utf8')).includes(heading));
			});
			assert.deepEqual(lost, []);
		});
	}
});

/** As GitHub makes them of headings. */
function headingsOf(text: string): readonly string[] {
	return [...text.matchAll(/^#+ (.*)$/gm)].map(([, words = '']) =>
		words
			.toLowerCase()
			.replace(/[^\p{L}\p{N} -]/gu, '')
			.replaceAll(' ', '-'),
	);
}
