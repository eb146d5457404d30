import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isArray, isObject } from '../../src/core/data/json';
import type { JsonObject } from '../../src/core/data/json';
import type { IncomingPaper } from '../../src/core/paper/paper';

/** One input and what two readers make of it. */
export interface Case {
	readonly name: string;
	readonly input: string;
	readonly expected: readonly IncomingPaper[];
	readonly found: readonly IncomingPaper[];
}

/** The cases of a folder of the fixtures; `undefined` where it is not there. */
export type Cases = () => readonly Case[] | undefined;

const fixtures = join(import.meta.dirname, '../../../shared/fixtures');

/** What the papers of expectations say about where they come from. */
export const source = { kind: 'expected' };

export function inFolder(folder: string, list: (path: string) => readonly Case[]): Cases {
	const path = join(fixtures, folder);
	return () => (existsSync(path) ? list(path) : undefined);
}

export function names(folder: string, pattern: RegExp): readonly string[] {
	return readdirSync(folder)
		.filter(name => pattern.test(name))
		.sort();
}

export function textAt(...path: readonly string[]): string {
	return readFileSync(join(...path), 'utf8');
}

export function parse(text: string): unknown {
	return JSON.parse(text);
}

export function objects(value: unknown): readonly JsonObject[] {
	return isArray(value) ? value.filter(isObject) : [];
}
