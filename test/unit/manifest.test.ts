import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isArray, isObject, parseJson, textOf } from '../../src/core/json';
import type { JsonObject } from '../../src/core/json';

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
		const named = [...texts(items, 'command'), ...texts(list(contributes['keybindings']), 'command')].filter(command => command.startsWith('marginalia.'));
		assert.deepEqual(named.filter(command => !commands.has(command)), []);
	});

	it('should declare each submenu that a menu has, and fill each that it declares', () => {
		assert.deepEqual([...new Set(texts(items, 'submenu'))].sort(), [...submenus].sort());
		assert.deepEqual(submenus.filter(id => !menus.some(([name, entries]) => name === id && entries.length > 0)), []);
	});

	it('should name every command of the palette in the README', () => {
		const readme = readFileSync(join(root, 'README.md'), 'utf8');
		const hidden = new Set(texts(items.filter(({ when }) => when === 'false'), 'command'));
		const titles = texts(list(contributes['commands']).filter(({ command }) => !hidden.has(textOf(command) ?? '')), 'title');
		// Families of commands stand there as one: `Group by …`.
		assert.deepEqual(titles.filter(title => !readme.includes(title.replace(/…$/, '')) && !readme.includes(title.replace(/ by .*/, ' by …'))), []);
	});
});
