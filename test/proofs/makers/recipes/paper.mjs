import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What is to be set: a manuscript of maker.ts, the file of a font that has its letters, and where packages of makers are. */
export const paper = JSON.parse(readFileSync(0, 'utf8'));

/** Loads packages that are not the project's. */
export const packageOf = createRequire(join(paper.packages, 'package.json'));
