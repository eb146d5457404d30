/**
 * The ISBN in a text that is one, with or without hyphens and `ISBN:`, as 13 or 10 digits; `undefined` where its check digit is wrong.
 * https://www.isbn-international.org/content/isbn-users-manual
 */
export function parseIsbn(text: string): string | undefined {
	const bare = /^\s*(?:isbn(?:-1[03])?:?\s*)?([\dXx][\dXx\s-]{8,20})\s*$/i.exec(text)?.[1]?.replace(/[\s-]/g, '').toUpperCase();
	if (bare === undefined) {
		return undefined;
	}
	const digits = bare.split(/(?:)/).map(digit => (digit === 'X' ? 10 : Number(digit)));
	if (/^\d{9}[\dX]$/.test(bare)) {
		return digits.reduce((sum, digit, index) => sum + digit * (10 - index), 0) % 11 === 0 ? bare : undefined;
	}
	return /^97[89]\d{10}$/.test(bare) && digits.reduce((sum, digit, index) => sum + digit * (index % 2 === 0 ? 1 : 3), 0) % 10 === 0
		? bare
		: undefined;
}

/**
 * The ISSN in a text that is one, with or without its hyphen and `ISSN:`, as `1234-5679`; `undefined` where its check digit is wrong.
 * https://www.issn.org/understanding-the-issn/assignment-rules/issn-manual/
 */
export function parseIssn(text: string): string | undefined {
	const [, first = '', last = ''] = /^\s*(?:e?issn:?\s*)?(\d{4})[-\u2010-\u2013 ]?(\d{3}[\dXx])\s*$/i.exec(text) ?? [];
	const digits = (first + last).split(/(?:)/).map(digit => (/x/i.test(digit) ? 10 : Number(digit)));
	const isOne = digits.length === 8 && digits.reduce((sum, digit, index) => sum + digit * (8 - index), 0) % 11 === 0;
	return isOne ? `${first}-${last.toUpperCase()}` : undefined;
}
