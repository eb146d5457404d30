import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, sampleWorkspace } from './paths.mjs';

/**
 * Copies the sample workspace into a folder, so that whoever works in it changes nothing in the repository.
 * @param {string} parent
 * @param {{ withPapers?: boolean }} [options] with the sample library as a file, `papers.bib`
 * @returns {Promise<string>} the copy
 */
export async function copySampleWorkspace(parent, { withPapers = false } = {}) {
	const copy = join(parent, 'sample-workspace');
	await mkdir(copy, { recursive: true });
	if (existsSync(sampleWorkspace)) {
		await cp(sampleWorkspace, copy, { recursive: true });
	}
	if (withPapers) {
		await cp(join(root, 'media/sample.bib'), join(copy, 'papers.bib'));
	}
	return copy;
}

/**
 * Makes a workspace of three folders in a folder. The second has settings of its own and a name that URIs encode.
 * @param {string} parent
 * @returns {Promise<string>} the `.code-workspace` file
 */
export async function makeThreeRoots(parent) {
	const home = join(parent, 'three-roots');
	for (const name of threeRoots) {
		await mkdir(join(home, name), { recursive: true });
	}
	await mkdir(join(home, 'lab notes', '.vscode'));
	await writeFile(
		join(home, 'lab notes', '.vscode', 'settings.json'),
		JSON.stringify({ 'marginalia.notes.folder': 'inbox', 'files.exclude': { '**/hidden': true } }),
	);
	const workspace = join(home, 'three.code-workspace');
	await writeFile(workspace, JSON.stringify({ folders: threeRoots.map(path => ({ path })) }));
	return workspace;
}

const threeRoots = ['thesis', 'lab notes', 'shared'];
