/**
 * `npm run soak -- [--minutes 120] [--rounds N] [--json] [--quick]`: uses the product without its windows for hours, and says what it holds
 * meanwhile. Fails where, after a tenth of the time, memory grows by more than 10 %, handles or listeners become more, or a list only ever
 * grows.
 */
import { parseArgs } from 'node:util';
import { report } from '../proofs/proof';
import { Desk } from './desk';
import { growing, measure } from './measure';
import type { Holdings } from './measure';

const { values } = parseArgs({
	options: {
		minutes: { type: 'string', default: '120' },
		rounds: { type: 'string' },
		json: { type: 'boolean', default: false },
		quick: { type: 'boolean', default: false },
	},
});

/** How often it is measured at most, the first moment being after the first tenth. */
const mostMoments = 10;

void main();

async function main(): Promise<void> {
	if (globalThis.gc === undefined) {
		throw new Error('Memory can only be measured with node --expose-gc.');
	}
	const desk = await Desk.open();
	const started = performance.now();
	const whole = values.quick ? 5 : values.rounds === undefined ? undefined : Number(values.rounds);
	const share = (rounds: number) =>
		whole === undefined ? (performance.now() - started) / (Number(values.minutes) * 60_000) : rounds / whole;
	const moments = Math.min(mostMoments, whole ?? mostMoments);
	const held: Holdings[] = [];
	let rounds = 0;
	while (held.length < moments) {
		await desk.round();
		rounds += 1;
		if (share(rounds) >= (held.length + 1) / moments) {
			const moment = await measure(rounds, desk);
			held.push(moment);
			console.error(`${rounds} rounds: ${(moment.heap / 1e6).toFixed(1)} MB, ${moment.handles} handles, ${moment.listeners} listeners`);
		}
	}
	await desk.close();
	const faults = faultsOf(held);
	faults.forEach(fault => console.error(fault));
	report(
		{
			promise:
				'Long use takes no more and more memory, files or listeners: days of work, each with ingest, notes, citations, feeds and other windows',
			tried: rounds,
			failed: faults.length,
		},
		{ quick: values.quick, json: values.json },
	);
}

function faultsOf(held: readonly Holdings[]): readonly string[] {
	const [first, last] = [held[0], held.at(-1)];
	// One moment may come while much is on its way.
	const [before, after] = [median(held.slice(0, 3)), median(held.slice(-3))];
	if (first === undefined || last === undefined) {
		return ['Nothing was measured.'];
	}
	return [
		...(after > before * 1.1 ? [`Memory grew from ${before} to ${after} bytes.`] : []),
		...(last.handles > first.handles ? [`Handles grew from ${first.handles} to ${last.handles}.`] : []),
		...(last.listeners > first.listeners ? [`Listeners grew from ${first.listeners} to ${last.listeners}.`] : []),
		...growing(held).map(path => `Only ever grew: ${path}`),
	];
}

/** Bytes. */
function median(moments: readonly Holdings[]): number {
	return moments.map(({ heap }) => heap).sort((a, b) => a - b)[Math.floor(moments.length / 2)] ?? 0;
}
