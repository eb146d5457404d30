import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ingest } from '../../src/core/ingest/ingest';
import type { Cases } from './cases';
import { inFolder, names, textAt } from './cases';

/** A file in some format beside a `.bib` of what JabRef made of it. */
export function jabref(pattern: RegExp): Cases {
	return inFolder('jabref-importers', path =>
		names(path, pattern).flatMap(file => {
			const bib = join(path, file.replace(/\.[a-z]+$/, '.bib'));
			const input = textAt(path, file);
			return existsSync(bib)
				? [{ name: file, input, expected: ingest(textAt(bib)).papers, found: ingest(input, { fileName: file }).papers }]
				: [];
		}),
	);
}
