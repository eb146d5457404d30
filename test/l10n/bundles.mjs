// The files with translations, and how they are compared.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../launcher/paths.mjs';

/** The languages that there are besides English, as VS Code names them. */
export const languages = /** @type {const} */ (['de', 'zh-cn']);

/**
 * The strings of a file such as l10n/bundle.l10n.de.json, by their keys.
 * @param {string} path from the root
 * @returns {Promise<Readonly<Record<string, string>>>}
 */
export async function readStrings(path) {
	/** @type {unknown} */
	const strings = JSON.parse(await readFile(join(root, path), 'utf8'));
	if (typeof strings !== 'object' || strings === null) {
		throw new Error(`${path} has no strings.`);
	}
	return Object.fromEntries(
		Object.entries(strings).map(([key, value]) => {
			if (typeof value !== 'string') {
				throw new Error(`${key} in ${path} is not text.`);
			}
			return [key, value];
		}),
	);
}

/** The strings of the manifest in English, by their names. */
export function manifestStrings() {
	return readStrings('package.nls.json');
}

/** The text of the manifest with its English strings in place of their names. */
export async function manifestInEnglish() {
	const strings = await manifestStrings();
	const text = await readFile(join(root, 'package.json'), 'utf8');
	return text.replace(/"%([^"%]+)%"/g, (name, key) => JSON.stringify(strings[key] ?? name));
}

/**
 * Strings of the manifest that users read and that stand there themselves, instead of a name such as `%command.openNote%`.
 * @param {unknown} manifest
 * @returns {readonly string[]} a line each
 */
export function untranslatable(manifest) {
	/** @type {string[]} */
	const found = [];
	/** @param {unknown} value @param {string} place */
	const visit = (value, place) => {
		if (typeof value === 'string') {
			if (
				forUsers.test(place) &&
				!value.startsWith('%') &&
				!forModels.test(place) &&
				/[A-Za-z]{2}/.test(value) &&
				!/^\$\([\w-]+\)$/.test(value)
			) {
				found.push(`${place}: ${value}`);
			}
		} else if (typeof value === 'object' && value !== null) {
			Object.entries(value).forEach(([name, part]) => visit(part, `${place}.${name}`));
		}
	};
	visit(manifest, '');
	return found;
}

const forUsers =
	/^\.(?:contributes|capabilities)\..*\.(?:title|shortTitle|label|name|contextualTitle|contents|description|markdownDescription|(?:markdown)?(?:[eE]num)Descriptions\.\d+|displayName|userDescription|altText|deprecationMessage|patternErrorMessage)$/;

/** What is told to language models, and names of products and of the code. */
const forModels =
	/\.languageModelTools\.\d+\.(?:name|inputSchema\.)|\.(?:problemMatchers|grammars|languages)\.|\.viewsContainers\.|\.mcpServerDefinitionProviders\.\d+\.id/;

/**
 * What a translation lacks, has too much or writes with other values than the original, a line each.
 * @param {Readonly<Record<string, string>>} original
 * @param {Readonly<Record<string, string>>} translated
 * @returns {readonly string[]}
 */
export function differences(original, translated) {
	const missing = Object.keys(original).filter(key => translated[key] === undefined || translated[key] === '');
	const surplus = Object.keys(translated).filter(key => original[key] === undefined);
	const others = Object.keys(original).filter(key => translated[key] !== undefined && marksOf(original[key]) !== marksOf(translated[key]));
	return [
		...missing.map(key => `missing: ${key}`),
		...surplus.map(key => `no longer used: ${key}`),
		...others.map(key => `other values, icons, code or links: ${key}`),
	];
}

/**
 * What a translation has to keep, in any order: `{0}`, `$(check)`, `command:…`, `` `code` ``.
 * @param {string | undefined} text
 */
function marksOf(text) {
	return [...new Set((text ?? '').match(/\{\d+\}|\$\([\w~-]+\)|\(command:[^)]*\)|`[^`]*`/g))].sort().join(' ');
}
