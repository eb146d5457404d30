import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Language } from './language';
import { recipesOfLibraries } from './libraries';
import type { Manuscript, Recipe, Setting } from './maker';
import { missingOf } from './maker';
import { recipesOfPrograms } from './programs';

/** A program that makes PDFs in a language. */
export interface Maker {
	readonly name: string;
	readonly language: Language;
	/** Whether its words were read from a picture, with mistakes. */
	readonly isRead: boolean;
	/** What it makes of paragraphs; of the same ones it makes it once, until {@link madeBefore} is removed. */
	readonly make: (paragraphs: readonly string[], setting: Setting) => Promise<Uint8Array>;
}

/** Where PDFs are kept that were made: outside of git. */
const madeBefore = resolve('.cache', 'papers-of-makers');

/** Makers that each machine has, and no other program. */
export function makersOfOurs(): ReturnType<typeof makersWith> {
	return { makers: recipesOfLibraries(undefined).map(recipe => makerIn(recipe, recipe.languages[0])), skipped: [] };
}

/** All makers that this machine has, and what the others lack: `Typst (npm’s @myriaddreamin/…)`. */
export function makersWith(browser: Browser | undefined): { readonly makers: readonly Maker[]; readonly skipped: readonly string[] } {
	const recipes = [...recipesOfLibraries(browser), ...recipesOfPrograms].map(recipe => ({ recipe, missing: missingOf(recipe.needs) }));
	return {
		makers: recipes.flatMap(({ recipe, missing }) => (missing === undefined ? recipe.languages.map(one => makerIn(recipe, one)) : [])),
		skipped: recipes.flatMap(({ recipe, missing }) => (missing === undefined ? [] : [`${recipe.name} (${missing})`])),
	};
}

function makerIn(recipe: Recipe, language: Language): Maker {
	const name = language.code === 'en' ? recipe.name : `${recipe.name}, ${language.name}`;
	return {
		name,
		language,
		isRead: recipe.isRead ?? false,
		make: (paragraphs, setting) => kept(name, recipe, { paragraphs, language, ...setting }),
	};
}

async function kept(name: string, recipe: Recipe, manuscript: Manuscript): Promise<Uint8Array> {
	const said = JSON.stringify([name, recipe.make.toString(), manuscript]);
	const file = join(madeBefore, `${createHash('sha256').update(said).digest('hex').slice(0, 32)}.pdf`);
	if (existsSync(file)) {
		return new Uint8Array(readFileSync(file));
	}
	const bytes = await recipe.make(manuscript);
	mkdirSync(madeBefore, { recursive: true });
	writeFileSync(`${file}.part`, bytes);
	renameSync(`${file}.part`, file);
	return bytes;
}
