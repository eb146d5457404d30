import { tableOf } from '../../table';
/** The text of an HTML attribute or of HTML without tags: its character references replaced. */
export function unescapeHtml(text: string): string {
	return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(quot|amp|lt|gt|apos|nbsp));/gi, (whole, decimal: string | undefined, hexadecimal: string | undefined, name: string | undefined) => {
		const code = decimal !== undefined ? Number(decimal) : hexadecimal !== undefined ? Number.parseInt(hexadecimal, 16) : undefined;
		if (code !== undefined) {
			return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
		}
		return names.get((name ?? '').toLowerCase()) ?? whole;
	});
}

const names = tableOf<string>({ quot: '"', amp: '&', lt: '<', gt: '>', apos: "'", nbsp: '\u00a0' });

/** The day a file is named for: `2024-06-17.json`, `papers_2024-10-10.md`. */
export function fileDate(fileName: string | undefined): string | undefined {
	return /(?<!\d)(20\d\d-[01]\d-[0-3]\d)(?!\d)/.exec(fileName ?? '')?.[1];
}
