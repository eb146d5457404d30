import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitMath } from '../../../src/core/text/math';
import { texToText } from '../../../src/core/text/tex';
import { hostilePieces } from '../../fakes/hostilePieces';

describe('TeX in titles and abstracts', () => {
	const cases: readonly (readonly [string, string])[] = [
		[String.raw`G\"{o}rgy, {\"o}, \"o, \'{\i}, \'\i, na{\"\i}ve`, 'Görgy, ö, ö, í, í, naïve'],
		[String.raw`\c{c} \v s \H{o} \u{g} \r{a} \k{a} \~n \^{e} \=a \.z`, 'ç š ő ğ å ą ñ ê ā ż'],
		[String.raw`Polyak-\L ojasiewicz, Erd{\H o}s, \O{}rsted, Stra\ss e, \aa{}`, 'Polyak-Łojasiewicz, Erdős, Ørsted, Straße, å'],
		[String.raw`\'{\^e}`, 'ế'],
		[String.raw`5\% of A\&B \#1 a\_b \{x\}`, '5% of A&B #1 a_b {x}'],
		["``double'' and `single' and ''odd''", '“double” and ‘single’ and “odd”'],
		["it's the models' users' rock 'n' roll", "it's the models' users' rock 'n' roll"],
		["``a `nested' one''", '“a ‘nested’ one”'],
		[String.raw`\emph{so} \textbf{it} is`, 'so it is'],
		[String.raw`\hiformer and \alpha stay, and \textbf{a {b} c} too`, String.raw`\hiformer and \alpha stay, and \textbf{a {b} c} too`],
		[String.raw`formulae $\"{o} \% x$ and \(a\_b\) stay`, String.raw`formulae $\"{o} \% x$ and \(a\_b\) stay`],
		[String.raw`costs \$5`, 'costs $5'],
		[String.raw`from \$5 to \$6`, 'from $5 to $6'],
		[String.raw`\$x\$ is no formula`, String.raw`\$x\$ is no formula`],
		[String.raw`ends with a \ `, String.raw`ends with a \ `],
		['{braces} $stay$ {O}(n)', '{braces} $stay$ {O}(n)'],
	];
	for (const [tex, text] of cases) {
		it(`should read ${tex}`, () => {
			assert.equal(texToText(tex), text);
		});
	}

	it('should leave text without TeX alone, whatever it is (property)', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'grapheme' }).filter(text => !/[\\`']/.test(text)),
				text => texToText(text) === text,
			),
		);
	});

	it('should read a hostile text to its end (how fast is for the bench “hostile” to say)', () => {
		for (const piece of hostilePieces.tex) {
			assert.match(texToText(`a ${piece.repeat(20_000)} z`), /^a.*z$/s, piece);
		}
	});
});

describe('formulae in a text', () => {
	const formulae = (text: string) => splitMath(text).flatMap(segment => (segment.kind === 'math' ? [segment.tex] : []));

	it('should be found between dollars and brackets', () => {
		assert.deepEqual(formulae(String.raw`a $x$ b $$y$$ c \(z\) d \[w\] e`), ['x', 'y', 'z', 'w']);
	});

	it('should not be made of prices', () => {
		assert.deepEqual(formulae('from $5 to $6 and $7, or $ 8 $, or $9$10'), []);
		assert.deepEqual(formulae(String.raw`\$5 and $x$`), ['x']);
	});

	it('should leave the text whole (property)', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: fc.constantFrom('$', 'a', ' ', '\\', '(', ')', '1', '[', ']') }),
				text =>
					splitMath(text)
						.map(segment => segment.source)
						.join('') === text,
			),
		);
	});
});
