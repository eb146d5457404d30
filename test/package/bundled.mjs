// What the bundles under dist/ are made of, as esbuild itself says.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} folder from the root of the repository, `node_modules/yaml`
 * @property {string} [licence] the SPDX expression of its package.json
 */

/**
 * The packages of which at least one byte is in a bundle, by name and version.
 * @param {readonly string[]} inputs what `node esbuild.mjs --production --inputs FILE` writes: paths from the root of the repository
 * @param {string} root the repository
 * @returns {Promise<readonly BundledPackage[]>}
 */
export async function bundledPackages(inputs, root) {
	const folders = new Set(inputs.flatMap(path => packageFolder(path) ?? []));
	const packages = await Promise.all(
		[...folders].map(async folder => {
			const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
			return { name, version, folder, licence: typeof license === 'string' ? license : license?.type };
		}),
	);
	// One that stands in several folders in one version is one package.
	const once = [...new Map(packages.map(bundled => [`${bundled.name} ${bundled.version}`, bundled])).values()];
	return once.sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

/**
 * `node_modules/a/node_modules/@b/c` for `node_modules/a/node_modules/@b/c/lib/d.js`; nothing for a file of our own.
 * @param {string} path
 */
function packageFolder(path) {
	return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}
