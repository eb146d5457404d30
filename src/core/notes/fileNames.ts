/** How notes are named where the user says nothing. namePattern.ts fills it. */
export const defaultNamePattern = '{{key}}';

/**
 * The form in which two paths are the same file on the least discerning of file systems: APFS and NTFS do not tell cases apart, nor APFS
 * composed letters.
 */
export function pathIdentity(path: string): string {
	return isFolded(path) ? path : path.normalize('NFC').toLowerCase();
}

/** ASCII without a capital: as most names are, and then nothing is made anew. */
function isFolded(text: string): boolean {
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code > 0x7f || (code >= 0x41 && code <= 0x5a)) {
			return false;
		}
	}
	return true;
}

/**
 * A text as one file or folder name that every common file system takes and a `[[link]]` can name, with no folder in it; empty where
 * nothing of it is left. https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file#naming-conventions
 */
export function safeFileName(text: string): string {
	const plain = text
		.normalize('NFC')
		// Control characters (white space among them is kept for now), marks that turn the direction of writing, halves of surrogate pairs.
		.replace(/(?!\s)[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
		.replace(/[\s\p{Z}]+/gu, ' ')
		// The second half is what `[[ ]]` cannot hold.
		.replace(/[<>:"/\\|?*#^[\];]+/g, '-');
	const name = trimName(plain);
	return shorten(reserved.test(name) ? `_${name}` : name);
}

/**
 * Windows drops dots and spaces at the end, and files that begin with a dot are hidden elsewhere; a `-` there only stands for what was
 * refused.
 */
function trimName(name: string): string {
	return name.replace(/^[ .-]+/, '').replace(/(?<![ .-])[ .-]+$/, '');
}

const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$| )/i;

/** At most 120 bytes of UTF-8: file systems take 255, and paths on Windows 260 characters in all. */
function shorten(name: string): string {
	let bytes = 0;
	let end = 0;
	for (const letter of name) {
		const code = letter.codePointAt(0) ?? 0;
		bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
		if (bytes > 120) {
			return trimName(name.slice(0, end));
		}
		end += letter.length;
	}
	return name;
}

/** Whether a `[[link]]` can name a file so. */
export function isLinkableName(name: string): boolean {
	return !/[#^[\]|;\r\n]/.test(name);
}
