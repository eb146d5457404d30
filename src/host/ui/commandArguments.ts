import { Disposable, Uri } from 'vscode';
import { isArray, isObject, textOf } from '../../core/data/json';

/**
 * Citation keys among a command's arguments: a key, a list of keys, papers of the Library tree (the menu passes the clicked one and then
 * the whole selection), or a view in which papers are selected. `undefined` where there are none, so that the command asks.
 */
export function keysOf(args: readonly unknown[]): readonly string[] | undefined {
	const [first, second] = args;
	const selection: unknown = !namesKeys(args) && Array.isArray(second) && second.length > 0 ? second : first;
	const items: readonly unknown[] = Array.isArray(selection) ? selection : [selection];
	const keys = items.flatMap(keyOf);
	return keys.length > 0 ? [...new Set(keys)] : undefined;
}

/** The papers of groups of the tree, which a menu passes with the papers of the selection; `undefined` where it passes no group. */
export function keysOfGroups(args: readonly unknown[]): readonly string[] | undefined {
	const [clicked, selection] = args;
	const nodes: readonly unknown[] = Array.isArray(selection) && selection.length > 0 ? selection : [clicked];
	const groups = nodes.filter(node => isObject(node) && node['kind'] === 'group');
	const keys = groups.flatMap(node => membersOf(isObject(node) ? node['group'] : undefined));
	return groups.length === 0 ? undefined : [...new Set([...keys, ...(keysOf([nodes.filter(node => !groups.includes(node))]) ?? [])])];
}

function membersOf(group: unknown): readonly string[] {
	const members = isObject(group) ? group['members'] : undefined;
	return isArray(members) ? members.flatMap(head => (isObject(head) ? (textOf(head['id']) ?? []) : [])) : [];
}

/** Whether the caller named keys itself, rather than a menu passing what was clicked: then the command asks nothing. */
export function namesKeys(args: readonly unknown[]): boolean {
	const [first] = args;
	return isText(first) || (Array.isArray(first) && first.length > 0 && first.every(isText));
}

/** A list of texts in one argument: a text, or a list of them. */
export function textsOf(argument: unknown): readonly string[] | undefined {
	const texts = (Array.isArray(argument) ? argument : [argument]).filter(isText);
	return texts.length > 0 ? texts : undefined;
}

/** Files among a command's arguments: a URI, a path, or a list of them (the explorer passes the clicked one and then the selection). */
export function urisOf(args: readonly unknown[]): readonly Uri[] | undefined {
	const [first, second] = args;
	const items: readonly unknown[] = Array.isArray(second) && second.length > 0 ? second : Array.isArray(first) ? first : [first];
	const uris = items.flatMap(item => (item instanceof Uri ? [item] : isText(item) ? [uriOf(item)] : []));
	return uris.length > 0 ? uris : undefined;
}

const selections = new Map<string, () => readonly string[]>();

/**
 * Says which papers are selected in the views of a type. Their menus pass to commands only which view they were opened in, as what the
 * menus pass is written into the page: https://code.visualstudio.com/api/extension-guides/webview#context-menus
 */
export function answerForView(viewType: string, selectedKeys: () => readonly string[]): Disposable {
	selections.set(viewType, selectedKeys);
	return new Disposable(() => selections.delete(viewType));
}

function keyOf(item: unknown): readonly string[] {
	if (isText(item)) {
		return [item];
	}
	if (isObject(item) && isText(item['webview'])) {
		return selections.get(item['webview'])?.() ?? [];
	}
	return isObject(item) && item['kind'] === 'paper' && isText(item['key']) ? [item['key']] : [];
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

function uriOf(text: string): Uri {
	return /^[a-z][a-z0-9+.-]+:\/\//i.test(text) ? Uri.parse(text) : Uri.file(text);
}
