import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';

/**
 * Puts the papers of a file into a workspace's library, the way the extension would.
 * @param {string} file
 * @param {string} workspace
 */
export async function ingestListing(file, workspace) {
	const { ingest, openLibrary } = await importBuilt('core.mjs');
	const { nodeFileStore } = await importBuilt('node.mjs');
	const { papers, problems } = ingest(await readFile(file, 'utf8'), { fileName: basename(file) });
	const library = await openLibrary(nodeFileStore(), join(workspace, '.marginalia'));
	await library.add(papers);
	console.log(`${basename(file)}: ${papers.length} papers, ${problems.length} problems.`);
	for (const { line, message } of problems) {
		console.log(`  line ${line}: ${message}`);
	}
}

/** @param {string} name */
function importBuilt(name) {
	return import(pathToFileURL(join(root, 'dist', name)).href);
}
