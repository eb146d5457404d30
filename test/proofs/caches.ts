// npm run proof:caches
import { proof } from './proof';
import { spoilCaches } from './spoiledCaches';

void proof('A damaged cache leads to right answers or is made again, and no edit loses a paper by it', async ({ quick }) => {
	const seed = Number(process.env['SEED'] ?? Date.now() % 1e6);
	const { tried, ways, failures } = await spoilCaches(quick ? 40 : 10_000, seed);
	console.error(`Seed ${seed}: ${JSON.stringify(ways)}`);
	failures.slice(0, 20).forEach(failure => {
		console.error(failure);
	});
	return { tried, failed: failures.length };
});
