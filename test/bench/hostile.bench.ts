import { bibtex } from '../../src/core/ingest/bibtex';
import { scanMarkdown } from '../../src/core/markdown/scan';
import { texToText } from '../../src/core/text/tex';
import { paragraphs } from '../../src/core/text/richText';
import { hostilePieces } from '../fakes/hostilePieces';
import type { Bench, Row } from './bench';
import { row } from './bench';

/**
 * Readers on texts that are made to be slow: the same few characters again and again. The size is in characters, and the peer is the same
 * reader on half of the text: twice the text may take two and a half times as long. The unit tests read the same texts to the end, without
 * a clock.
 */
export const bench: Bench = {
	sizes: [100_000],
	rows: size =>
		Promise.resolve([
			worst('hostile-tex', size, hostilePieces.tex, texToText),
			worst('hostile-markdown', size, hostilePieces.markdown, scanMarkdown),
			worst('hostile-paragraphs', size, hostilePieces.paragraphs, paragraphs),
			worst('hostile-bibtex', size, hostilePieces.bibtex, text => [...bibtex.read({ text: `@misc{k, author = {A${text}}}` })]),
		]),
};

/** A row of the piece that takes longest. */
function worst(id: string, size: number, pieces: readonly string[], read: (text: string) => unknown): Row {
	const times = pieces.map(piece => ({
		whole: timesOf(() => read(repeated(piece, size))),
		half: timesOf(() => read(repeated(piece, size / 2))),
	}));
	const [slowest] = times.sort((a, b) => Math.min(...b.whole) - Math.min(...a.whole));
	return row(id, size, 'ms', slowest?.whole ?? [], { name: 'half the text', values: slowest?.half ?? [] }, { most: 1000, mostRatio: 2.5 });
}

function repeated(piece: string, size: number): string {
	return piece.repeat(Math.ceil(size / piece.length));
}

function timesOf(work: () => unknown): readonly number[] {
	return Array.from({ length: 5 }, () => {
		const started = performance.now();
		work();
		return performance.now() - started;
	});
}
