// npm run identity: writes into package.json who publishes the extension and where its source lies.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** A placeholder until the project has its public home; the publisher's id on the Marketplace and on Open VSX, and the repository. */
const home = { publisher: 'marginalia', repository: 'https://github.com/marginalia-notes/marginalia' };

/** What of package.json follows from that. */
export function identity() {
	return {
		publisher: home.publisher,
		repository: { type: 'git', url: `${home.repository}.git` },
		bugs: { url: `${home.repository}/issues` },
		homepage: `${home.repository}#readme`,
	};
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const path = fileURLToPath(new URL('../../package.json', import.meta.url));
	const manifest = JSON.parse(await readFile(path, 'utf8'));
	await writeFile(path, `${JSON.stringify({ ...manifest, ...identity() }, null, 2)}\n`);
}
