import type { Bench } from './bench';

/** The process of one bench: prints its sizes when asked for `sizes`, else the rows of the size it is given, as JSON. */
export async function serve(bench: Bench): Promise<void> {
	const [, , argument = ''] = process.argv;
	process.stdout.write(JSON.stringify(argument === 'sizes' ? bench.sizes : await bench.rows(Number(argument))));
}
