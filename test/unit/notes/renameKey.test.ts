import assert from 'node:assert/strict';
import { renameKeyIn } from '../../../src/core/notes/renameKey';
import { applyEdits } from '../../../src/core/text/edits';

function renamed(text: string, path = 'a.md', noteRenamed = true): string {
	return applyEdits(text, renameKeyIn(text, path, 'doe2020', 'doe2021', { noteRenamed }));
}

describe('renameKeyIn', () => {
	for (const [text, expected, path] of [
		['[see @doe2020, p. 3; -@{doe2020}] `@doe2020` @doe2020a', '[see @doe2021, p. 3; -@{doe2021}] `@doe2020` @doe2020a'],
		[
			'---\ncitation-key: doe2020\nnocite: "@doe2020"\ntitle: doe2020\n---\n[[doe2020]] [[@doe2020|x]] [[papers/Doe2020#y]]',
			'---\ncitation-key: doe2021\nnocite: "@doe2021"\ntitle: doe2020\n---\n[[doe2021]] [[@doe2021|x]] [[papers/doe2021#y]]',
		],
		[
			'[Doe](notes/doe2020.md#Methods) ![x](doe2020.png) [y](https://x.org/doe2020.md)',
			'[Doe](notes/doe2021.md#Methods) ![x](doe2020.png) [y](https://x.org/doe2020.md)',
		],
		[
			'[Doe](notes/doe2020#Methods) [x](doe2020/a.md) [y](doe2020.pdf) [z](doe2020a)',
			'[Doe](notes/doe2021#Methods) [x](doe2020/a.md) [y](doe2020.pdf) [z](doe2020a)',
		],
		['{cite:t}`doe2020,b`\r\n\r\n😀 [@doe2020]', '{cite:t}`doe2021,b`\r\n\r\n😀 [@doe2021]'],
		['\\autocites{a}[3]{doe2020} % \\cite{doe2020}', '\\autocites{a}[3]{doe2021} % \\cite{doe2020}', 'b.tex'],
		['| a | [[doe2020\\|x]] | [[papers/doe2020\\|y]] |', '| a | [[doe2021\\|x]] | [[papers/doe2021\\|y]] |'],
		[
			'[r]: notes/doe2020.md "x"\n\n<img src="doe2020.md"> <a href=\'notes/doe2020.md#p\'>x</a>',
			'[r]: notes/doe2021.md "x"\n\n<img src="doe2021.md"> <a href=\'notes/doe2021.md#p\'>x</a>',
		],
		[
			'---\nrelated: "[[doe2020]]"\nmore: ["[[papers/doe2020|x]]", \'see [[doe2020#p]]\']\nlists: [[doe2020]]\n---\n',
			'---\nrelated: "[[doe2021]]"\nmore: ["[[papers/doe2021|x]]", \'see [[doe2021#p]]\']\nlists: [[doe2021]]\n---\n',
		],
		[
			'---\nreferences:\n- id: doe2020\n  title: doe2020\n- {id: "doe2020", note: doe2020}\n- id: doe2020a\n---\n[@doe2020]\n',
			'---\nreferences:\n- id: doe2021\n  title: doe2020\n- {id: "doe2021", note: doe2020}\n- id: doe2020a\n---\n[@doe2021]\n',
		],
		[
			"Text.\n\n---\r\nreferences:\r\n  - type: book\r\n    id: 'doe2020'\r\n...\r\n\r\n@doe2020\r\n",
			"Text.\n\n---\r\nreferences:\r\n  - type: book\r\n    id: 'doe2021'\r\n...\r\n\r\n@doe2021\r\n",
		],
		[
			'---\nreferences:\n- &x {id: "doe\\u00322020"}\n- id: "doe\\x32020" # doe2020\n---\n@doe2020\n',
			'---\nreferences:\n- &x {id: "doe\\u00322020"}\n- id: "doe2021" # doe2020\n---\n@doe2021\n',
		],
		[
			'\\cite{doe2020}\n\\bibitem[{Doe(2020)}]{doe2020} doe2020 \\bibitem{doe2020}\n% \\bibitem{doe2020}\n\\bibitem{doe2020a}',
			'\\cite{doe2021}\n\\bibitem[{Doe(2020)}]{doe2021} doe2020 \\bibitem{doe2021}\n% \\bibitem{doe2020}\n\\bibitem{doe2020a}',
			'b.tex',
		],
		['@doe2020 #cite(<doe2020>) // @doe2020', '@doe2021 #cite(<doe2021>) // @doe2020', 'c.typ'],
	] as const) {
		it(`should rename in ${JSON.stringify(text)}`, () => assert.equal(renamed(text, path), expected));
	}

	it('should take a key with slashes and colons as a whole, and write its file as a name that every system takes', () => {
		const text = '[[DBLP:conf/nips/Hu21]] [[DBLP:conf/nips/Hu21\\|x]] [a](notes/DBLP-conf-nips-Hu21.md) [[Hu21]]';
		assert.equal(
			applyEdits(text, renameKeyIn(text, 'a.md', 'DBLP:conf/nips/Hu21', 'hu2021', { noteRenamed: true })),
			'[[hu2021]] [[hu2021\\|x]] [a](notes/hu2021.md) [[Hu21]]',
		);
		const back = '[[hu2021]] [a](notes/hu2021.md)';
		const there = applyEdits(back, renameKeyIn(back, 'a.md', 'hu2021', 'ml/hu2021', { noteRenamed: true }));
		assert.equal(there, '[[ml/hu2021]] [a](notes/ml-hu2021.md)');
		assert.deepEqual(renameKeyIn('[[ml/hu2021]]', 'a.md', 'hu2021', 'ml/hu2021'), []);
	});

	it('should leave links to another file that only has the name of the key', () => {
		const text = '[n](notes/hu.md) [person](people/hu.md) [[people/hu]] [[notes/hu]] [[hu]] @hu';
		const leadsElsewhere = (target: string) => target.startsWith('people/');
		assert.equal(
			applyEdits(text, renameKeyIn(text, 'a.md', 'hu', 'lee', { noteRenamed: true, leadsElsewhere })),
			'[n](notes/lee.md) [person](people/hu.md) [[people/hu]] [[notes/lee]] [[lee]] @lee',
		);
	});

	it('should leave links to a file that keeps its name', () =>
		assert.equal(renamed('[Doe](doe2020.md)', 'a.md', false), '[Doe](doe2020.md)'));
});
