import { execFile } from 'node:child_process';
import { copyFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { runQuietly } from './processes.mjs';
import { temporaryFolder } from './temporaryFolder.mjs';

/**
 * Builds the extension and everything else under dist/.
 * @param {string[]} options
 */
export async function build(...options) {
	await runQuietly(process.execPath, ['esbuild.mjs', ...options], { cwd: root });
}

/**
 * Builds the package that users install, and beside it the list of what it is made of (CycloneDX). Throws if a file is in it that nobody
 * allowed, if it is too large, or, where it is for users, if THIRD-PARTY.md is not of what is bundled: a test of something else need not
 * fail for that.
 * @param {{ forUsers?: boolean }} [options]
 * @returns {Promise<string>} its path
 */
export async function buildVsix({ forUsers = false } = {}) {
	console.log('Building the extension ...');
	// These need what is installed; this module is also imported to install it.
	const { listFiles, PackageManager } = await import('@vscode/vsce');
	const { bundledPackages } = await import('../package/bundled.mjs');
	const { largestPackage, strangers } = await import('../package/files.mjs');
	const { billOfMaterials } = await import('../package/sbom.mjs');
	const { thirdPartyText } = await import('../package/thirdParty.mjs');
	const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
	const file = join(root, `${name}-${version}.vsix`);
	const bill = join(root, 'dist/sbom.cdx.json');
	const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
	const inputs = join(await temporaryFolder(), 'inputs.json');
	await withLock('build', async () => {
		// What an earlier build left is not part of this one.
		await rm(join(root, 'dist'), { recursive: true, force: true });
		await build('--production', '--inputs', inputs);
		const packages = await bundledPackages(JSON.parse(await readFile(inputs, 'utf8')), root);
		if (forUsers && (await readFile(join(root, 'THIRD-PARTY.md'), 'utf8')) !== (await thirdPartyText(packages, root))) {
			throw new Error('THIRD-PARTY.md is not of what is bundled. Run npm run third-party.');
		}
		await writeFile(bill, await billOfMaterials(packages, root));
		const strange = strangers(await listFiles({ cwd: root, packageManager: PackageManager.None }));
		if (strange.length > 0) {
			throw new Error(`Not allowed in the package: ${strange.join(', ')}. See test/package/files.mjs.`);
		}
		await runQuietly(process.execPath, [vsce, 'package', '--no-dependencies', '--out', file], { cwd: root });
		await copyFile(bill, file.replace(/vsix$/, 'cdx.json'));
	});
	const { size } = await stat(file);
	if (size > largestPackage) {
		throw new Error(`The package has ${size} bytes, and ${largestPackage} at most are allowed.`);
	}
	return file;
}

/**
 * Packs the command line for npm, from what {@link buildVsix} built: `npx --yes marginalia-X.tgz check`. Throws if a file is in it that
 * nobody allowed.
 * @returns {Promise<string>} its path
 */
export async function packCommandLine() {
	const { strangersToNpm } = await import('../package/files.mjs');
	const { stdout } = await promisify(execFile)('npm', ['pack', '--json', '--ignore-scripts'], { cwd: root, maxBuffer: 1e8 });
	/** @type {[{ filename: string, files: { path: string }[] }]} */
	const [packed] = JSON.parse(stdout);
	const strange = strangersToNpm(packed.files.map(({ path }) => path));
	if (strange.length > 0) {
		throw new Error(`Not allowed in the package of the command line: ${strange.join(', ')}. See test/package/files.mjs.`);
	}
	return join(root, packed.filename);
}
