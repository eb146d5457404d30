import type { Row } from './bench';

/** Medians of two runs on one machine differ by this much where nothing changed. */
export const allowance = 1.5;

/**
 * The rows whose ratio to their peer is worse than `allowance` times the one recorded for the same size. Rows that have to be large
 * (relevance) get worse downwards.
 */
export function regressions(recorded: readonly Row[], found: readonly Row[]): readonly string[] {
	const known = new Map(recorded.map(row => [nameOf(row), row]));
	return found.flatMap(row => {
		const before = known.get(nameOf(row))?.ratio ?? null;
		// Memory that is given back while it is measured makes ratios below zero, which say nothing.
		if (before === null || row.ratio === null || before <= 0) {
			return [];
		}
		const worse = wantsMore(row) ? before / row.ratio : row.ratio / before;
		return worse > allowance ? [`${row.id} at ${row.size}: ${row.ratio} x ${row.peer ?? ''}, recorded ${before}`] : [];
	});
}

/** Rows in place of recorded ones of the same id and size; the others stay. */
export function updated(recorded: readonly Row[], found: readonly Row[]): readonly Row[] {
	const names = new Set(found.map(nameOf));
	return [...recorded.filter(row => !names.has(nameOf(row))), ...found].sort((a, b) => a.id.localeCompare(b.id) || a.size - b.size);
}

/** Those furthest from their peers first. */
export function tableOf(rows: readonly Row[]): string {
	const lines = [...rows]
		.sort((a, b) => (a.ratio ?? Infinity) - (b.ratio ?? Infinity))
		.map(row => [
			row.ratio ?? '',
			row.id,
			row.size,
			`${row.value} ${row.unit}`.trim(),
			`${row.min} - ${row.max}`,
			row.peer === null ? '' : `${row.peer}: ${row.peerValue ?? ''}`,
			row.budget ?? '',
			row.ok ? 'yes' : 'NO',
		]);
	return [['ratio', 'id', 'papers', 'median', 'min - max', 'peer', 'budget', 'kept'], Array.from({ length: 8 }, () => '---'), ...lines]
		.map(cells => `| ${cells.join(' | ')} |`)
		.join('\n');
}

/** A logarithmic bar for each ratio: left of the line is faster (or smaller) than the peer, right of it slower. */
export function plotOf(rows: readonly Row[]): string {
	const bars = rows.filter(row => row.ratio !== null && row.ratio > 0).sort((a, b) => (a.ratio ?? 0) - (b.ratio ?? 0));
	const [middle, decade, step] = [560, 90, 18];
	const drawn = bars.map((row, at) => {
		const length = Math.max(-3, Math.min(2, Math.log10(row.ratio ?? 1))) * decade;
		const y = 30 + at * step;
		return [
			`<text x="270" y="${y + 11}" text-anchor="end">${escaped(`${row.id}, ${row.size}`)}</text>`,
			`<rect x="${Math.min(middle, middle + length).toFixed(1)}" y="${y}" width="${Math.max(1, Math.abs(length)).toFixed(1)}" height="${step - 5}" fill="${row.ok ? '#2a7ab0' : '#b04a2a'}"><title>${escaped(`${row.ratio ?? ''} x ${row.peer ?? ''}`)}</title></rect>`,
		].join('\n');
	});
	const height = 40 + bars.length * step;
	const lines = [-2, -1, 0, 1, 2].map(
		power =>
			`<path d="M${middle + power * decade} 20V${height - 8}" stroke="#999" stroke-width="${power === 0 ? 1.5 : 0.5}"/>\n<text x="${middle + power * decade}" y="14" text-anchor="middle">${10 ** power} x</text>`,
	);
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 ${height}" font-family="sans-serif" font-size="11">\n<rect width="760" height="${height}" fill="#fff"/>\n${[...lines, ...drawn].join('\n')}\n</svg>\n`;
}

function nameOf({ id, size }: Row): string {
	return `${id} ${size}`;
}

function wantsMore({ budget }: Row): boolean {
	return budget?.startsWith('>=') === true;
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
