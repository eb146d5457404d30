#!/usr/bin/env node
import {
	folderBeside,
	nodeCaches,
	nodeCharacterMaps,
	nodeDisk,
	nodeFileStore,
	nodeNetwork,
	nodeNotes,
	nodeThread,
	PdfReader,
	painter,
	progressOn,
	resultOn,
} from '../host/files/node';
import { runCommandLine } from './commandLine';

// Who reads the output may stop before its end, as `head` does; a full disk is another matter.
process.stdout.on('error', (error: Error) => {
	const isClosed = 'code' in error && error.code === 'EPIPE';
	if (!isClosed) {
		process.stderr.write(`The result couldn't be written: ${error.message}.\n`);
	}
	process.exit(isClosed ? 0 : 2);
});
process.stderr.on('error', () => undefined);

const progress = progressOn(process.stderr);

/** The program dist/cli.mjs. Styles and locales stand beside it, in media. */
process.exitCode = await runCommandLine(
	process.argv.slice(2),
	{
		disk: nodeDisk(folderBeside(import.meta.url, '../media')),
		files: nodeFileStore(),
		noteSource: nodeNotes(),
		clock: { now: () => new Date() },
		cacheOf: nodeCaches(process.env),
		networkFor: nodeNetwork(process.env),
		openPageReader: () => {
			const maps = nodeCharacterMaps(folderBeside(import.meta.url, 'webview/pdfjs/cmaps'));
			return Promise.resolve(new PdfReader(nodeThread(folderBeside(import.meta.url, 'pdf.js')), maps));
		},
		report: sentence => {
			progress(undefined);
			process.stderr.write(`${sentence}\n`);
		},
		progress,
		paint: painter(process.stdout),
	},
	resultOn(process.stdout),
);
