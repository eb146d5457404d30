import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderDocument } from '../../src/cli/commands/render';
import type { CommandHost } from '../../src/cli/host';
import { commandHost } from '../fakes/commandHost';
import { nodeDisk, nodeFileStore } from '../../src/host/files/node';
import type { Row } from './citing';
import { citeprocDifferences } from './pandocCiteprocDifferences';

/**
 * Holds `render` against what `pandoc --citeproc` makes of the same document, in the same style: each citation of the text, each reference,
 * and the order of the list. Expected outputs are `<document>.pandoc.json` beside the documents: by style, `citations` with keys and text,
 * `references` with key and text.
 */
export async function pandocCiteprocRows(report: (difference: string) => void): Promise<readonly Row[]> {
	const folders = [join(root, '../shared/cases/citing/pandoc'), join(import.meta.dirname, 'pandoc')].filter(folder => existsSync(folder));
	const tallies = new Map<string, Tally>();
	for (const folder of folders) {
		for (const document of readdirSync(folder).filter(
			name => name.endsWith('.md') && existsSync(join(folder, name.replace(/md$/, 'pandoc.json'))),
		)) {
			await compareDocument(folder, document.replace(/\.md$/, ''), tallies, report);
		}
	}
	return [...tallies].sort(([a], [b]) => (a < b ? -1 : 1)).map(([suite, tally]) => ({ suite: `pandoc-citeproc ${suite}`, ...tally }));
}

const root = join(import.meta.dirname, '../..');
const host: CommandHost = commandHost(nodeDisk(join(root, 'media')), nodeFileStore());

interface Tally {
	cases: number;
	equal: number;
	explained: number;
	different: number;
}

interface Expected {
	readonly citations: readonly Text[];
	readonly references: readonly { readonly key: string; readonly text: string }[];
}

interface Text {
	readonly keys: readonly string[];
	readonly text: string;
}

async function compareDocument(
	folder: string,
	name: string,
	tallies: Map<string, Tally>,
	report: (difference: string) => void,
): Promise<void> {
	const expected = JSON.parse(readFileSync(join(folder, `${name}.pandoc.json`), 'utf8')) as Readonly<Record<string, Expected>>;
	for (const [style, wanted] of Object.entries(expected)) {
		const found = await renderDocument(
			{ document: join(folder, `${name}.md`), bibliographies: [join(folder, 'refs.bib')], style, withLibrary: false },
			host,
		);
		const add = (kind: string, place: string, theirs: string, ours: string) => {
			const tally = tallies.get(`${style} ${kind}`) ?? { cases: 0, equal: 0, explained: 0, different: 0 };
			tallies.set(`${style} ${kind}`, tally);
			tally.cases += 1;
			if (theirs === ours) {
				tally.equal += 1;
				return;
			}
			const why = citeprocDifferences.find(
				({ document, styles, at, holds }) =>
					(document?.test(name) ?? true) && (styles?.test(style) ?? true) && (at?.test(place) ?? true) && holds(theirs, ours),
			)?.because;
			tally[why === undefined ? 'different' : 'explained'] += 1;
			report(
				`${why === undefined ? 'DIFFERENT' : 'explained'} pandoc-citeproc | ${name} | ${style} | ${place}\n    expected ${JSON.stringify(theirs)}\n    found    ${JSON.stringify(ours)}${why === undefined ? '' : `\n    because ${why}`}`,
			);
		};
		aligned(wanted.citations, found.citations).forEach(([theirs, ours], index) =>
			add(
				'citations',
				`citation ${index + 1} ${(theirs ?? ours)?.keys.join(' ') ?? ''}`,
				normal(theirs?.text ?? ''),
				normal(ours?.text ?? ''),
			),
		);
		for (const { key, text } of wanted.references) {
			add('references', `reference ${key}`, normal(text), normal(found.references.find(reference => reference.key === key)?.text ?? ''));
		}
		const order = (references: Expected['references']) => references.map(({ key }) => key).join(' ');
		add('order', 'order', order(wanted.references), order(found.references));
	}
}

/** Citations of the same keys beside each other; one that only one side has stands alone. */
function aligned(theirs: readonly Text[], ours: readonly Text[]): readonly (readonly [Text | undefined, Text | undefined])[] {
	const same = (a: Text, b: Text) => a.keys.join(' ') === b.keys.join(' ');
	const lengths = Array.from({ length: theirs.length + 1 }, () => new Array<number>(ours.length + 1).fill(0));
	for (let row = theirs.length - 1; row >= 0; row -= 1) {
		for (let column = ours.length - 1; column >= 0; column -= 1) {
			lengths[row]![column] = same(theirs[row]!, ours[column]!)
				? lengths[row + 1]![column + 1]! + 1
				: Math.max(lengths[row + 1]![column]!, lengths[row]![column + 1]!);
		}
	}
	const pairs: (readonly [Text | undefined, Text | undefined])[] = [];
	let row = 0;
	let column = 0;
	while (row < theirs.length || column < ours.length) {
		const a = theirs[row];
		const b = ours[column];
		if (a !== undefined && b !== undefined && same(a, b)) {
			pairs.push([a, b]);
			row += 1;
			column += 1;
		} else if (a !== undefined && b !== undefined && lengths[row]![column]! === lengths[row + 1]![column + 1]!) {
			// One that both have under other keys is one difference.
			pairs.push([a, b]);
			row += 1;
			column += 1;
		} else if (b === undefined || (a !== undefined && lengths[row + 1]![column]! >= lengths[row]![column + 1]!)) {
			pairs.push([a, undefined]);
			row += 1;
		} else {
			pairs.push([undefined, b]);
			column += 1;
		}
	}
	return pairs;
}

/** White space of any kind is one space. */
function normal(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
