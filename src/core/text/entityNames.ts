/** Part of an expression: what may be a character reference, by number or by name. */
export const entity = String.raw`&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});`;

/**
 * Whether `&...;` is a character by its number or by a name that people write: the letters with accents, and what HTML 4 calls signs. Of
 * the 2,200 names that HTML has by now each would be read at the start. https://www.w3.org/TR/html4/sgml/entities.html
 */
export function isEntity(text: string): boolean {
	const name = /^&([^;]+);$/.exec(text)?.[1] ?? '';
	return name.startsWith('#') || accented.test(name) || signs.has(name);
}

const accented = /^[A-Za-z](?:acute|grave|circ|tilde|uml|ring|cedil|caron|breve|macr|ogon|dot|strok|dblac)$/;

const signs: ReadonlySet<string> = new Set(
	(
		'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute ' +
		'micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest AElig ETH times Oslash THORN szlig aelig ' +
		'eth divide oslash thorn quot amp lt gt apos OElig oelig circ tilde ensp emsp thinsp zwnj zwj lrm rlm ndash ' +
		'mdash lsquo rsquo sbquo ldquo rdquo bdquo dagger Dagger permil lsaquo rsaquo euro fnof Alpha Beta Gamma Delta ' +
		'Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau Upsilon Phi Chi Psi Omega alpha ' +
		'beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon ' +
		'phi chi psi omega bull hellip prime Prime trade larr uarr rarr darr harr forall part infin minus sum prod ' +
		'radic sim asymp ne equiv le ge inodot'
	).split(' '),
);
