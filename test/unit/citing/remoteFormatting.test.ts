import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locales } from '../../../src/core/citing/bibliography/cslTexts';
import { localeOf } from '../../../src/core/citing/bibliography/cslTexts';
import { textOfFormatted } from '../../../src/core/citing/bibliography/formattedText';
import { openFormatter } from '../../../src/core/citing/bibliography/formatter';
import { formattingServer } from '../../../src/core/citing/bibliography/formattingServer';
import type { FormattingRequest } from '../../../src/core/citing/bibliography/formattingMessages';
import { formattingAnswer } from '../../../src/core/citing/bibliography/formattingMessages';
import type { FormattingThread } from '../../../src/core/citing/bibliography/remoteFormatting';
import { RemoteFormatting } from '../../../src/core/citing/bibliography/remoteFormatting';
import { StyleError } from '../../../src/core/citing/bibliography/styleError';
import { withFootnotes } from '../../../src/core/citing/footnotes';
import { findPandocCitations } from '../../../src/core/citing/pandoc';
import type { JsonObject } from '../../../src/core/data/json';

const media = join(__dirname, '../../../media/csl');
const english = readFileSync(join(media, 'locales/locales-en-US.xml'), 'utf8');
const locales: Locales = { language: 'en-US', wanted: english, english };
const style = (id: string) => readFileSync(join(media, 'styles', `${id}.csl`), 'utf8');
const pause = () => new Promise<void>(resolve => setImmediate(resolve));

function book(family: string, year: number): JsonObject {
	return { type: 'book', title: `A Book of ${family}`, author: [{ family, given: 'Ann' }], issued: { 'date-parts': [[year]] } };
}

/** A thread in the same one: what goes over is copied, and comes a moment later. */
class Threads {
	readonly asked: FormattingRequest[] = [];
	started = 0;
	end: (reason: string) => void = () => undefined;

	readonly start = (): Promise<FormattingThread> => {
		this.started += 1;
		let listener: (answer: unknown) => void = () => undefined;
		const serve = formattingServer(answer => {
			const copy = structuredClone(answer);
			setImmediate(() => listener(copy));
		}, pause);
		return Promise.resolve({
			post: request => {
				this.asked.push(request);
				const copy = structuredClone(request);
				setImmediate(() => serve(copy));
			},
			listen: (listening, failed) => {
				listener = listening;
				this.end = failed;
			},
			stop: () => {
				listener = () => undefined;
			},
		});
	};
}

function found(text: string) {
	return withFootnotes(text, findPandocCitations(text));
}

describe('RemoteFormatting', () => {
	const papers = new Map([
		['doe', book('Doe', 2020)],
		['doe2', book('Doe', 2020)],
		['roe', book('Roe', 2021)],
	]);
	const itemOf = (key: string) => papers.get(key);

	for (const id of ['apa', 'ieee', 'chicago-fullnote-bibliography']) {
		it(`should write what a formatter of the same thread writes, edit after edit (${id})`, async () => {
			const remote = await new RemoteFormatting(new Threads().start, pause).open({ style: style(id), locales, itemOf });
			const near = await openFormatter({ style: style(id), localeOf: localeOf(locales), itemOf, pause });
			for (const text of [
				'[@doe, p. 3] and @roe. Note.[^1]\n\n[^1]: See [@doe].',
				'[see @doe2, passim; @roe]. [@doe, p. 3] and @roe [**so**]. @nobody',
				'[@roe]',
				'',
				'---\nnocite: "@doe"\n---\n[@doe2]',
			]) {
				assert.deepEqual(await remote.format(found(text)), await near.format(found(text)), text);
			}
		});
	}

	it('should keep texts that did not change as the same objects, and send papers once', async () => {
		const threads = new Threads();
		const remote = await new RemoteFormatting(threads.start, pause).open({ style: style('apa'), locales, itemOf });
		const first = await remote.format(found('[@roe] [@doe]'));
		const second = await remote.format(found('[@roe] [@doe] [@roe, p. 2]'));
		assert.equal(second.citations[0]?.text, first.citations[0]?.text);
		assert.equal(second.references[1]?.text, first.references[1]?.text);
		assert.equal(threads.asked.filter(({ kind }) => kind === 'items').length, 1);
	});

	it('should write again what a changed paper changes, and forget one that is gone', async () => {
		const own = new Map(papers);
		const remote = await new RemoteFormatting(new Threads().start, pause).open({
			style: style('apa'),
			locales,
			itemOf: key => own.get(key),
		});
		const shown = async () => textOfFormatted((await remote.format(found('[@roe]'))).citations[0]?.text ?? []);
		assert.equal(await shown(), '(Roe, 2021)');
		own.set('roe', book('Roe', 1999));
		assert.equal(await shown(), '(Roe, 1999)');
		own.delete('roe');
		assert.equal(await shown(), '(roe?)');
	});

	it('should say that a style cannot be read', async () => {
		const formatting = new RemoteFormatting(new Threads().start, pause);
		await assert.rejects(formatting.open({ style: '<nothing', locales, itemOf }), StyleError);
	});

	it('should start another thread where one ended, and say so to who waited', async () => {
		const threads = new Threads();
		const remote = await new RemoteFormatting(threads.start, pause).open({ style: style('apa'), locales, itemOf });
		const waiting = remote.format(found('[@roe]'));
		setImmediate(() => threads.end('out of memory'));
		await assert.rejects(waiting, /out of memory/);
		assert.equal(textOfFormatted((await remote.format(found('[@roe]'))).citations[0]?.text ?? []), '(Roe, 2021)');
		assert.equal(threads.started, 2);
	});
});

describe('a thread that formats', () => {
	/** Answers at once: each citation with the text of its place, `0`, `1`, and a note where it has a second work. */
	class Scripted {
		readonly asked: FormattingRequest[] = [];
		started = 0;
		stopped = 0;
		failures = 0;
		isMute = false;

		readonly start = (): Promise<FormattingThread> => {
			if (this.failures > 0) {
				this.failures -= 1;
				return Promise.reject(new Error('no memory'));
			}
			this.started += 1;
			let listener: (answer: unknown) => void = () => undefined;
			return Promise.resolve({
				post: request => {
					this.asked.push(request);
					if (request.kind === 'open' && !this.isMute) {
						[
							7,
							{ kind: 'opened', id: 'x' },
							{ kind: 'odd', id: request.id },
							{ kind: 'opened', id: 999 },
							{ kind: 'opened', id: request.id },
						].forEach(listener);
					} else if (request.kind === 'format' && !this.isMute) {
						const { id, citations } = request;
						const texts = citations.map((_, at) => [at, [{ kind: 'text', text: `${at}` }]]);
						const notes = citations.flatMap(({ cites }, at) => (cites.length > 1 ? [[at, [at + 1, at]]] : []));
						listener({ kind: 'texts', id, texts });
						listener({
							kind: 'formatted',
							id,
							citations: texts.map(([number]) => number),
							notes,
							references: [['a', 0]],
							hangingIndent: true,
							unknown: ['b'],
						});
					}
				},
				listen: listening => {
					listener = listening;
				},
				stop: () => (this.stopped += 1),
			});
		};
	}

	const options = { style: '', locales, itemOf: (key: string) => (key === 'nobody' ? undefined : { id: key }) };
	const kinds = (thread: Scripted) => thread.asked.map(({ kind }) => kind).join(' ');

	it('should be given fifty papers at a time, each once, and citations without their places', async () => {
		const thread = new Scripted();
		const items = new Map<string, JsonObject>(Array.from({ length: 120 }, (_, at) => [`k${at}`, { id: `k${at}` }]));
		const remote = await new RemoteFormatting(thread.start, pause).open({ ...options, language: 'de', itemOf: key => items.get(key) });
		const text = `[see @k0, p. 3, and -@nobody] ${[...items.keys()].map(key => `[@${key}]`).join(' ')}`;
		await remote.format(found(text));
		items.delete('k1');
		await remote.format(found(text));
		assert.deepEqual(
			thread.asked.map(request => (request.kind === 'items' ? request.items.length : request.kind)),
			['open', 50, 50, 20, 'format', 1, 'format'],
		);
		const [open, , , , format, gone] = thread.asked;
		assert.equal(open?.kind === 'open' && open.language, 'de');
		assert.deepEqual(gone?.kind === 'items' && gone.items, [['k1', null]]);
		assert.deepEqual(
			format?.kind === 'format' && format.citations[0],
			JSON.parse(
				JSON.stringify({
					...found(text)[0],
					start: undefined,
					end: undefined,
					cites: found(text)[0]?.cites.map(cite => ({ ...cite, start: undefined, end: undefined, keyStart: undefined, keyEnd: undefined })),
				}),
			),
		);
	});

	it('should be understood in all that it answers', async () => {
		const thread = new Scripted();
		const remote = await new RemoteFormatting(thread.start, pause).open(options);
		assert.deepEqual(await remote.format(found('[@a] [@a; @b]')), {
			citations: [
				{ text: [{ kind: 'text', text: '0' }] },
				{ text: [{ kind: 'text', text: '1' }], note: { number: 2, text: [{ kind: 'text', text: '1' }] } },
			],
			references: [{ key: 'a', text: [{ kind: 'text', text: '0' }] }],
			hangingIndent: true,
			unknown: ['b'],
		});
	});

	it('should be told that nobody asks a formatter any more, once', async () => {
		const thread = new Scripted();
		const remote = await new RemoteFormatting(thread.start, pause).open(options);
		remote.close?.();
		remote.close?.();
		await pause();
		assert.equal(kinds(thread), 'open close');
		await remote.format(found('[@a]'));
		assert.equal(kinds(thread), 'open close open items format');
	});

	it('should be started again where it could not be started, and stopped with whatever is waited for', async () => {
		const thread = new Scripted();
		thread.failures = 1;
		const formatting = new RemoteFormatting(thread.start, pause);
		await assert.rejects(formatting.open(options), /no memory/);
		const remote = await formatting.open(options);
		thread.isMute = true;
		const waiting = assert.rejects(remote.format(found('[@a]')), /ended: it was closed/);
		await pause();
		formatting.dispose();
		await waiting;
		formatting.dispose();
		await pause();
		assert.deepEqual([thread.started, thread.stopped], [1, 1]);
		thread.isMute = false;
		assert.equal((await remote.format(found('[@a]'))).citations.length, 1);
		assert.equal(thread.started, 2);
	});

	it('should be passed over where it says something that nobody knows', () => {
		const text = { kind: 'text', text: 'a' };
		const nodes = [
			{ kind: 'link', url: 'u', children: [text] },
			{ kind: 'cite', key: 'k', children: [text] },
			{ kind: 'unknown', key: 'k' },
		];
		const whole = { kind: 'texts', id: 1, texts: [[2, nodes]] };
		const answers: readonly (readonly [message: unknown, answer: unknown])[] = [
			[undefined, undefined],
			[[], undefined],
			[{ kind: 'opened' }, undefined],
			[{ kind: 'opened', id: '1' }, undefined],
			[{ kind: 'closed', id: 1 }, undefined],
			[
				{ kind: 'opened', id: 1, more: 2 },
				{ kind: 'opened', id: 1 },
			],
			[
				{ kind: 'failed', id: 1, message: 'No.', isStyle: true },
				{ kind: 'failed', id: 1, message: 'No.', isStyle: true },
			],
			[
				{ kind: 'failed', id: 1, isStyle: 'yes' },
				{ kind: 'failed', id: 1, message: '', isStyle: false },
			],
			[
				{ kind: 'texts', id: 1 },
				{ kind: 'texts', id: 1, texts: [] },
			],
			[
				{ kind: 'texts', id: 1, texts: [[2, [text, 7, { kind: 'odd' }, { kind: 'italic', children: [text] }]], 'x', ['3', 'a']] },
				{
					kind: 'texts',
					id: 1,
					texts: [
						[2, [text, { kind: 'italic', children: [text] }]],
						[-1, []],
						[-1, []],
					],
				},
			],
			[whole, whole],
			[
				{ kind: 'texts', id: 1, texts: [[2, [{ kind: 'link' }, { kind: 'cite' }, { kind: 'unknown' }, { kind: 'text' }]]] },
				{
					kind: 'texts',
					id: 1,
					texts: [
						[
							2,
							[
								{ kind: 'link', url: '', children: [] },
								{ kind: 'cite', key: '', children: [] },
								{ kind: 'unknown', key: '' },
								{ kind: 'text', text: '' },
							],
						],
					],
				},
			],
			[
				{ kind: 'formatted', id: 1 },
				{ kind: 'formatted', id: 1, citations: [], notes: [], references: [], hangingIndent: false, unknown: [] },
			],
			[
				{
					kind: 'formatted',
					id: 1,
					citations: [3, 'x'],
					notes: [
						[0, [1, 3]],
						[1, 2],
					],
					references: [
						['a', 3],
						[7, 'x'],
					],
					hangingIndent: true,
					unknown: ['b', {}],
				},
				{
					kind: 'formatted',
					id: 1,
					citations: [3, -1],
					notes: [
						[0, [1, 3]],
						[1, [-1, -1]],
					],
					references: [
						['a', 3],
						['7', -1],
					],
					hangingIndent: true,
					unknown: ['b'],
				},
			],
		];
		for (const [message, answer] of answers) {
			assert.deepEqual(formattingAnswer(message), answer, JSON.stringify(message));
		}
	});
});
