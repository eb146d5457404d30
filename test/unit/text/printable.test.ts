import assert from 'node:assert/strict';
import { headOf } from '../../../src/core/paper/head';
import { paperPage } from '../../../src/core/reading/paperPage';
import { highlightedLabel, plainLabel, plainMessage, printable } from '../../../src/core/text/printable';
import { samplePaper } from '../notes/samplePaper';

const turning = '\u202Efdp.exe\u202C \u2066a\u2069\u0007\u{E0041}';

describe('printable', () => {
	for (const [text, shown] of [
		['Plain words, é, 汉字, עברית, 😀', 'Plain words, é, 汉字, עברית, 😀'],
		['a\u202Eb\u2066c\u2069d\u202A', 'abcd'],
		['a\u0000b\u001B[31m\tc\nd\x85e', 'ab[31m\tc\nd e'],
		['a\uD800b', 'a\uFFFDb'],
		['a\u{E0041}\u{E007F}b', 'ab'],
		['a\u200Eb\u200F', 'a\u200Eb\u200F'],
	] as const) {
		it(`should be ${JSON.stringify(shown)} of ${JSON.stringify(text)}`, () => assert.equal(printable(text), shown));
	}

	it('should hold for every title and name that is shown', () => {
		const paper = samplePaper({
			title: turning,
			author: [{ family: turning, given: turning }, { literal: turning }],
			'container-title': turning,
			abstract: turning,
		});
		const { title, authors, names } = headOf(paper);
		for (const shown of [title, authors, ...names, JSON.stringify(paperPage(paper))]) {
			assert.doesNotMatch(shown ?? '', /[\u202A-\u202E\u2066-\u2069\u0007]|\uDB40/);
		}
		assert.deepEqual(names, ['fdp.exe a fdp.exe a', 'fdp.exe a']);
	});
});

describe('highlightedLabel', () => {
	for (const [before, part, after] of [
		['see ', '[[a note]]', ', and more'],
		['$(trash) ', '@a $(bug)', ' $(x)'],
		['\u202Ea\u0007 ', '$(b\u2066ug)', ''],
	] as const) {
		it(`should mark ${JSON.stringify(part)} in a row without icons`, () => {
			const { label, highlights } = highlightedLabel(`${before}${part}${after}`, before.length, before.length + part.length);
			assert.equal(label, plainLabel(`${before}${part}${after}`));
			assert.deepEqual(
				highlights.map(([start, end]) => label.slice(start, end)),
				[plainLabel(part)],
			);
			assert.doesNotMatch(label, /\$\(/);
		});
	}
});

describe('plainMessage', () => {
	/** What VS Code makes a link of in messages: `parseLinkedText` in src/vs/base/common/linkedText.ts. */
	const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;

	for (const text of [
		'[Retry](command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22a%22%7D)',
		'Couldn’t open [it](https://example.org/a "title") or [that](FILE:///etc/passwd).',
		'[[a]](command:b)',
		'[a]\u202E(command:b)',
		'[a]\u0000(command:b)',
		'[a](command:b)[c](Command:d)',
		'[$(trash)](command:a)',
	]) {
		it(`should hold no link for ${JSON.stringify(text)}`, () => {
			assert.doesNotMatch(plainMessage(text), link);
			assert.equal(plainMessage(text).replaceAll('\u2060', ''), printable(text));
		});
	}

	it('should leave other words as they are', () => {
		assert.equal(plainMessage('Added “On f[x] (1)” [a] (b).'), 'Added “On f[x] (1)” [a] (b).');
	});
});

describe('plainLabel', () => {
	for (const sign of ['$(trash)', '$(sync~spin)', 'a $(x-y) b', '\\$(check)']) {
		it(`should show no icon for ${sign}`, () => {
			assert.doesNotMatch(plainLabel(sign), /\$\([\w~-]+\)/);
			assert.equal(plainLabel(sign).replace(/\u2060/g, ''), sign);
		});
	}

	it('should cut what fills no row', () => {
		assert.equal(plainLabel('a'.repeat(10_000_000)).length, 2001);
		assert.equal(plainLabel('$(trash)'.repeat(250)).replaceAll('\u2060', ''), '$(trash)'.repeat(250));
		assert.equal(plainLabel(`${'a'.repeat(1999)}😀`), `${'a'.repeat(1999)}\uFFFD…`);
	});

	it('should leave formulae whole', () => {
		assert.equal(plainLabel('On $(a + b)^2$ and $x$ for $5 (net)'), 'On $(a + b)^2$ and $x$ for $5 (net)');
	});
});
