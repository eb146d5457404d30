import { readTex, readVerbatim } from '../bibtex/syntax/texReader';
import { decodedAddress } from '../text/addressPart';
import type { JsonObject } from '../data/json';
import { isObject, ownValue, textOf } from '../data/json';

/** Where reference managers name the files of a paper: BibTeX's `file` and `pdf`, RIS's `L1`. */
const fileFields = ['file', 'pdf', 'L1'];

/** No field of a person names more, and a stranger's is not followed forever. */
const mostParts = 50;
const mostText = 20_000;

/**
 * The paths under which the PDFs of a paper may lie, by what its source says of its files: candidates, the likeliest first, with slashes.
 * They are a stranger's words: whoever looks there decides where that may be.
 */
export function namedPdfs(paper: JsonObject): readonly string[] {
	const custom = isObject(paper['custom']) ? paper['custom'] : undefined;
	return [...new Set(fileFields.flatMap(name => pdfsOfFileField(textOf(ownValue(custom, name)) ?? '')))];
}

/**
 * The paths of PDFs in a field `file`, in every spelling that it may mean:
 *
 *     Full Text:files/12/x.pdf:application/pdf;Snapshot:files/13/x.html:text/html     Zotero
 *     :papers/x.pdf:PDF     :C\:\\Users\\x.pdf:PDF                                    JabRef
 *     :C$\backslash$:/Users/M{\"{u}}ller/x{\_}y.pdf:pdf                               Mendeley
 *     papers/x.pdf     file:///home/me/x%20y.pdf     C:\Users\x.pdf                   by hand, Papers, Citavi
 *
 * `\:`, `\;` and `\\` are escaped. https://docs.jabref.org/advanced/filelinks
 */
export function pdfsOfFileField(field: string): readonly string[] {
	const text = field
		.slice(0, mostText)
		.replaceAll(/\$\\backslash\$|\{\\textbackslash ?\}|\\textbackslash(?:\{\}| )/g, '\\')
		.trim();
	const whole = text.replace(/^\{([^{}]*)\}$/, '$1');
	const parts = parted(whole, ';').slice(0, mostParts);
	const paths = [...parts.flatMap(pathsOfPart), ...(parts.length > 1 ? [whole] : [])];
	return [...new Set(paths.flatMap(spellings))].filter(isPath);
}

/** Neither an address nor a folder that another computer shares. */
function isPath(path: string): boolean {
	return /[^/]\.pdf$/i.test(path) && !/^(?:[a-z][a-z0-9+.-]+:|\/\/)/i.test(path);
}

/** `description:path:type`, whose path may have colons of its own, or a path alone. */
function pathsOfPart(part: string): readonly string[] {
	const [first = '', ...others] = parted(part.trim(), ':');
	const described = others.length > 1 ? [others.slice(0, -1).join(':')] : [...others, first];
	return /^[a-z]$/i.test(first) ? [part, ...described] : [...described, part];
}

/** A text at each separator that no backslash escapes. */
function parted(text: string, separator: ':' | ';'): readonly string[] {
	const parts: string[] = [];
	let start = 0;
	for (let at = 0; at < text.length; at += 1) {
		if (text[at] === '\\') {
			at += 1;
		} else if (text[at] === separator) {
			parts.push(text.slice(start, at));
			start = at + 1;
		}
	}
	return [...parts, text.slice(start)];
}

/** What a path may be as it is written: with TeX read, with backslashes that part folders, with percent signs decoded. */
function spellings(written: string): readonly string[] {
	const path = written.trim().replaceAll(/\\([:;\\])/g, '$1');
	const read = readVerbatim(path);
	return [...new Set([read, readTex(path), path])].flatMap(spelled => {
		const slashed = withoutScheme(spelled.replaceAll('\\', '/'));
		return [slashed, decodedAddress(slashed)];
	});
}

/** `file:///home/x.pdf` and `file://localhost/home/x.pdf` are `/home/x.pdf`; other hosts are none of this computer. */
function withoutScheme(address: string): string {
	return address.replace(/^file:(?:\/\/(?:localhost)?)?(?=\/)/i, '').replace(/^\/(?=[a-z]:\/)/i, '');
}
