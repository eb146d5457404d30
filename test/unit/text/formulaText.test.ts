import assert from 'node:assert/strict';
import { formulaText, withFormulaeAsText } from '../../../src/core/text/formulaText';

describe('formulaText', () => {
	for (const [tex, expected] of [
		['x_i^2 \\leq \\mathbb{R}', 'xᵢ² ≤ ℝ'],
		['\\alpha + \\beta', 'α + β'],
		['O(n^{2})', 'O(n²)'],
		['O(n \\log n)', 'O(n log n)'],
		['\\mathcal{L}_{\\theta}', 'ℒ_θ'],
		['\\frac{1}{2}', '1/2'],
		['\\frac{a+b}{c}', '(a+b)/c'],
		['\\hat{x}', 'x\u0302'],
		['10^{-3}', '10⁻³'],
		['\\sqrt{n}', '√n'],
		['\\mathrm{SO}(3)', 'SO(3)'],
		['50\\%', '50%'],
		['\\unknown{x}', '\\unknown{x}'],
	] as const) {
		it(`should write ${tex}`, () => assert.equal(formulaText(tex), expected));
	}

	it('should leave the text around formulae alone', () =>
		assert.equal(withFormulaeAsText('For $\\epsilon$ it costs $5 {at most}.'), 'For ϵ it costs $5 {at most}.'));
});
