import assert from 'node:assert/strict';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { ShownMark } from '../../../src/protocol/pdf';
import { movedMarks } from '../../../src/webview/pdf/movedMarks';
import { pdfOf } from '../../fakes/pdf';

const sentence = 'The reverse process depends only on the score of the perturbed data.';
const mark: ShownMark = {
	id: 'urn:uuid:1',
	kind: 'highlight',
	colour: 'yellow',
	page: 1,
	quads: [[72, 730, 300, 730, 72, 718, 300, 718]],
	quote: { exact: sentence, prefix: 'Descent in Small Steps', suffix: 'Nothing else is true.' },
	fingerprint: 'of another file',
	tags: [],
	created: '2026-01-01T00:00:00.000Z',
	modified: '2026-01-01T00:00:00.000Z',
};

async function moved(
	pages: readonly (readonly string[])[],
	marks: readonly ShownMark[],
): Promise<readonly (readonly [string, number | undefined, number])[]> {
	const task = getDocument({ data: pdfOf({ pages }), isEvalSupported: false, verbosity: 0 });
	try {
		const pdf = await task.promise;
		const found: [string, number | undefined, number][] = [];
		for await (const { mark: one, change } of movedMarks(pdf, marks)) {
			found.push([one.id, change?.page, change?.quads?.length ?? 0]);
		}
		return found;
	} finally {
		await task.destroy();
	}
}

describe('annotations of another version of the PDF', () => {
	it('should be placed where their words are now', async () => {
		assert.deepEqual(await moved([['A new page'], ['Descent in Small Steps', sentence]], [mark]), [['urn:uuid:1', 2, 1]]);
	});

	it('should be named as lost where their words are gone, and never left out', async () => {
		const other = { ...mark, id: 'urn:uuid:2', page: 99, quote: { exact: 'Words that no version has ever had.', prefix: '', suffix: '' } };
		assert.deepEqual(await moved([['A page', 'about something else']], [mark, other]), [
			['urn:uuid:1', undefined, 0],
			['urn:uuid:2', undefined, 0],
		]);
		assert.deepEqual(await moved([[]], [mark]), [['urn:uuid:1', undefined, 0]]);
	});

	it('should be named as lost where they are areas that nobody knows a word of', async () => {
		const { quote: _quote, ...place } = mark;
		assert.deepEqual(await moved([[sentence]], [{ ...place, kind: 'area' }]), [['urn:uuid:1', undefined, 0]]);
		assert.deepEqual(await moved([[sentence]], [{ ...place, kind: 'area', landmarks: [] }]), [['urn:uuid:1', undefined, 0]]);
	});

	it('should be found as areas by the lines in them, on another page, too', async () => {
		const { quote: _quote, ...place } = mark;
		const landmarks = [
			{ text: sentence, box: [72, 718, 352, 728] },
			{ text: 'Nothing else is true.', box: [72, 706, 160, 716] },
		] as const;
		const area: ShownMark = { ...place, kind: 'area', quads: [[70, 732, 360, 732, 70, 702, 360, 702]], landmarks };
		assert.deepEqual(await moved([['A new page'], ['Descent', sentence, 'Nothing else is true.']], [area]), [['urn:uuid:1', 2, 1]]);
		assert.deepEqual(await moved([['A new page'], ['Descent', 'Nothing else.']], [area]), [['urn:uuid:1', undefined, 0]]);
		// Two places that are as good as each other.
		const both = ['Descent', sentence, 'Nothing else is true.'];
		assert.deepEqual(await moved([both, both], [area]), [['urn:uuid:1', undefined, 0]]);
	});

	it('should stay where they are in the file they were made in', async () => {
		const { fingerprint: _fingerprint, ...unknown } = mark;
		assert.deepEqual(await moved([[sentence]], [unknown]), []);
	});
});
