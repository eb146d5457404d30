import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CharacterMaps } from './pdfText';

/** The character maps of a folder, by its path; none where the program was installed without them. */
export function nodeCharacterMaps(folder: string): CharacterMaps {
	return name => readFile(join(folder, `${name}.bcmap`)).catch(() => undefined);
}
