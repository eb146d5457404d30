// Runs mocha in the Node extension host. test/launcher/testEditor.mjs says which files.
import Mocha from 'mocha';
import { endOf, markOutput, retries } from './report';

interface Wanted {
	readonly files: readonly string[];
	readonly grep?: string;
}

/** What VS Code calls as soon as the extension host is up. */
export async function run(): Promise<void> {
	markOutput(Mocha);
	const { files, grep } = JSON.parse(process.env['MARGINALIA_TESTS'] ?? '{ "files": [] }') as Wanted;
	const mocha = new Mocha({ ui: 'bdd', timeout: 40_000, retries, ...(grep === undefined ? {} : { grep }) });
	for (const file of files) {
		mocha.addFile(file);
	}
	await endOf(done => mocha.run(done));
}
