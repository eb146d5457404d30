// Runs mocha in the web worker extension host, where test files can't be loaded by name: they come in one bundle.
import 'mocha/mocha.js';
import { endOf, markOutput, retries } from './report';

/** What VS Code calls, by way of the entry that test/launcher/testBundles.mjs writes. */
export async function runInWorker(loadTests: () => void, grep?: string): Promise<void> {
	markOutput(Mocha);
	await endOf(done => {
		// The instance that mocha offers browsers looks at the page's address, and a worker has none.
		const mocha = new Mocha({
			ui: 'bdd',
			timeout: 40_000,
			retries,
			reporter: Mocha.reporters.Spec,
			...(grep === undefined ? {} : { grep }),
		});
		mocha.suite.emit('pre-require', globalThis, '', mocha);
		loadTests();
		return mocha.run(done);
	});
}
