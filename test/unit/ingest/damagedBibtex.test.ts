import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { BibtexEntry } from '../../../src/core/bibtex/syntax/scanner';
import { BibtexScanner } from '../../../src/core/bibtex/syntax/scanner';

/** `DAMAGES=10000 npx mocha test/unit/ingest/damagedBibtex.test.ts` tries that many. */
const damages = Number(process.env['DAMAGES'] ?? 300);
const fixtures = join(process.cwd(), '..', 'shared', 'fixtures', 'bibtex');

describe('A damaged BibTeX file', () => {
	it('should lose no entry but the damaged one', () => {
		fc.assert(
			fc.property(
				fc.array(entry, { minLength: 2, maxLength: 6 }),
				fc.constantFrom('\n', '\n\n', ' ', '', '\n  ', '\r\n'),
				damage,
				(bodies, gap, hurt) => {
					const text = bodies.map((body, at) => body.replace('KEY', keys[at] ?? '')).join(gap);
					assert.deepEqual(lostBy(text, hurt), []);
				},
			),
			{ numRuns: damages },
		);
	});

	it('should lose no neighbour in real files either', function () {
		if (!existsSync(fixtures)) {
			this.skip();
		}
		const texts = filesUnder(fixtures)
			.map(file => readFileSync(file, 'utf8'))
			.filter(text => entriesOf(text).length > 1);
		const failures: string[] = [];
		let tried = 0;
		fc.assert(
			fc.property(fc.constantFrom(...texts), damage, (text, hurt) => {
				tried += 1;
				const lost = lostBy(text, hurt);
				if (lost.length > 0) {
					failures.push(`${lost.join()} by ${JSON.stringify(hurt)}`);
				}
			}),
			{ numRuns: damages },
		);
		if (damages > 1000) {
			console.error(`${failures.length} of ${tried} damages cost a neighbour:\n${failures.slice(0, 20).join('\n')}`);
		}
		assert.ok(failures.length <= tried / 1000 + 1, failures.slice(0, 9).join('\n'));
	}).timeout(600_000);
});

const keys = ['plain2020', "O'Brien(2010)", 'Van Ostrow_2018', 'doi:10.1061/(ASCE)XY.0001', 'a~b#c', 'url?id=7'];
const words = fc
	.array(fc.constantFrom('creep', 'of', '{DNA}', 'a {B {c}} d', '\\"{o}', 'mail a@b.org', '50\\%', "it's", '(so)', 'x = y', 'and'), {
		minLength: 1,
		maxLength: 5,
	})
	.map(found => found.join(' '));
const value = fc.oneof(
	words.map(text => `{${text}}`),
	words.map(text => `"${text.replaceAll('\\"{o}', '{\\"o}')}"`),
	fc.integer({ min: 1, max: 2030 }).map(String),
);
const field = fc
	.tuple(fc.constantFrom('author', 'title', 'year', 'note', 'journal'), fc.constantFrom(' = ', '='), value)
	.map(parts => parts.join(''));
const entry = fc
	.tuple(
		fc.constantFrom('@article', '@Book', '@misc'),
		fc.constantFrom('{', '\n{'),
		fc.array(field, { minLength: 1, maxLength: 4 }),
		fc.constantFrom(', ', ',\n  ', ',\n'),
		fc.constantFrom('}', '\n}', ',\n}'),
	)
	.map(([type, open, fields, gap, close]) => `${type}${open}KEY${gap}${fields.join(gap)}${close}`);

interface Damage {
	/** Which entry and which of its characters, from 0 to 1. */
	readonly entry: number;
	readonly place: number;
	/** How many characters go. */
	readonly removed: number;
	/** What comes in their place. */
	readonly inserted: string;
}

const at = fc.double({ min: 0, max: 0.999_999, noNaN: true });
const change = fc.oneof(
	fc.constant({ removed: 1, inserted: '' }),
	fc
		.constantFrom('{', '}', '"', ',', '=', '#', '(', ')', '\\', '\n', 'x', '@')
		.chain(inserted => fc.record({ removed: fc.constantFrom(0, 1), inserted: fc.constant(inserted) })),
	fc.integer({ min: 2, max: 30 }).map(removed => ({ removed, inserted: '' })),
);
const damage: fc.Arbitrary<Damage> = fc.tuple(at, at, change).map(([entryAt, place, changed]) => ({ entry: entryAt, place, ...changed }));

function entriesOf(text: string): readonly BibtexEntry[] {
	const scanner = new BibtexScanner(text);
	const found: BibtexEntry[] = [];
	for (let item = scanner.next(); item !== undefined; item = scanner.next()) {
		if (item.kind === 'entry') {
			found.push(item);
		}
	}
	return found;
}

/**
 * The keys of the entries, besides the one hurt, that are no longer read as before. Damage stays within one entry, behind its `@` and
 * before what closes it or with that.
 */
function lostBy(text: string, { entry: which, place, removed, inserted }: Damage): readonly string[] {
	const before = entriesOf(text);
	const hurt = before[Math.floor(which * before.length)];
	assert.ok(hurt !== undefined);
	const start = hurt.start + 1 + Math.floor(place * (hurt.end - hurt.start - 1));
	const end = Math.min(hurt.end, start + removed);
	const after = new Set(entriesOf(text.slice(0, start) + inserted + text.slice(end)).map(said));
	return before.filter(found => found !== hurt && !after.has(said(found))).map(({ key }) => key);
}

function said({ type, key, fields }: BibtexEntry): string {
	return JSON.stringify([type, key, fields.map(({ name, pieces }) => [name, pieces])]);
}

function filesUnder(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.map(name => join(folder, name))
		.filter(file => /\.bib(?:tex|latex)?$/.test(file) && statSync(file).isFile() && statSync(file).size < 100_000);
}
