import assert from 'node:assert/strict';
import { completionAt } from '../../../src/core/citing/completion';
import { keyOccurrences } from '../../../src/core/citing/keyOccurrences';
import { cellCaptions } from '../../../src/core/markdown/cellCaptions';

describe('cellCaptions', () => {
	const cell =
		'```{python}\n#| label: fig-a\n#| fig-cap: "From [@roe2019, p. 3]"\n#| fig-subcap:\n#|   - "One @doe2018"\n#|   - Two\n#| echo: false\nx = "@no"\n```\n';

	it('should find captions of cells, line by line', () => {
		assert.deepEqual(
			cellCaptions(cell).map(({ start, end }) => cell.slice(start, end)),
			[' "From [@roe2019, p. 3]"', '- "One @doe2018"', '- Two'],
		);
		assert.deepEqual(cellCaptions('````\n```{r}\n#| fig-cap: "@a"\n```\n````\n'), []);
		assert.deepEqual(cellCaptions('```yaml\n#| fig-cap: "@a"\n```\n'), []);
		assert.equal(cellCaptions('```{mermaid}\n%%| fig-cap: "@a"\n```\n').length, 1);
	});

	it('should let citations in them count, and complete them', () => {
		const text = `Text @ho2020.\n\n${cell}\nMore [@last2021].\n`;
		assert.deepEqual(
			keyOccurrences(text, 'quarto').map(({ key }) => key),
			['ho2020', 'roe2019', 'doe2018', 'last2021'],
		);
		const begun = '```{r}\n#| fig-cap: "From @ro"\n```\n';
		const place = completionAt(begun, begun.indexOf('@ro') + 3, 'quarto');
		assert.equal(place?.kind === 'key' ? place.query : undefined, 'ro');
		assert.equal(completionAt('```{r}\nx@ro\n```\n', 11, 'quarto'), undefined);
	});
});
