/**
 * Whether an `@key` refers to a figure, table, section, ... of the document itself: `@fig-plot` and `@Fig-plot` in Quarto, `@fig:plot` in
 * pandoc-crossref. https://quarto.org/docs/authoring/cross-references.html#reference-syntax,
 * https://lierdakil.github.io/pandoc-crossref/#references
 */
export function isCrossReference(key: string): boolean {
	return (signs.has(key[2]) || signs.has(key[3])) && crossReference.test(key);
}

const kinds = 'fig tbl lst eq sec thm lem cor prp cnj def exm exr sol rem alg tip nte wrn imp cau vid dia';
const signs = new Set<string | undefined>(['-', ':']);
const crossReference = new RegExp(`^(?:(?:${kinds.replace(/ /g, '|')})-|(?:fig|tbl|eq|sec|lst):)`, 'i');
