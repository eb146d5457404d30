// The types of a package without any must also reach programs that include only this file, such as the tests.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./citeproc.d.ts" />
import type CSL from 'citeproc';
import { adjust } from './adjustments';
import { markedFormat } from './markedText';
import { quicken } from './quicken';

export type Citeproc = typeof CSL;

/**
 * citeproc-js, by Frank Bennett, under the Common Public Attribution License 1.0. It is loaded when first asked for, since it takes some 40
 * ms and 400 kB. https://github.com/Juris-M/citeproc-js
 */
export function loadCiteproc(): Promise<Citeproc> {
	loaded ??= import('citeproc').then(({ default: citeproc }) => prepared(citeproc));
	return loaded;
}

let loaded: Promise<Citeproc> | undefined;

/** citeproc-js as it came, once it writes {@link markedFormat}, by the specification, and with less work. */
export function prepared(citeproc: Citeproc): Citeproc {
	citeproc.Output.Formats['marked'] = markedFormat;
	adjust(citeproc);
	quicken(citeproc);
	return citeproc;
}
