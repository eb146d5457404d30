import picomatch from 'picomatch';
import { isGlob } from './globs';

/**
 * Which paths fit a pattern as VS Code has them: `papers/*.bib`, `**` for any number of folders, `{a,b}`, `[0-9]`, hidden files too.
 * https://code.visualstudio.com/docs/editor/glob-patterns
 *
 * @returns says it of a path with `/` from the folder that the pattern is about
 */
export function fitting(pattern: string): (path: string) => boolean {
	return picomatch(pattern, { dot: true });
}

/** The folder where all that fits a pattern is: `papers` for `papers/**`, `.` for `*.bib`. */
export function folderOfGlob(pattern: string): string {
	return picomatch.scan(pattern).base || '.';
}

/** Which paths the setting `diagnostics.exclude` means: folders by their names, and patterns. */
export function excluding(patterns: readonly string[]): (path: string) => boolean {
	const fits = patterns.map(pattern => fitting(isGlob(pattern) ? pattern : `${pattern.replace(/^\.?\/+|\/+$/g, '')}/**`));
	return path => fits.some(fit => fit(path));
}
