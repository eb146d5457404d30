/** Finds a sentence in the language of the user and puts the values in, as `vscode.l10n.t` does. */
export type Translate = (sentence: string, ...values: (string | number)[]) => string;

let translate: Translate = filledIn;

/** Says who translates from now on; until then, and where nobody does, sentences are in English. */
export function translateWith(translator: Translate): void {
	translate = translator;
}

/**
 * A sentence in the language of the user. `npm run l10n` collects the sentences from the source, so the first argument is a literal.
 * Call it when the sentence is needed, never while a module is loaded: nobody translates yet.
 * @param sentence in English, with `{0}`, `{1}` where values go
 */
export function localize(sentence: string, ...values: (string | number)[]): string {
	return translate(sentence, ...values);
}

/** The sentence with its values, untranslated. */
export function filledIn(sentence: string, ...values: (string | number)[]): string {
	return sentence.replace(/\{(\d+)\}/g, (place: string, index: string) => String(values[Number(index)] ?? place));
}

/**
 * The sentence for one or for many.
 * @param one the sentence where `count` is 1
 * @param many the sentence for any other count, which is `{0}`; the values go on with `{1}`
 */
export function localizeCount(count: number, one: string, many: string, ...values: (string | number)[]): string {
	return translate(count === 1 ? one : many, count, ...values);
}
