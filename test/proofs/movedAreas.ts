/**
 * Areas around figures and tables, in a changed version of the paper: each is where the same figure is now, or is said to be lost. The
 * oracle is the program that set the papers, which knows where it drew what.
 */
import type { Box } from '../../src/core/annotations/annotation';
import { boundsOf } from '../../src/core/annotations/annotation';
import { landmarksOf, quadOfBox } from '../../src/core/annotations/landmarks';
import type { ShownMark } from '../../src/protocol/pdf';
import { movedMarks } from '../../src/webview/pdf/movedMarks';
import { linesOfPage, textPieces } from '../../src/webview/pdf/pageText';
import type { Setting } from './figuredPapers';
import { below, manuscript, revised, setPaper } from './figuredPapers';
import type { Count } from './proof';
import { randomFrom } from './random';
import { withPdf } from './withPdf';

const settings: readonly Setting[] = [
	{ columns: 2, fontSize: 10 },
	{ columns: 1, fontSize: 11 },
	{ columns: 2, fontSize: 9 },
];

const perPaper = 12;

/** How much of an area and of what it should be has to be the same, of 1: a figure may have got another size. */
const leastShared = 0.4;

/** `right`: none is at another place. `found`: those whose figure is still in the paper, in the same columns, is found. */
export async function moveAreas(
	count: number,
	seed: number,
): Promise<{ readonly right: Count; readonly found: Count; readonly wrong: readonly string[] }> {
	const [right, found] = [
		{ tried: 0, failed: 0 },
		{ tried: 0, failed: 0 },
	];
	const wrong: string[] = [];
	for (let paper = 0; right.tried < count; paper += 1) {
		const random = randomFrom(seed * 7919 + paper);
		const blocks = manuscript(random, perPaper);
		const setting = settings[below(random, settings.length)] ?? { columns: 2, fontSize: 10 };
		const before = await setPaper(blocks, setting);
		// Mostly a version has the look of the one before.
		const nextSetting = random() < 0.7 ? setting : (settings[below(random, settings.length)] ?? setting);
		const after = await setPaper(revised(random, blocks), nextSetting);
		const areas = await withPdf(before.bytes, async pdf => {
			const marks: ShownMark[] = [];
			for (const [id, { page, body, whole }] of before.figures) {
				const area = drawnBy(random, random() < 0.5 ? body : whole);
				const landmarks = landmarksOf(linesOfPage(await textPieces(pdf, page)), area);
				marks.push({ ...emptyMark, id: String(id), page, quads: [quadOfBox(area)], landmarks });
			}
			return marks;
		});
		await withPdf(after.bytes, async pdf => {
			for await (const { mark, change } of movedMarks(pdf, areas)) {
				const is = after.figures.get(Number(mark.id));
				const here = change && boundsOf(change.quads ?? []);
				right.tried += 1;
				if (is !== undefined && nextSetting === setting) {
					found.tried += 1;
					found.failed += here === undefined ? 1 : 0;
				}
				if (
					here !== undefined &&
					!(is?.page === change?.page && is !== undefined && Math.max(shared(here, is.body), shared(here, is.whole)) >= leastShared)
				) {
					right.failed += 1;
					wrong.push(JSON.stringify({ seed, paper, mark, change, is }));
				}
			}
		});
	}
	return { right, found, wrong };
}

const emptyMark = {
	kind: 'area',
	colour: 'yellow',
	fingerprint: 'of the version before',
	tags: [],
	created: '2026-01-01T00:00:00.000Z',
	modified: '2026-01-01T00:00:00.000Z',
} as const;

/** Nobody's hand draws along the edges. */
function drawnBy(random: () => number, [left, bottom, right, top]: Box): Box {
	const slip = () => random() * 8 - 2;
	return [left - slip(), bottom - slip(), right + slip(), top + slip()];
}

/** What two boxes share, of all that they cover. */
function shared(a: Box, b: Box): number {
	const both = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
	const size = (box: Box) => (box[2] - box[0]) * (box[3] - box[1]);
	return both / (size(a) + size(b) - both);
}
