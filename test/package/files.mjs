// What may be in the package: a file that no line here allows is not packed without somebody deciding so.

const allowed = [
	/^(?:package\.json|README\.md|CHANGELOG\.md|LICENSE|THIRD-PARTY\.md|SECURITY\.md)$/,
	/^dist\/(?:extension|pdf)\.js$/,
	/^dist\/sbom\.cdx\.json$/,
	/^dist\/lazy\/[\w.-]+\.js$/,
	/^dist\/web\/extension\.js$/,
	/^dist\/webview\/[\w-]+\.(?:js|css)$/,
	/^dist\/webview\/pdfjs\/(?:cmaps|standard_fonts)\/(?:[\w-]+\.(?:bcmap|pfb|ttf)|LICENSE\w*)$/,
	/^media\/(?:[\w-]+\.(?:svg|png)|preview\.css)$/,
	/^media\/csl\/(?:LICENSE\.md|dates\.json|styles\/[\w-]+\.csl|locales\/locales-[\w-]+\.xml)$/,
	/^syntaxes\/[\w-]+\.tmLanguage\.json$/,
];

/** How large the package may be, in bytes, with all texts. */
export const largestPackage = 5_000_000;

/**
 * Those files that may not be in the package.
 * @param {readonly string[]} files paths from the root of the repository, with `/`
 */
export function strangers(files) {
	return files.filter(file => !allowed.some(pattern => pattern.test(file)));
}
