import assert from 'node:assert/strict';
import { documentCitations } from '../../../src/core/citing/documentCitations';
import { syntaxOf } from '../../../src/core/citing/languages';

const tex = String.raw;

describe('the citations of a document as they are formatted', () => {
	const cases = [
		['latex', tex`\parencite[see \emph{inter alia}][p.\,3]{a}`, 'see *inter alia* {a} page=3'],
		['latex', tex`\parencite[\"Uberblick in][]{a}`, 'Überblick in {a}'],
		['latex', tex`\parencite[\textit{passim}]{a}`, '{a}, *passim*'],
		['latex', tex`\parencite[see][\S\S~3--4]{a}`, 'see {a} section=3-4'],
		['latex', tex`\cite[\ppno~3--4]{a}`, '{a} page=3-4'],
		['latex', tex`\cite[\nopp 3]{a}`, '{a} page=3'],
		['latex', tex`\cite[\P\ 3, and \enquote{more}]{a}`, '{a} paragraph=3, and “more”'],
		['latex', tex`\cites[e.g.\ ][]{a}[cf.~][R\&D]{b}`, 'e.g. {a} cf. {b}, R&D'],
		['latex', tex`\cite[a\_b *c*]{a}`, tex`{a}, a_b \*c\*`],
		['typst', '@a[_passim_]', '{a}, *passim*'],
		['typst', '@a[p. 3 and _more_]', '{a} page=3and *more*'],
		['markdown', '[see *so* @a, p. 3]', 'see *so* {a} page=3'],
	] as const;
	for (const [languageId, text, words] of cases) {
		it(`should have the words around works in Markdown: ${text}`, () => {
			const [citation] = documentCitations(text, syntaxOf(languageId, text));
			assert.equal(
				citation?.cites
					.map(
						({ key, prefix, locator, suffix }) =>
							`${prefix === undefined ? '' : `${prefix} `}{${key}}${locator === undefined ? '' : ` ${locator.label}=${locator.value}`}${suffix ?? ''}`,
					)
					.join(' '),
				words,
			);
		});
	}
});
