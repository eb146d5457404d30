import type { Range } from '../text/edits';
import { documentBibliographies } from './documentBibliographies';
import { latexMaskedRanges } from './latexMask';
import { familyOf } from './languages';
import type { ProjectPart } from './projects';
import { joined, noProject } from './projects';
import { typstParts } from './typstMarkup';
import { folderOf } from '../text/paths';

/** A document with the files that it takes in, as one text. */
export interface WholeDocument {
	readonly text: string;
	/** What all of them name, by paths from the document's folder. */
	readonly bibliographies: readonly string[];
	/** Files that are taken in and not there, as written. */
	readonly missing: readonly string[];
	/** What stands in place of each command of the document itself, in order. */
	readonly taken: readonly TakenIn[];
}

/** A stretch of the whole text, and the command in the document's own text that takes it in. */
export interface TakenIn extends Range {
	readonly command: Range;
}

/** Where a stretch of the whole text stands in the document's own: of one that is taken in, the command that does so. */
export function rangeInDocument(taken: readonly TakenIn[], { start, end }: Range): Range {
	let shift = 0;
	for (const part of taken) {
		if (part.start <= start && start < part.end) {
			return part.command;
		}
		if (start >= part.end) {
			// A line break ends it.
			shift = part.end + 1 - part.command.end;
		}
	}
	return { start: start - shift, end: end - shift };
}

/** The text of a file by its path from the document's folder; `undefined` where there is none. */
export type FileReader = (path: string) => Promise<string | undefined>;

/** So many files are taken in, and so much of them in UTF-16 code units: no thesis has more. */
const mostFiles = 500;
const mostText = 20_000_000;

/**
 * A LaTeX document with what `\input`, `\include`, `\subfile`, `\import` and `\subimport` take in, a chapter of `subfiles` with the
 * bibliographies of its main file, or a Typst document with its `#include`s. A file stands in place of the command.
 * https://ctan.org/pkg/subfiles, https://typst.app/docs/reference/scripting/#modules
 */
export async function wholeDocument(text: string, languageId: string, read: FileReader): Promise<WholeDocument> {
	const family = familyOf(languageId);
	if (family !== 'latex' && family !== 'typst') {
		return { text, bibliographies: documentBibliographies(text, languageId), missing: [], taken: [] };
	}
	const bibliographies: string[] = [];
	const missing: string[] = [];
	const taken: TakenIn[] = [];
	let files = 0;
	let size = 0;
	const expanded = async (inner: string, folder: string, above: readonly string[]): Promise<string> => {
		bibliographies.push(
			...documentBibliographies(inner, languageId).map(path => (family === 'typst' ? joined(folder, path) : joined('', path))),
		);
		let written = '';
		let at = 0;
		for (const { start, end, paths, label } of family === 'latex' ? latexIncludes(inner) : typstIncludes(inner)) {
			// Those of LaTeX lead from the main file, or from the file itself where it is imported.
			const places = [...new Set([folder, ''].flatMap(from => paths.map(path => joined(from, path))))];
			if (places.some(path => above.includes(path))) {
				// A file that takes itself in ends nowhere.
				continue;
			}
			let file: { readonly path: string; readonly text: string } | undefined;
			for (const path of files < mostFiles && size < mostText ? places : []) {
				const found = await read(path);
				if (found !== undefined) {
					file = { path, text: found };
					break;
				}
			}
			if (file === undefined) {
				missing.push(label);
				continue;
			}
			files += 1;
			size += file.text.length;
			const part = await expanded(bodyOf(file.text), folderOf(file.path), [...above, file.path]);
			written += `${inner.slice(at, start)}\n`;
			if (above.length === 0) {
				taken.push({ start: written.length, end: written.length + part.length, command: { start, end } });
			}
			written += `${part}\n`;
			at = end;
		}
		return written + inner.slice(at);
	};
	const whole = await expanded(text, '', []);
	for (const path of family === 'latex' ? subfileMains(text) : []) {
		const folder = folderOf(path);
		bibliographies.push(...documentBibliographies((await read(path)) ?? '', languageId).map(name => joined(folder, name)));
	}
	return { text: whole, bibliographies: [...new Set(bibliographies)], missing, taken };
}

/** What a document says of its project. `% !TEX root = ../main.tex` is a word to editors: https://texdoc.org/serve/texshop/0 */
export function projectPart(text: string, languageId: string): ProjectPart {
	const family = familyOf(languageId);
	if (family === 'latex') {
		const root = /^[ \t]*%[ \t]*!TEX[ \t]+root[ \t]*=[ \t]*(\S[^\n]{0,300})$/im.exec(text)?.[1];
		const mains = [...subfileMains(text), ...(root === undefined ? [] : [withTexEnding(root.trim())])];
		return { takesIn: latexIncludes(text).map(({ paths }) => paths), mains };
	}
	return family === 'typst' ? { takesIn: typstIncludes(text).map(({ paths }) => paths), mains: [] } : noProject;
}

/** The main file of a chapter of `subfiles`. */
function subfileMains(text: string): readonly string[] {
	const main = /\\documentclass\s*\[([^\]\n]{1,300})\]\s*\{subfiles\}/.exec(text)?.[1];
	return main === undefined ? [] : [withTexEnding(main.trim())];
}

function withTexEnding(path: string): string {
	return /\.tex$/i.test(path) ? path : `${path}.tex`;
}

interface Include extends Range {
	/** Where the file may be, the likeliest first. */
	readonly paths: readonly string[];
	readonly label: string;
}

/** `\input{chapters/one}`, `\input chapters/one`, `\import{chapters/}{one}`. */
function latexIncludes(text: string): readonly Include[] {
	const masked = latexMaskedRanges(text);
	const commands =
		/\\(?:(input|include|subfile|subfileinclude)(?:\s*\{([^{}\n]{1,300})\}|[ \t]+([^\s{}\\%]{1,300}))|(?:sub)?(?:import|includefrom|inputfrom)\*?\s*\{([^{}\n]{0,300})\}\s*\{([^{}\n]{1,300})\})/g;
	return Array.from(text.matchAll(commands))
		.filter(({ index }) => !masked.some(({ start, end }) => start <= index && index < end))
		.map(({ 0: whole, 2: braced, 3: bare, 4: folder = '', 5: imported, index }) => {
			const label =
				imported === undefined ? (braced ?? bare ?? '').trim() : joined(folder.trim().replace(/([^/])$/, '$1/'), imported.trim());
			return { start: index, end: index + whole.length, label, paths: /\.[a-z]{2,4}$/i.test(label) ? [label] : [`${label}.tex`, label] };
		});
}

function typstIncludes(text: string): readonly Include[] {
	const { masked } = typstParts(text);
	return Array.from(text.matchAll(/#include\s+"([^"\n]{1,300})"/g))
		.filter(({ index }) => !masked.some(({ start, end }) => start <= index && index < end))
		.map(({ 0: whole, 1: path = '', index }) => ({
			start: index,
			end: index + whole.length,
			label: path,
			paths: [path.replace(/^\//, '')],
		}));
}

/** What a chapter of `subfiles` gives to its main file. */
function bodyOf(text: string): string {
	return /\\documentclass\s*\[[^\]\n]{1,300}\]\s*\{subfiles\}/.test(text)
		? (/\\begin\{document\}([^]*?)(?:\\end\{document\}|$)/.exec(text)?.[1] ?? text)
		: text;
}
