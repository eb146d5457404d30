#!/usr/bin/env node
import { folderBeside, nodeDisk, nodeFileStore } from '../host/files/node';
import { runCommandLine } from './commandLine';

// Who reads the output may stop before its end, as `head` does.
process.stdout.on('error', () => process.exit());

/** The program dist/cli.mjs. Styles and locales stand beside it, in media. */
process.exitCode = await runCommandLine(
	process.argv.slice(2),
	{
		disk: nodeDisk(folderBeside(import.meta.url, '../media')),
		files: nodeFileStore(),
		report: sentence => process.stderr.write(`${sentence}\n`),
	},
	text => process.stdout.write(text),
);
