/** An element of MathML, or a text within one (`name` is '' then). https://www.w3.org/TR/mathml-core/ */
export interface MathNode {
	/** In lower case, without a prefix: `msup`. */
	readonly name: string;
	readonly text: string;
	readonly children: readonly MathNode[];
}

/** A formula as TeX, without dollars: `10^{5}`. Signs stay the characters that they are. */
export function mathTex(node: MathNode): string {
	return written(node, tex).trim();
}

/** A formula as text with CSL's markup, for titles: `10<sup>5</sup>`. */
export function mathMarkup(node: MathNode): string {
	return written(node, markup).trim();
}

interface Notation {
	sup(base: string, raised: string): string;
	sub(base: string, lowered: string): string;
	fraction(upper: string, lower: string): string;
	root(radicand: string, degree: string): string;
	over(base: string, above: string): string;
	under(base: string, below: string): string;
	identifier(name: string): string;
	words(text: string): string;
}

const tex: Notation = {
	sup: (base, raised) => `${base}^{${raised}}`,
	sub: (base, lowered) => `${base}_{${lowered}}`,
	fraction: (upper, lower) => `\\frac{${upper}}{${lower}}`,
	root: (radicand, degree) => (degree === '' ? `\\sqrt{${radicand}}` : `\\sqrt[${degree}]{${radicand}}`),
	over: (base, above) => accents.get(above)?.replace('#', base) ?? `\\overset{${above}}{${base}}`,
	under: (base, below) => `\\underset{${below}}{${base}}`,
	identifier: name => (Array.from(name).length > 1 ? `\\mathrm{${name}}` : name),
	words: text => `\\text{${text}}`,
};

const accents: ReadonlyMap<string, string> = new Map([
	['¯', '\\bar{#}'],
	['‾', '\\bar{#}'],
	['^', '\\hat{#}'],
	['ˆ', '\\hat{#}'],
	['~', '\\tilde{#}'],
	['˜', '\\tilde{#}'],
	['→', '\\vec{#}'],
	['⃗', '\\vec{#}'],
	['˙', '\\dot{#}'],
	['.', '\\dot{#}'],
]);

const markup: Notation = {
	sup: (base, raised) => `${base}<sup>${raised}</sup>`,
	sub: (base, lowered) => `${base}<sub>${lowered}</sub>`,
	fraction: (upper, lower) => `${grouped(upper)}/${grouped(lower)}`,
	root: (radicand, degree) => (degree === '' ? `√${grouped(radicand)}` : `<sup>${degree}</sup>√${grouped(radicand)}`),
	over: (base, above) => marks.get(above)?.replace('#', base) ?? `${base}<sup>${above}</sup>`,
	under: (base, below) => `${base}<sub>${below}</sub>`,
	identifier: name => name,
	words: text => text,
};

// Combining marks: https://www.unicode.org/charts/PDF/U0300.pdf
const marks: ReadonlyMap<string, string> = new Map([
	['¯', '#\u0304'],
	['‾', '#\u0304'],
	['^', '#\u0302'],
	['ˆ', '#\u0302'],
	['~', '#\u0303'],
	['˜', '#\u0303'],
	['→', '#\u20d7'],
	['˙', '#\u0307'],
	['.', '#\u0307'],
]);

function grouped(text: string): string {
	return /[+\-−±/ ]/.test(text) ? `(${text})` : text;
}

function written(node: MathNode, notation: Notation): string {
	const part = (index: number): string => {
		const child = elements(node)[index];
		return child === undefined ? '' : written(child, notation);
	};
	const all = (): string => node.children.map(child => written(child, notation)).join('');
	switch (node.name) {
		case '':
			return node.text;
		case 'mi':
			return notation.identifier(all());
		case 'mtext':
		case 'ms':
			return notation.words(all());
		case 'mo':
			return spaced(all());
		case 'msup':
			return notation.sup(part(0), part(1));
		case 'msub':
			return notation.sub(part(0), part(1));
		case 'msubsup':
			return notation.sup(notation.sub(part(0), part(1)), part(2));
		case 'mfrac':
			return notation.fraction(part(0), part(1));
		case 'msqrt':
			return notation.root(all(), '');
		case 'mroot':
			return notation.root(part(0), part(1));
		case 'mover':
			return notation.over(part(0), part(1).trim());
		case 'munder':
			return notation.under(part(0), part(1).trim());
		case 'munderover':
			return notation.sup(notation.sub(part(0), part(1)), part(2));
		case 'mfenced':
			return `(${elements(node)
				.map(child => written(child, notation))
				.join(',')})`;
		case 'mspace':
			return ' ';
		case 'semantics':
			return part(0);
		case 'annotation':
		case 'annotation-xml':
		case 'mphantom':
			return '';
		case 'mtr':
		case 'mtd':
			return `${all()} `;
		default:
			return all();
	}
}

function elements(node: MathNode): readonly MathNode[] {
	return node.children.filter(child => child.name !== '');
}

/** Relations have white space around them. Invisible operators (function application, times, separator) are nothing. */
function spaced(sign: string): string {
	const plain = sign.replace(/[\u2061-\u2064]/g, '');
	return /^[=<>≤≥≠≈∼≃≡→←∈⊂⊆≪≫∝]$/.test(plain) ? ` ${plain} ` : plain;
}
