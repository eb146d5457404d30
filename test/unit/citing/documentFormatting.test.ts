import assert from 'node:assert/strict';
import { textOfFormatted } from '../../../src/core/citing/bibliography/formattedText';
import { DocumentFormatting } from '../../../src/core/citing/documentFormatting';
import type { DocumentSettings } from '../../../src/core/citing/documentSettings';
import type { JsonObject } from '../../../src/core/data/json';

const settings: DocumentSettings = { bibliography: [], references: [], citesAll: false };
const citing = (...keys: readonly string[]) => keys.map(key => ({ form: 'parenthetical' as const, cites: [{ key }] }));
const later = () => new Promise<void>(resolve => setTimeout(resolve));

/** A formatter that takes its time and says which of the cited works it found, `a b?`. */
function slowFormatting(): DocumentFormatting {
	return new DocumentFormatting({
		open: async (_, __, itemOf) => {
			await later();
			return {
				format: async citations => {
					await later();
					const words = citations.map(({ cites }) => cites.map(({ key }) => `${key}${itemOf(key) === undefined ? '?' : ''}`).join(' '));
					return {
						citations: words.map(text => ({ text: [{ kind: 'text' as const, text }] })),
						references: [],
						hangingIndent: false,
						unknown: [],
					};
				},
			};
		},
		papersOf:
			() =>
			async (key): Promise<JsonObject> => {
				await later();
				return { id: key };
			},
		bibliographyKeys: () => [],
	});
}

describe('formatting of documents', () => {
	it('should find the works of each state of a document, where one is asked for while another is formatted', async () => {
		const formatting = slowFormatting();
		const states = [citing('a', 'b'), citing('b', 'c'), citing('d'), citing('a')];
		for (let between = 0; between < 6; between += 1) {
			const formatted = [];
			for (const state of states) {
				formatted.push(formatting.format('draft.md', settings, state));
				for (let waits = 0; waits < between; waits += 1) {
					await later();
				}
			}
			assert.deepEqual(
				(await Promise.all(formatted)).map(({ citations }) => citations.map(({ text }) => textOfFormatted(text)).join()),
				['a,b', 'b,c', 'd', 'a'],
			);
		}
	});

	it('should go on with the next state where one could not be formatted', async () => {
		let asked = 0;
		const formatting = new DocumentFormatting({
			open: () =>
				Promise.resolve({
					format: () =>
						(asked += 1) === 1
							? Promise.reject(new Error('The thread ended.'))
							: Promise.resolve({
									citations: [{ text: [{ kind: 'text' as const, text: 'a' }] }],
									references: [],
									hangingIndent: false,
									unknown: [],
								}),
				}),
			papersOf: () => key => Promise.resolve({ id: key }),
			bibliographyKeys: () => [],
		});
		const [first, second] = await Promise.allSettled([1, 2].map(() => formatting.format('draft.md', settings, citing('a'))));
		assert.deepEqual([first?.status, second?.status], ['rejected', 'fulfilled']);
	});
});
