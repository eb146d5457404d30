import assert from 'node:assert/strict';
import { renameKeyIn } from '../../../src/core/citing/renameKey';
import { applyEdits } from '../../../src/core/text/edits';

function renamed(text: string, path = 'a.md', noteRenamed = true): string {
	return applyEdits(text, renameKeyIn(text, path, 'doe2020', 'doe2021', { noteRenamed }));
}

describe('renameKeyIn', () => {
	for (const [text, expected, path] of [
		['[see @doe2020, p. 3; -@{doe2020}] `@doe2020` @doe2020a', '[see @doe2021, p. 3; -@{doe2021}] `@doe2020` @doe2020a'],
		['---\ncitation-key: doe2020\nnocite: "@doe2020"\ntitle: doe2020\n---\n[[doe2020]] [[@doe2020|x]] [[papers/Doe2020#y]]', '---\ncitation-key: doe2021\nnocite: "@doe2021"\ntitle: doe2020\n---\n[[doe2021]] [[@doe2021|x]] [[papers/doe2021#y]]'],
		['[Doe](notes/doe2020.md#Methods) ![x](doe2020.png) [y](https://x.org/doe2020.md)', '[Doe](notes/doe2021.md#Methods) ![x](doe2020.png) [y](https://x.org/doe2020.md)'],
		['[Doe](notes/doe2020#Methods) [x](doe2020/a.md) [y](doe2020.pdf) [z](doe2020a)', '[Doe](notes/doe2021#Methods) [x](doe2020/a.md) [y](doe2020.pdf) [z](doe2020a)'],
		['{cite:t}`doe2020,b`\r\n\r\n😀 [@doe2020]', '{cite:t}`doe2021,b`\r\n\r\n😀 [@doe2021]'],
		['\\autocites{a}[3]{doe2020} % \\cite{doe2020}', '\\autocites{a}[3]{doe2021} % \\cite{doe2020}', 'b.tex'],
		['@doe2020 #cite(<doe2020>) // @doe2020', '@doe2021 #cite(<doe2021>) // @doe2020', 'c.typ'],
	] as const) {
		it(`should rename in ${JSON.stringify(text)}`, () => assert.equal(renamed(text, path), expected));
	}

	it('should leave links to a file that keeps its name', () => assert.equal(renamed('[Doe](doe2020.md)', 'a.md', false), '[Doe](doe2020.md)'));
});
