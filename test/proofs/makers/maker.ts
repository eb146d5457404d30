import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import type { Language } from './language';

/** How a paper is set. */
export interface Setting {
	readonly columns: 1 | 2;
	/** Points. */
	readonly fontSize: number;
	readonly font: 'serif' | 'sans';
}

/** What is to be set; programs leave out what they can't do of its setting. */
export interface Manuscript extends Setting {
	readonly paragraphs: readonly string[];
	readonly language: Language;
}

/** How a program is made to write a PDF. */
export interface Recipe {
	readonly name: string;
	readonly languages: readonly [Language, ...Language[]];
	/** What of the person's machine it needs; what is missing is named and passed over. */
	readonly needs: Needs;
	/** Whether it reads its words from a picture, with mistakes. */
	readonly isRead?: boolean;
	readonly make: (manuscript: Manuscript) => Promise<Uint8Array> | Uint8Array;
}

export interface Needs {
	/** Names of programs. */
	readonly programs?: readonly string[];
	/** Files at their absolute paths: of fonts and packages. */
	readonly files?: readonly string[];
	/** A module of Debian's Python. */
	readonly python?: string;
	/** A package below {@link packagesOfMakers}. */
	readonly npm?: string;
}

/** A4 in points. */
export const page = { width: 595, height: 842, margin: 60, gutter: 20 } as const;

export function columnWidth(columns: 1 | 2): number {
	return (page.width - 2 * page.margin - (columns - 1) * page.gutter) / columns;
}

/** Where `npm install --prefix` puts the packages of makers, which are none of the project's own. */
export const packagesOfMakers = resolve('.cache', 'makers');

/** Python as Debian has it, with Debian's modules; another may come first. */
export const debianPython = '/usr/bin/python3';

/** What a recipe needs and this machine lacks; `undefined` where it has all. */
export function missingOf({ programs = [], files = [], python, npm }: Needs): string | undefined {
	return (
		programs.find(program => !(process.env['PATH'] ?? '').split(delimiter).some(folder => existsSync(join(folder, program)))) ??
		files.find(file => !existsSync(file)) ??
		(python !== undefined && spawnSync(debianPython, ['-c', `import ${python}`]).status !== 0 ? `Python’s ${python}` : undefined) ??
		(npm !== undefined && !existsSync(join(packagesOfMakers, 'node_modules', npm)) ? `npm’s ${npm}` : undefined)
	);
}

/** A folder that is there while a program works. */
export function inFolder<T>(work: (folder: string) => T): T {
	const folder = mkdtempSync(join(tmpdir(), 'maker-'));
	try {
		return work(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Runs a program, and gives what it wrote to stdout. Throws what it wrote to stderr where it failed. */
export function run(
	program: string,
	options: readonly string[],
	input: { readonly stdin?: string | Uint8Array; readonly folder?: string } = {},
): Buffer {
	const { status, stdout, stderr, error } = spawnSync(program, options, {
		input: input.stdin ?? '',
		cwd: input.folder,
		maxBuffer: 1e9,
		timeout: 300_000,
		// Tesseract's threads cost more than they bring; dates of the files are nobody's concern.
		env: { ...process.env, OMP_THREAD_LIMIT: '1', SOURCE_DATE_EPOCH: '1700000000', HOME: input.folder ?? tmpdir() },
	});
	if (error !== undefined || status !== 0) {
		throw new Error(`${program}: ${error?.message ?? `${stderr.toString()} ${stdout.subarray(-600).toString()}`}`);
	}
	return stdout;
}

/** Has a program make a file of another, in a folder of its own. */
export function converted(
	source: { readonly name: string; readonly content: string | Uint8Array },
	result: string,
	...steps: readonly (readonly [program: string, ...options: string[]])[]
): Uint8Array {
	return inFolder(folder => {
		writeFileSync(join(folder, source.name), source.content);
		for (const [program, ...options] of steps) {
			run(program, options, { folder });
		}
		return new Uint8Array(readFileSync(join(folder, result)));
	});
}

/** Letters that mean nothing in markup: the words of manuscripts have no others. */
export function htmlOf({ paragraphs, columns, fontSize, font, language }: Manuscript): string {
	const family = language.code === 'en' ? font.replace('sans', 'sans-serif') : `"${language.family}"`;
	return `<!DOCTYPE html>
<html lang="${language.code}" dir="${language.direction}"><head><meta charset="utf-8"><title>Paper</title><style>
@page { size: A4; margin: 2cm }
body { columns: ${columns}; font: ${fontSize}pt ${family}; text-align: justify; hyphens: auto }
</style></head><body>${paragraphs.map(paragraph => `<p>${paragraph}</p>`).join('\n')}</body></html>`;
}

/** Breaks a paragraph into lines that fit; a long word at the end of a line may be divided. */
export function* brokenLines(paragraph: string, fits: (text: string) => boolean): Generator<string> {
	let line = '';
	for (const word of paragraph.split(' ')) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (fits(longer)) {
			line = longer;
			continue;
		}
		const half = Math.floor(word.length / 2);
		const divided = `${line} ${word.slice(0, half)}-`;
		if (/^[a-z]{8,}$/.test(word) && fits(divided)) {
			yield divided;
			line = word.slice(half);
		} else {
			yield line;
			line = word;
		}
	}
	yield line;
}
