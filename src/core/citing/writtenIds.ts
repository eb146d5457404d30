import { isMap, isScalar, isSeq } from 'yaml';
import { metadataBlocks } from '../markdown/metadataBlocks';
import type { Range } from '../text/edits';
import { readYaml } from '../text/readYaml';

/** Where works that a document writes out under `references` have a key for their id, without quotation marks around it. */
export function writtenIds(text: string, key: string): readonly Range[] {
	return metadataBlocks(text).flatMap(({ start, end }) => {
		const block = text.slice(start, end);
		const contents = block.includes(key) ? readYaml(block, { logLevel: 'silent' }).document?.contents : undefined;
		const references = isMap(contents) ? contents.get('references') : undefined;
		return (isSeq(references) ? references.items : []).flatMap(item => {
			const id = isMap(item) ? item.get('id', true) : undefined;
			const [from, to] = isScalar(id) ? (id.range ?? []) : [];
			// A number is written as it is meant; what has escapes is left alone.
			const at = from === undefined || to === undefined ? -1 : block.slice(from, to).indexOf(key);
			const around = from === undefined || to === undefined ? '' : block.slice(from, to).replace(key, '');
			return at < 0 || from === undefined || !/^(?:|""|'')$/.test(around)
				? []
				: [{ start: start + from + at, end: start + from + at + key.length }];
		});
	});
}
