// npm run l10n: collects the sentences of the source in l10n/bundle.l10n.json, and says what the translations lack or have too much.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../launcher/paths.mjs';
import { differences, languages, manifestStrings, readStrings } from './bundles.mjs';
import { readSentences } from './sentences.mjs';

const { sentences } = await readSentences();
const bundle = Object.fromEntries(sentences.map(sentence => [sentence, sentence]));
await writeFile(join(root, 'l10n/bundle.l10n.json'), `${JSON.stringify(bundle, null, '\t')}\n`);
console.log(`l10n/bundle.l10n.json: ${sentences.length} sentences`);
for (const language of languages) {
	const lines = [
		...differences(bundle, await readStrings(`l10n/bundle.l10n.${language}.json`)),
		...differences(await manifestStrings(), await readStrings(`package.nls.${language}.json`)),
	];
	console.log(`${language}: ${lines.length === 0 ? 'complete' : `\n${lines.map(line => `  ${line}`).join('\n')}`}`);
}
