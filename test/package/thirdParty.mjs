// THIRD-PARTY.md: what is bundled, by whom, under which licence, with the texts that these licences want in copies. `npm run third-party`
// writes it.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Where a package does not hold its licence, or not all of it, each with the reason. A package that is not listed and has no licence is an
 * error.
 * @type {Readonly<Record<string, { licence?: string, text?: readonly string[], note?: string } | undefined>>}
 */
const exceptions = {
	// package.json has no licence, and no file has its text: the readme says "Copyright 2010 - 2014 Sami Samhuri" and links to the MIT
	// licence.
	format: { licence: 'MIT', text: ['format.txt'] },
	// No file has the text of the licence that package.json names, with its authors.
	'@bomb.sh/tab': { text: ['bomb.sh-tab.txt'] },
	// The licence is in the package of the repository, and was forgotten in that of npm:
	// https://github.com/remarkjs/remark-math/blob/main/license
	'remark-math': { text: ['remark-math.txt'] },
	// The file names two licences to choose from and holds the text of neither.
	citeproc: {
		licence: 'CPAL-1.0',
		text: ['CPAL-1.0.txt'],
		note: 'Citations are formatted by citeproc-js, Copyright (c) 2009-2019 Frank Bennett, used here under the Common Public Attribution License 1.0. Attribution: “citeproc-js by Frank Bennett”, https://github.com/Juris-M/citeproc-js, where its source code is, too; it is unchanged.',
	},
	'pdfjs-dist': {
		// Its build for older engines holds parts of another package.
		text: ['core-js.txt'],
		note: 'pdf.js, Copyright Mozilla Foundation and others. Its pictures, forms and annotations are left out of the copy that only reads texts; the one that shows pages has no forms in XML, and writes into the highlights that it saves what is said of them. Its character maps (Adobe, BSD) and fonts (Foxit, BSD; Liberation, OFL) are in dist/webview/pdfjs, with their licences beside them. Its compatibility build contains parts of core-js 3.39.0 (MIT), whose licence follows that of pdf.js.',
	},
	temml: { note: 'Temml.woff2, the font of its script letters, comes with the package under the same licence.' },
};

/** Licences under which nothing stands in the way of giving the package away. Another one wants a decision, so it is an error. */
const accepted = new Set([
	'MIT',
	'ISC',
	'BSD-2-Clause',
	'BSD-3-Clause',
	'0BSD',
	'Apache-2.0',
	'CPAL-1.0',
	'Unlicense',
	'CC0-1.0',
	'BlueOak-1.0.0',
]);

/** Names of files with a text that goes along with copies. */
const textFiles = /^(?:licen[cs]e|copying|notice)(?:[-.](?!(?:js|ts|json)$)\w+)*$/i;

/**
 * The licence of a package, where it is known and accepted.
 * @param {import('./bundled.mjs').BundledPackage} bundled
 * @returns {string} an SPDX expression
 */
export function licenceOf({ name, version, licence }) {
	const known = exceptions[name]?.licence ?? licence;
	if (known === undefined || !accepted.has(known)) {
		throw new Error(
			`${name} ${version} is bundled, and its licence is ${known ?? 'not named'}. Read it, then list it in test/package/thirdParty.mjs.`,
		);
	}
	return known;
}

/**
 * The whole page.
 * @param {readonly import('./bundled.mjs').BundledPackage[]} packages
 * @param {string} root the repository
 */
export async function thirdPartyText(packages, root) {
	/** @type {Map<string, import('./bundled.mjs').BundledPackage[]>} */
	const byText = new Map();
	for (const bundled of packages) {
		const text = (await licenceTexts(bundled, root)).join('\n\n');
		byText.set(text, [...(byText.get(text) ?? []), bundled]);
	}
	const rows = packages.map(
		bundled =>
			`| ${bundled.name} | ${bundled.version} | ${licenceOf(bundled)} | https://www.npmjs.com/package/${bundled.name}/v/${bundled.version} |`,
	);
	const notes = packages.flatMap(({ name }) => exceptions[name]?.note ?? []);
	const texts = [...byText].map(([text, users]) => `## ${users.map(({ name }) => name).join(', ')}\n\n\`\`\`text\n${text}\n\`\`\``);
	const { styles, locales } = JSON.parse(await readFile(join(root, 'media/csl/dates.json'), 'utf8'));
	return `# Third-party software

Marginalia contains parts of the packages below. This page is written by \`npm run third-party\` from what is bundled.

${notes.join('\n\n')}

The citation styles and locales under \`media/csl\` are unchanged copies of those of the [Citation Style Language](https://citationstyles.org) project of ${styles} and ${locales}, by the authors and translators that each of them names, under the [Creative Commons Attribution-ShareAlike 3.0 Unported licence](https://creativecommons.org/licenses/by-sa/3.0/).

| Package | Version | Licence | Source |
| --- | --- | --- | --- |
${rows.join('\n')}

${texts.join('\n\n')}
`;
}

/**
 * @param {import('./bundled.mjs').BundledPackage} bundled
 * @param {string} root
 * @returns {Promise<readonly string[]>}
 */
async function licenceTexts({ name, version, folder }, root) {
	const names = (await readdir(join(root, folder))).filter(file => textFiles.test(file)).sort();
	const own = names.map(file => join(root, folder, file));
	const added = (exceptions[name]?.text ?? []).map(file => join(root, 'test/package/licences', file));
	const texts = await Promise.all(
		[...own, ...added].map(async file => (await readFile(file, 'utf8')).replaceAll('\r\n', '\n').replaceAll('```', "'''").trim()),
	);
	if (texts.length === 0) {
		throw new Error(`${name} ${version} is bundled and holds no licence text. Find it, then list it in test/package/thirdParty.mjs.`);
	}
	return texts;
}
