// npm run update:styles -- [--styles DIR --locales DIR]: brings the citation styles and locales under media/csl up to date, and their date
// wherever it is written. Without folders they are taken from Debian's packages; with them, from checkouts of
// github.com/citation-style-language/styles and …/locales. With one folder the other half stays as it is. Which styles there are is up to
// src/core/citing/bibliography/styles.ts: a style that is new there is copied, too.
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOptions, refuse } from '../launcher/options.mjs';
import { root } from '../launcher/paths.mjs';
import { runQuietly } from '../launcher/processes.mjs';
import { temporaryFolder } from '../launcher/temporaryFolder.mjs';
import { execFileSync } from 'node:child_process';

/** @typedef {{ folder: string, date: string }} Snapshot `date` is the day of its newest change, 2023-02-09 */

const { styles: stylesFolder, locales: localesFolder } = readOptions({ styles: { type: 'string' }, locales: { type: 'string' } });
const media = join(root, 'media/csl');
/** @type {{ styles: string, locales: string }} */
const dates = JSON.parse(await readFile(join(media, 'dates.json'), 'utf8'));
const fromNowhere = stylesFolder === undefined && localesFolder === undefined;
const styles = fromNowhere ? await fromDebian('styles') : stylesFolder === undefined ? undefined : fromCheckout(stylesFolder);
const locales = fromNowhere ? await fromDebian('locales') : localesFolder === undefined ? undefined : fromCheckout(localesFolder);

if (styles !== undefined) {
	dates.styles = styles.date;
	const ids = [...(await readFile(join(root, 'src/core/citing/bibliography/styles.ts'), 'utf8')).matchAll(/\{ id: '([\w-]+)'/g)].map(
		([, id]) => `${id}.csl`,
	);
	await replaceAll(join(media, 'styles'), styles.folder, ids);
}
if (locales !== undefined) {
	dates.locales = locales.date;
	await replaceAll(
		join(media, 'locales'),
		locales.folder,
		(await readdir(locales.folder)).filter(name => /^locales-[\w-]+\.xml$/.test(name)),
	);
}
await writeFile(join(media, 'dates.json'), `${JSON.stringify(dates, undefined, '\t')}\n`);
await writeDates(
	'media/csl/LICENSE.md',
	/snapshots of [\d-]+ \(styles\) and [\d-]+ \(locales\)/,
	`snapshots of ${dates.styles} (styles) and ${dates.locales} (locales)`,
);
await writeDates('package.json', /styles as of [\d-]+/, `styles as of ${dates.styles}`);
console.log(
	`Styles as of ${dates.styles}, locales as of ${dates.locales}. Now run npm run third-party and npm test: references may be formatted in another way.`,
);

/**
 * @param {string} part
 * @returns {Promise<Snapshot>}
 */
async function fromDebian(part) {
	const name = `citation-style-language-${part}`;
	const folder = await temporaryFolder();
	await runQuietly('apt-get', ['download', '-o', 'APT::Sandbox::User=root', name], { cwd: folder });
	const [file = ''] = await readdir(folder);
	// citation-style-language-styles_0~20230209.153790a-1_all.deb, the colon or tilde written as apt writes it
	const [, year, month, day] = /(\d{4})(\d\d)(\d\d)\./.exec(file) ?? refuse(`${file} does not say of which day it is.`);
	await runQuietly('dpkg-deb', ['--extract', file, 'content'], { cwd: folder });
	return { folder: join(folder, 'content/usr/share/citation-style-language', part), date: `${year}-${month}-${day}` };
}

/**
 * @param {string} folder
 * @returns {Snapshot}
 */
function fromCheckout(folder) {
	return { folder, date: execFileSync('git', ['log', '-1', '--format=%cs'], { cwd: folder, encoding: 'utf8' }).trim() };
}

/**
 * @param {string} target
 * @param {string} source
 * @param {readonly string[]} names
 */
async function replaceAll(target, source, names) {
	await Promise.all((await readdir(target)).map(name => rm(join(target, name))));
	await Promise.all(names.map(name => copyFile(join(source, name), join(target, name))));
}

/**
 * @param {string} file
 * @param {RegExp} pattern
 * @param {string} text
 */
async function writeDates(file, pattern, text) {
	const path = join(root, file);
	const before = await readFile(path, 'utf8');
	if (!pattern.test(before)) {
		refuse(`${file} does not say of which day the styles are: ${pattern.source}`);
	}
	await writeFile(path, before.replace(pattern, text));
}
