import type { Scalar } from 'yaml';
import { Document, isScalar, stringify } from 'yaml';
import type { Json } from '../json';
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
