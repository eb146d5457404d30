import { decodeEntities } from '../text/html';
import { unfold } from '../text/fold';
import { InlineScanner } from './inlines';

/** The words of a heading as a reader sees them: `**Main** [result](a.md)` says `Main result`. */
export function headingWords(source: string): string {
	if (!markup.test(source)) {
		return unfold(source);
	}
	let words = '';
	let done = 0;
	const take = (to: number) => {
		words += decodeEntities(source.slice(done, to).replace(signs, (_sign, escaped: string | undefined) => escaped ?? ''));
	};
	new InlineScanner(source, {
		mask: (kind, start, end) => {
			const text = source.slice(start, end);
			take(start);
			words +=
				kind === 'code'
					? text.replace(/^`+ ?|(?: |(?<!`))`+$/g, '')
					: kind === 'math' || (kind === 'url' && !text.startsWith('('))
						? text.replace(/^<|>$/g, '')
						: '';
			done = end;
		},
	}).scan(0, source.length);
	take(source.length);
	return unfold(words);
}

const markup = /[\\[\]*~`_<&$:@{]|www\./;

/** An escaped sign, or one that marks emphasis, a strike or a link. An underscore within a word is a letter. */
const signs = /\\([!-/:-@[-`{-~])|!?\[|\]|[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
