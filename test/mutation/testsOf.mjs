// Which unit tests may notice a change of a source file: those that import it, by however many others, the nearest first.
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { root } from '../launcher/paths.mjs';

/**
 * Tests of other processes, which the changes do not reach; of disks; of texts made by chance; and of what is built. What they would
 * notice, quicker ones have to.
 */
const leftOut =
	/\/(?:hostile\/|durability|powerCut|failingDisk|processes|onDisk|distribution|manifest|strangeRecords|strangersWords|torture|damagedBibtex|spoiledCaches|gitMerge|scanAgainstRemark)/;

/**
 * @param {string[]} sources paths from the root, with slashes
 * @param {number} reach how many imports may lie between a test and a source that no test is nearer to
 * @returns {Promise<string[]>} paths from the root, the tests nearest to any source first
 */
export async function testsOf(sources, reach) {
	const tests = (await readdir(join(root, 'test/unit'), { recursive: true }))
		.filter(path => path.endsWith('.test.ts'))
		.map(path => `test/unit/${path.replaceAll('\\', '/')}`)
		.filter(path => !leftOut.test(path));
	const importers = await importersAmong(tests);
	/** @type {Map<string, number>} */
	const nearest = new Map();
	for (const source of sources) {
		for (const [test, distance] of testsWithin(source, importers, reach)) {
			nearest.set(test, Math.min(distance, nearest.get(test) ?? distance));
		}
	}
	return [...nearest].sort(([a, distanceA], [b, distanceB]) => distanceA - distanceB || (a < b ? -1 : 1)).map(([test]) => test);
}

/**
 * The tests within `reach` imports of a source, and those that lie in the folder of its name; where these are none, the nearest others.
 * @param {string} source
 * @param {Map<string, Set<string>>} importers
 * @param {number} reach
 */
function testsWithin(source, importers, reach) {
	/** @type {Map<string, number>} */
	const found = new Map();
	/** @type {Map<string, number>} */
	const others = new Map();
	const seen = new Set([source]);
	let ring = [source];
	const own = source.replace(/^src\/core\/([^/]+)\/.*$/, 'test/unit/$1/');
	for (let distance = 1; ring.length > 0; distance++) {
		const isNearest = others.size === 0;
		ring = [...new Set(ring.flatMap(file => [...(importers.get(file) ?? [])]))].filter(file => !seen.has(file));
		for (const file of ring) {
			seen.add(file);
			if (file.endsWith('.test.ts')) {
				if (distance <= reach || file.startsWith(own)) {
					found.set(file, distance);
				} else if (isNearest) {
					others.set(file, distance);
				}
			}
		}
	}
	return found.size > 0 ? found : others;
}

/**
 * Who imports a file at run time: imports of types are no imports then.
 * @param {string[]} tests
 * @returns {Promise<Map<string, Set<string>>>}
 */
async function importersAmong(tests) {
	/** @type {Map<string, Set<string>>} */
	const importers = new Map();
	const seen = new Set(tests);
	for (const file of seen) {
		const source = await readFile(join(root, file), 'utf8');
		for (const [, path = ''] of source.matchAll(/(?:^(?:import|export) (?!type\b)[^;']*|\bimport\()'(\.[^']+)'/gm)) {
			const imported = `${posix.join(dirname(file), path)}.ts`;
			if (existsSync(join(root, imported))) {
				importers.set(imported, (importers.get(imported) ?? new Set()).add(file));
				seen.add(imported);
			}
		}
	}
	return importers;
}
