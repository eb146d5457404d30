import assert from 'node:assert/strict';
import { pandocText } from '../../../src/core/citing/pandocText';

describe('pandocText', () => {
	const texts: Readonly<Record<string, string>> = {
		'See [[Harbours]] and [[notes/Old tides.md#High water|the tides]].': 'See Harbours and the tides.',
		'[[Old_tides#High water]] [[#Below]] [[papers/@doe2020|Doe]]': 'Old_tides > High water Below Doe',
		'![[map of *it*.png|300]] ![[x.svg]]': '![](<map of *it*.png>){width=300px} ![](<x.svg>)',
		'[[@doe2020]] and [[@doe2020; @roe2019]] ^[[see @doe2020]]': '[[@doe2020]] and [[@doe2020; @roe2019]] ^[[see @doe2020]]',
		'A ==marked== word, ==two words [@doe2020]== and ==[[Harbours|a link]]==.':
			'A [marked]{.mark} word, [two words [@doe2020]]{.mark} and [a link]{.mark}.',
		'a == b and c == d, x===y===z, \\==no==, == no ==': 'a == b and c == d, x===y===z, \\==no==, == no ==',
		'`==code==` and $a==b==c$ and `[[code]]`': '`==code==` and $a==b==c$ and `[[code]]`',
		'> [!note] High water\n> Text.': '> **High water**\n>\n> Text.',
		'> [!warning]-\n> Text.': '> **Warning**\n>\n> Text.',
		'>[!warning]\n>Text.': '>**Warning**\n>\n>Text.',
		'> [!tip] With *emphasis* and ==mark==\n> > [!info]\n> > Inner.':
			'> With *emphasis* and [mark]{.mark}\n>\n> > **Info**\n> >\n> > Inner.',
		'> Text.\n> [!note] is no title here': '> Text.\n> [!note] is no title here',
		'```\n> [!note] code\n==code==\n```': '```\n> [!note] code\n==code==\n```',
		'---\ntitle: "[[A]] ==b=="\n---\n\nText.\n': '---\ntitle: "[[A]] ==b=="\n---\n\nText.\n',
		'Crlf ==a==\r\n\r\n> [!note] T\r\n> x\r\n': 'Crlf [a]{.mark}\r\n\r\n> **T**\n>\r\n> x\r\n',
	};

	for (const [text, wanted] of Object.entries(texts)) {
		it(`should write ${JSON.stringify(text)} as pandoc does`, () => assert.equal(pandocText(text).text, wanted));
	}

	it('should name the notes that are embedded', () => {
		const { text, embedded } = pandocText('![[Old tides]] and ![[map.png]] and [[Harbours]]');
		assert.equal(text, 'Old tides and ![](<map.png>) and Harbours');
		assert.deepEqual(embedded, ['Old tides']);
	});
});
