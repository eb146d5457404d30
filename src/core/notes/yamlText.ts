import type { Scalar } from 'yaml';
import { Document, isScalar, stringify } from 'yaml';
import type { Json } from '../data/json';
import { yamlOptions } from './yamlFrontMatter';

/** A value in one line of YAML, as it can stand behind `key: ` or `- `. A text keeps the quotes it had (`like`), if it had any. */
export function yamlText(value: Json, like?: Scalar['type']): string {
	const document = new Document(value, yamlOptions);
	if (isScalar(document.contents) && typeof value === 'string' && (like === 'QUOTE_DOUBLE' || like === 'QUOTE_SINGLE')) {
		document.contents.type = like;
	}
	return stringify(document, { collectionStyle: 'flow', blockQuote: false, lineWidth: 0, nullStr: '' }).trimEnd();
}

/** The same inside `[...]` or `{...}`, where a comma or a bracket needs quotes. */
export function yamlFlowText(value: Json): string {
	return yamlText([value]).replace(/^\[ | \]$/g, '');
}

/** A text as a block scalar at the top level, from its `|` or `>` on, without the last line ending. */
export function yamlBlock(value: string, type: 'BLOCK_LITERAL' | 'BLOCK_FOLDED'): string {
	const document = new Document({ k: '' }, yamlOptions);
	const scalar = document.createNode(value);
	document.set('k', Object.assign(scalar, { type }));
	return document.toString({ lineWidth: 0 }).slice('k: '.length).replace(/\n$/, '');
}
