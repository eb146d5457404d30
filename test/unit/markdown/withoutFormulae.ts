import type { MaskKind } from '../../../src/core/markdown/blockSink';
import { scanWith } from '../../../src/core/markdown/scan';

/**
 * A text of the same length in which formulae between `$$` and LaTeX's environments are processing instructions of HTML, `<? ... ?>`, which
 * begin and end alike. To remark's own formulae one that begins or ends beside other text has no end:
 * https://github.com/remarkjs/remark-math/issues/57
 */
export function withoutFormulae(text: string): string {
	const formulae: { readonly start: number; readonly end: number }[] = [];
	if (text.includes('$$') || text.includes('\\begin{')) {
		const isFormula = (kind: MaskKind, start: number) =>
			(kind === 'math' && text.startsWith('$$', start)) || (kind === 'tex' && text.startsWith('\\begin{', start));
		scanWith(text, {
			mask: (kind, start, end) => {
				if (isFormula(kind, start)) {
					formulae.push({ start, end });
				}
			},
		});
	}
	let written = '';
	let at = 0;
	for (const { start, end } of formulae) {
		written += `${text.slice(at, start)}<?${text.slice(start + 2, end - 2).replaceAll('?>', '  ')}?>`;
		at = end;
	}
	return written + text.slice(at);
}
