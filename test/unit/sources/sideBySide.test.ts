import assert from 'node:assert/strict';
import type { Asker, FoundPapers, ServiceRefusal } from '../../../src/core/sources/asking';
import { complete } from '../../../src/core/sources/completing';
import { lookUp } from '../../../src/core/sources/lookup';
import type { ServiceId } from '../../../src/core/sources/services';
import { askSideBySide, givingUpOnce } from '../../../src/core/sources/sideBySide';
import { CallOff } from '../../../src/core/work/callOff';
import type { Cancellation } from '../../../src/core/files/ports';
import type { IncomingPaper, Paper } from '../../../src/core/paper/paper';

type Reply = { readonly after: number; readonly papers?: readonly IncomingPaper[]; readonly lasts?: boolean };

/** Services that answer after some milliseconds of a clock that the test moves, and the order in which they were asked. */
class Timetable implements Asker {
	readonly asked: string[] = [];
	readonly calledOff: string[] = [];
	now = 0;
	private readonly waiting: { readonly at: number; readonly go: () => void }[] = [];

	constructor(private readonly replies: Partial<Record<ServiceId, Reply>>) {}

	mayAsk(): boolean {
		return true;
	}

	papers(request: { readonly service: ServiceId }, _parse: unknown, cancellation?: Cancellation): Promise<FoundPapers | ServiceRefusal> {
		const { service } = request;
		this.asked.push(`${service} at ${this.now}`);
		const reply = this.replies[service] ?? { after: 30_000, lasts: true };
		let hasAnswered = false;
		return new Promise(resolve => {
			cancellation?.onCancellationRequested(() => {
				this.calledOff.push(...(hasAnswered ? [] : [service]));
				resolve({ kind: 'cancelled', service, sentence: 'Cancelled.' });
			});
			this.at(reply.after, () => {
				hasAnswered = true;
				resolve(
					reply.papers === undefined
						? { kind: 'failed', service, sentence: `${service} is silent.`, ...(reply.lasts === true ? { lasts: true } : {}) }
						: { kind: 'papers', service, papers: reply.papers, at: new Date(0) },
				);
			});
		});
	}

	pause(milliseconds: number): Promise<void> {
		return new Promise(resolve => this.at(milliseconds, resolve));
	}

	/** Lets time pass until something is settled; gives how long that took. */
	async until(settled: Promise<unknown>): Promise<number> {
		const state = { isSettled: false };
		const done = () => {
			state.isSettled = true;
		};
		settled.then(done, done);
		for (let times = 0; times < 10_000; times += 1) {
			await new Promise(resolve => setImmediate(resolve));
			if (state.isSettled) {
				break;
			}
			const [next] = this.waiting.sort((a, b) => a.at - b.at).splice(0, 1);
			if (next !== undefined) {
				this.now = Math.max(this.now, next.at);
				next.go();
			}
		}
		return this.now;
	}

	private at(after: number, go: () => void): void {
		this.waiting.push({ at: this.now + after, go });
	}
}

const walks: IncomingPaper = {
	type: 'article-journal',
	title: 'Slow Walks along Very Quiet Rivers',
	DOI: '10.1000/a',
	identifiers: { doi: '10.1000/a' },
};
const question = (service: ServiceId) => ({
	request: { service, path: '/', expects: 'json' } as const,
	parse: () => ({ kind: 'papers', papers: [] }) as const,
});
const silent: Reply = { after: 30_000, lasts: true };

describe('asking side by side', () => {
	it('should ask the next service beside one that is silent, and call off the rest when there is enough', async () => {
		const services = new Timetable({ crossref: silent, datacite: { after: 300, papers: [walks] } });
		const asked = askSideBySide(services, (['crossref', 'datacite', 'doi'] as const).map(question), {
			headStart: 2500,
			isEnough: found => found.length > 0,
		});
		assert.equal(await services.until(asked), 2800);
		assert.deepEqual([services.asked, services.calledOff], [['crossref at 0', 'datacite at 2500'], ['crossref']]);
	});

	it('should ask the next at once where one has answered without being enough', async () => {
		const services = new Timetable({ crossref: { after: 100, papers: [] }, datacite: { after: 100, papers: [walks] } });
		const asked = askSideBySide(services, [question('crossref'), question('datacite')], {
			headStart: 2500,
			isEnough: found => found.some(({ papers }) => papers.length > 0),
		});
		assert.equal(await services.until(asked), 200);
		assert.deepEqual(
			(await asked).map(({ service }) => service),
			['crossref', 'datacite'],
		);
	});

	it('should end at once when it is called off', async () => {
		const services = new Timetable({ crossref: silent, datacite: silent });
		const cancel = new CallOff();
		const asked = askSideBySide(services, [question('crossref'), question('datacite')], { headStart: 0, isEnough: () => false }, cancel);
		cancel.callOff();
		assert.equal(await services.until(asked), 0);
		assert.equal(await services.until(askSideBySide(services, [], { headStart: 0, isEnough: () => false })), 0);
	});

	it('should show what has come of a title while one service is silent', async () => {
		const services = new Timetable({
			arxiv: silent,
			crossref: { after: 400, papers: [walks] },
			openalex: { after: 600, papers: [walks] },
			'semantic-scholar': { after: 500, papers: [] },
			'daily-papers': { after: 200, papers: [] },
			zotero: { after: 10, papers: [] },
		});
		const parts: string[] = [];
		const looking = lookUp(services, [{ kind: 'title', words: walks.title }], undefined, undefined, ({ papers }) =>
			parts.push(`${papers.length} at ${services.now}`),
		);
		assert.equal(await services.until(looking), 30_000, 'all five took 30 s together, not one after the other');
		assert.deepEqual(parts, ['0 at 10', '0 at 200', '1 at 400', '1 at 500', '1 at 600']);
		const [lookup] = await looking;
		assert.deepEqual([lookup?.papers.length, lookup?.troubles.map(({ sentence }) => sentence)], [1, ['arxiv is silent.']]);
	});

	it('should look a DOI up within seconds where the first service is silent', async () => {
		const services = new Timetable({ crossref: silent, datacite: { after: 200, papers: [] }, doi: { after: 300, papers: [walks] } });
		const looking = lookUp(services, [{ kind: 'doi', id: '10.1000/a' }]);
		assert.equal(await services.until(looking), 3000);
		assert.equal((await looking)[0]?.papers[0]?.title, walks.title);
	});

	it('should find out once that the network is dead, not title by title', async () => {
		const services = new Timetable({});
		const papers = Array.from({ length: 50 }, (_, at): Paper => ({
			id: `id-${at}`,
			'citation-key': `key${at}`,
			type: 'article',
			title: `A Title of ${at} Words about Quiet Rivers`,
			status: 'unread',
			added: '2026-01-01T00:00:00Z',
			updated: '2026-01-01T00:00:00Z',
		}));
		const completing = complete(givingUpOnce(services), papers);
		assert.ok((await services.until(completing)) <= 40_000, `it took ${services.now} ms`);
		assert.equal(services.asked.length, 5, 'each service once');
		assert.ok((await completing).every(({ kind }) => kind === 'failed'));
	});

	it('should ask again a service that failed at one question only', async () => {
		const services = new Timetable({ crossref: { after: 10 } });
		const asker = givingUpOnce(services);
		await services.until(asker.papers(question('crossref').request, question('crossref').parse));
		await services.until(asker.papers(question('crossref').request, question('crossref').parse));
		assert.equal(services.asked.length, 2);
	});
});
