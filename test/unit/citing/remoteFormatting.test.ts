import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locales } from '../../../src/core/citing/bibliography/cslTexts';
import { localeOf } from '../../../src/core/citing/bibliography/cslTexts';
import { textOfFormatted } from '../../../src/core/citing/bibliography/formattedText';
import { openFormatter } from '../../../src/core/citing/bibliography/formatter';
import { formattingServer } from '../../../src/core/citing/bibliography/formattingServer';
import type { FormattingRequest } from '../../../src/core/citing/bibliography/formattingMessages';
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
