// npm start
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { ensureEditor } from './editorInstall.mjs';
import { startEditorServer } from './editorServer.mjs';
import { readOptions, refuse } from './options.mjs';
import { cacheFolder } from './paths.mjs';
import { isPortFree } from './ports.mjs';
import { temporaryFolder } from './temporaryFolder.mjs';
import { buildVsix } from './vsix.mjs';
import { copySampleWorkspace } from './workspaces.mjs';

const options = readOptions({
	port: { type: 'string' },
	workspace: { type: 'string' },
	listing: { type: 'string' },
});
const port = Number(options.port ?? 0);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
	refuse('--port is a number from 0 to 65535.');
}
if (port > 0 && !(await isPortFree(port))) {
	refuse(`--port: something else listens on port ${port} already.`);
}
if (options.workspace !== undefined && !(existsSync(options.workspace) && statSync(options.workspace).isDirectory())) {
	refuse(`--workspace: there is no folder ${resolve(options.workspace)}.`);
}
if (options.listing !== undefined && !(existsSync(options.listing) && statSync(options.listing).isFile())) {
	refuse(`--listing: there is no file ${resolve(options.listing)}.`);
}

/** What a newcomer sees first: the README of the workspace, the walkthrough, and the offer to use its bibliography. */
const firstLook = {
	'workbench.startupEditor': 'readme',
	'workbench.welcomePage.walkthroughs.openOnInstall': true,
	'marginalia.library.suggestFiles': true,
	// No setting that users see: the launcher's word for having the walkthrough at once.
	'marginalia.walkthrough.openAtStart': true,
};

try {
	await ensureDependencies();
	await ensureEditor();
	const vsix = await buildVsix();
	const workspace = options.workspace
		? resolve(options.workspace)
		: await copySampleWorkspace(await temporaryFolder(cacheFolder), { withPapers: true });
	if (options.listing) {
		const { ingestListing } = await import('./listing.mjs');
		await ingestListing(resolve(options.listing), workspace);
	}
	console.log('Starting the editor ...');
	const server = await startEditorServer({ home: await temporaryFolder(), vsix, port, token: true, settings: firstLook });
	console.log(`The workspace is ${workspace}. Ctrl+C ends the editor. Open it in a browser:`);
	console.log(server.url(workspace));
	await server.ended;
	console.error(`The editor's server ended by itself.\n${server.log()}`);
} catch (error) {
	console.error(/** @type {Error} */ (error).message);
}
process.exit(1);
