import { AnswerStore } from '../../src/core/sources/answerStore';
import { Asking } from '../../src/core/sources/asking';
import type { Permissions } from '../../src/core/sources/asking';
import { Politeness } from '../../src/core/sources/politeness';
import { services } from '../../src/core/sources/services';
import { CannedHttp } from './cannedHttp';
import type { Responder } from './cannedHttp';
import { MemoryFileStore } from './memoryFileStore';
import { SteppedClock } from './steppedClock';

/** All that an {@link Asking} needs, in memory, with every line of its log. */
export function askingFor(
	respond: Responder,
	permissions: Partial<Permissions> = {},
	files = new MemoryFileStore(),
): {
	readonly asking: Asking;
	readonly http: CannedHttp;
	readonly clock: SteppedClock;
	readonly lines: readonly string[];
	readonly files: MemoryFileStore;
} {
	const http = new CannedHttp(respond);
	const clock = new SteppedClock();
	const lines: string[] = [];
	const say = (line: string) => void lines.push(line);
	const asking = new Asking({
		politeness: new Politeness(http, { clock, wait: clock.wait, random: () => 0 }),
		answers: new AnswerStore(files, 'answers'),
		clock,
		log: { info: say, warn: say, error: say },
		permissions: {
			inBrowser: false,
			mayAsk: () => true,
			address: service => services[service].url,
			credentials: () => Promise.resolve({ secret: false }),
			...permissions,
		},
	});
	return { asking, http, clock, lines, files };
}
