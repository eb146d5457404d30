/**
 * `npm run pictures`: makes the pictures of the README and the documentation from the sample library, in a real editor. Look at them before
 * you commit them.
 *
 *     media/tour.png                                   moves: import, browse, read, cite, preview
 *     media/marginalia-light.png, marginalia-dark.png  the library, an abstract, and a draft that cites it
 *     docs/pictures/NAME-light.png, NAME-dark.png      one feature each
 *
 * Options: `--only readme` or `--only reader,matrix` makes some.
 */
import { parseArgs } from 'node:util';
import { ensureChromium } from '../launcher/chromium.mjs';
import { ensureEditor } from '../launcher/editorInstall.mjs';
import { mochaGlobalSetup, mochaGlobalTeardown } from '../ui/support/sharedEditor';
import { picturesOfDocs } from './docs';
import { picturesOfReadme } from './readme';

const {
	values: { only },
} = parseArgs({ options: { only: { type: 'string' } } });

void main();

async function main(): Promise<void> {
	await ensureEditor();
	await ensureChromium();
	await mochaGlobalSetup();
	try {
		const wanted = only?.split(',');
		const faults = [
			...((wanted?.includes('readme') ?? true) ? await picturesOfReadme() : []),
			...(only === 'readme' ? [] : await picturesOfDocs(wanted)),
		];
		faults.forEach(fault => {
			console.log(fault);
		});
		process.exitCode = faults.length === 0 ? 0 : 1;
	} finally {
		await mochaGlobalTeardown();
	}
	process.exit();
}
