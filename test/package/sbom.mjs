// A software bill of materials in CycloneDX 1.5: what is bundled. All packages are development dependencies here, so npm's own list would
// hold either nothing or the test tools too.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { licenceOf } from './thirdParty.mjs';

/**
 * The bill of materials as JSON. It holds no time and no random number, so that the same package has the same bill.
 * @param {readonly import('./bundled.mjs').BundledPackage[]} packages
 * @param {string} root the repository
 */
export async function billOfMaterials(packages, root) {
	const { name, version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
	const { packages: locked } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
	const { styles } = JSON.parse(await readFile(join(root, 'media/csl/dates.json'), 'utf8'));
	const own = `pkg:npm/${name}@${version}`;
	const bundled = packages.map(one => ({
		...component('library', one.name, one.version, licenceOf(one)),
		...hashes(locked[one.folder]?.integrity),
	}));
	const style = {
		type: 'data',
		'bom-ref': 'csl',
		name: 'citation-style-language-styles',
		version: styles,
		licenses: [{ license: { id: 'CC-BY-SA-3.0' } }],
	};
	return `${JSON.stringify(
		{
			bomFormat: 'CycloneDX',
			specVersion: '1.5',
			version: 1,
			metadata: { component: component('application', name, version, license) },
			components: [...bundled, style],
			dependencies: [{ ref: own, dependsOn: [...bundled, style].map(one => one['bom-ref']) }],
		},
		undefined,
		'\t',
	)}\n`;
}

/**
 * @param {'library' | 'application'} type
 * @param {string} name
 * @param {string} version
 * @param {string} licence
 */
function component(type, name, version, licence) {
	// https://github.com/package-url/purl-spec/blob/main/types-doc/npm-definition.md
	const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
	return { type, 'bom-ref': purl, name, version, purl, licenses: [{ license: { id: licence } }] };
}

/** @param {string | undefined} integrity `sha512-…` in base 64, as package-lock.json has it */
function hashes(integrity) {
	const content = integrity?.startsWith('sha512-') ? Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex') : undefined;
	return content === undefined ? {} : { hashes: [{ alg: 'SHA-512', content }] };
}
