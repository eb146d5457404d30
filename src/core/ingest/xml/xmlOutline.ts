import { decodeEntities } from '../../text/html';

/** More is no list of feeds that somebody reads. */
const longest = 5_000_000;

/**
 * The attributes of each `<outline>` of an OPML text, by their names in small letters, however broken the rest of it is. `undefined` where
 * the text is no OPML.
 */
export function readXmlOutline(text: string): readonly ReadonlyMap<string, string>[] | undefined {
	if (text.length > longest || !/<opml[\s>]/i.test(text.slice(0, 5000))) {
		return undefined;
	}
	return [...text.matchAll(/<outline\s((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/gi)].map(
		([, attributes = '']) =>
			new Map(
				[...attributes.matchAll(/(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g)].map(([, name = '', double, single]) => [
					name.toLowerCase(),
					decodeEntities(double ?? single ?? '').trim(),
				]),
			),
	);
}
