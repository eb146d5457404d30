// What may be in the package: a file that no line here allows is not packed without somebody deciding so.

const allowed = [
	/^(?:package\.json|README\.md|CHANGELOG\.md|LICENSE|THIRD-PARTY\.md|SECURITY\.md)$/,
	/^package\.nls(?:\.[a-z-]+)?\.json$/,
	/^l10n\/bundle\.l10n\.[a-z-]+\.json$/,
	/^dist\/(?:extension|pdf|citing)\.js$/,
	/^dist\/sbom\.cdx\.json$/,
	/^dist\/(?:cli|cli\/[\w-]+)\.mjs$/,
	/^dist\/lazy\/[\w.-]+\.js$/,
	/^dist\/web\/extension\.js$/,
	/^dist\/webview\/[\w-]+\.(?:js|css)$/,
	/^dist\/webview\/pdfjs\/(?:cmaps|standard_fonts)\/(?:[\w-]+\.(?:bcmap|pfb|ttf)|LICENSE\w*)$/,
	/^media\/(?:[\w-]+\.(?:svg|png)|preview\.css|sample\.bib)$/,
	/^media\/walkthrough\/[\w-]+\.svg$/,
	/^media\/csl\/(?:LICENSE\.md|dates\.json|styles\/[\w-]+\.csl|locales\/locales-[\w-]+\.xml)$/,
	/^syntaxes\/[\w-]+\.tmLanguage\.json$/,
];

/**
 * The same for the package of the command line, which npm packs. npm itself adds the files that package.json names as `main` and
 * `browser`.
 */
const allowedByNpm = [
	/^(?:package\.json|README\.md|CHANGELOG\.md|LICENSE|THIRD-PARTY\.md|SECURITY\.md)$/,
	/^docs\/(?:cli|assistants)\.md$/,
	/^dist\/(?:cli|cli\/[\w-]+)\.mjs$/,
	/^dist\/(?:extension|pdf|web\/extension)\.js$/,
	/^dist\/webview\/pdfjs\/cmaps\/(?:LICENSE|[\w-]+\.bcmap)$/,
	/^media\/csl\/(?:LICENSE\.md|dates\.json|styles\/[\w-]+\.csl|locales\/locales-[\w-]+\.xml)$/,
];

/**
 * How large the package may be, in bytes, with all texts. The command line, which the editor starts for its task and as an MCP server,
 * is half a megabyte of it.
 */
export const largestPackage = 5_000_000;

/**
 * Those files that may not be in the package.
 * @param {readonly string[]} files paths from the root of the repository, with `/`
 */
export function strangers(files) {
	return files.filter(file => !allowed.some(pattern => pattern.test(file)));
}

/**
 * Those files that may not be in the package that npm makes.
 * @param {readonly string[]} files paths from the root of the repository, with `/`
 */
export function strangersToNpm(files) {
	return files.filter(file => !allowedByNpm.some(pattern => pattern.test(file)));
}
