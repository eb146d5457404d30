import { tableOf } from '../data/table';
import { splitMath } from './math';

/**
 * A text with its formulae written in Unicode, for places that typeset none: `$x_i^2 \leq \mathbb{R}$` becomes `xᵢ² ≤ ℝ`. What Unicode has
 * no sign for stays TeX.
 */
export function withFormulaeAsText(text: string): string {
	return splitMath(text)
		.map(segment => (segment.kind === 'text' ? segment.source : formulaText(segment.tex)))
		.join('');
}

/** A formula without its dollars. */
export function formulaText(tex: string): string {
	const plain = tex
		.replace(
			/\\(?:mathbf|boldsymbol|bm|mathrm|mathit|mathsf|mathtt|text|textbf|textit|textrm|operatorname\*?|mathop|mbox)\s*\{([^{}]*)\}/g,
			'$1',
		)
		.replace(
			/\\(mathbb|mathcal|mathscr|mathfrak)\s*(?:\{([^{}]*)\}|([A-Za-z]))/g,
			(_, alphabet: string, inside: string | undefined, letter: string | undefined) => inAlphabet(alphabet, inside ?? letter ?? ''),
		)
		.replace(
			/\\(hat|bar|tilde|vec|dot|ddot|overline|widehat|widetilde)\s*(?:\{(\\?[\p{L}\p{N}]+)\}|(\\[A-Za-z]+|[\p{L}\p{N}]))/gu,
			(_, accent: string, inside: string | undefined, letter: string | undefined) =>
				(accents.get(accent) ?? '') === '' ? (inside ?? letter ?? '') : `${named(inside ?? letter ?? '')}${accents.get(accent) ?? ''}`,
		)
		.replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, (_, above: string, below: string) => `${grouped(above)}/${grouped(below)}`)
		.replace(/\\sqrt\s*\{([^{}]*)\}/g, (_, inside: string) => `√${grouped(inside)}`)
		.replace(/\\(?:left|right|big|Big|bigg|Bigg|bigl|bigr|displaystyle|textstyle|limits|nolimits|rm|bf|it|cal)(?![A-Za-z])\s*/g, '')
		.replace(/\\[A-Za-z]+/g, named)
		.replace(/\\(?:[,;:!>]|quad|qquad| )|~/g, ' ');
	const raised = plain.replace(
		/([_^])\s*(?:\{([^{}]*)\}|(\S))/gu,
		(whole, sign: string, inside: string | undefined, single: string | undefined) =>
			shifted(sign === '^' ? superscripts : subscripts, inside ?? single ?? '') ??
			(inside === undefined ? whole : `${sign}${grouped(inside)}`),
	);
	const bare = /\\[A-Za-z]/.test(raised) ? raised : raised.replace(/(?<!\\)[{}]/g, '');
	return bare
		.replace(/\\([%$#&_{}|])/g, '$1')
		.replace(/\s+/g, ' ')
		.trim();
}

function grouped(text: string): string {
	return /^[\p{L}\p{N}]*$/u.test(text) ? text : `(${text})`;
}

function named(command: string): string {
	return command.startsWith('\\') ? (signs.get(command.slice(1)) ?? command) : command;
}

/** `undefined` where a letter has no raised or lowered form. */
function shifted(alphabet: ReadonlyMap<string, string>, text: string): string | undefined {
	const letters = Array.from(text).map(letter => alphabet.get(letter));
	return text !== '' && letters.every(letter => letter !== undefined) ? letters.join('') : undefined;
}

function inAlphabet(alphabet: string, text: string): string {
	const start = alphabets.get(alphabet);
	return Array.from(text)
		.map(
			letter =>
				exceptions.get(alphabet)?.get(letter) ??
				(start !== undefined && /[A-Z]/.test(letter) ? String.fromCodePoint(start + letter.charCodeAt(0) - 65) : letter),
		)
		.join('');
}

/** Where the capitals of Unicode's mathematical alphabets start. https://www.unicode.org/charts/PDF/U1D400.pdf */
const alphabets = tableOf<number>({ mathbb: 0x1d538, mathcal: 0x1d49c, mathscr: 0x1d49c, mathfrak: 0x1d504 });

const script = tableOf({ B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ' });
const exceptions = tableOf<ReadonlyMap<string, string>>({
	mathbb: tableOf({ C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ', 1: '𝟙' }),
	mathcal: script,
	mathscr: script,
	mathfrak: tableOf({ C: 'ℭ', H: 'ℌ', I: 'ℑ', R: 'ℜ', Z: 'ℨ' }),
});

const accents = tableOf<string>({
	hat: '\u0302',
	widehat: '\u0302',
	bar: '\u0304',
	overline: '\u0304',
	tilde: '\u0303',
	widetilde: '\u0303',
	vec: '\u20d7',
	dot: '\u0307',
	ddot: '\u0308',
});

const superscripts = pairs(
	'0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW*′',
	'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ*′',
);
const subscripts = pairs('0123456789+-=()aehijklmnoprstuvxβγρφχ', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ');

function pairs(from: string, to: string): ReadonlyMap<string, string> {
	const targets = Array.from(to);
	return new Map(Array.from(from).map((letter, index) => [letter, targets[index] ?? letter]));
}

const signs = tableOf<string>({
	alpha: 'α',
	beta: 'β',
	gamma: 'γ',
	delta: 'δ',
	epsilon: 'ϵ',
	varepsilon: 'ε',
	zeta: 'ζ',
	eta: 'η',
	theta: 'θ',
	vartheta: 'ϑ',
	iota: 'ι',
	kappa: 'κ',
	lambda: 'λ',
	mu: 'μ',
	nu: 'ν',
	xi: 'ξ',
	pi: 'π',
	rho: 'ρ',
	sigma: 'σ',
	tau: 'τ',
	upsilon: 'υ',
	phi: 'ϕ',
	varphi: 'φ',
	chi: 'χ',
	psi: 'ψ',
	omega: 'ω',
	Gamma: 'Γ',
	Delta: 'Δ',
	Theta: 'Θ',
	Lambda: 'Λ',
	Xi: 'Ξ',
	Pi: 'Π',
	Sigma: 'Σ',
	Phi: 'Φ',
	Psi: 'Ψ',
	Omega: 'Ω',
	leq: '≤',
	le: '≤',
	geq: '≥',
	ge: '≥',
	neq: '≠',
	ne: '≠',
	ll: '≪',
	gg: '≫',
	approx: '≈',
	sim: '∼',
	simeq: '≃',
	cong: '≅',
	equiv: '≡',
	propto: '∝',
	lesssim: '≲',
	gtrsim: '≳',
	times: '×',
	cdot: '·',
	pm: '±',
	mp: '∓',
	div: '÷',
	ast: '∗',
	star: '⋆',
	circ: '∘',
	bullet: '•',
	oplus: '⊕',
	otimes: '⊗',
	odot: '⊙',
	in: '∈',
	notin: '∉',
	subset: '⊂',
	subseteq: '⊆',
	supset: '⊃',
	supseteq: '⊇',
	cup: '∪',
	cap: '∩',
	setminus: '∖',
	emptyset: '∅',
	varnothing: '∅',
	forall: '∀',
	exists: '∃',
	neg: '¬',
	land: '∧',
	wedge: '∧',
	lor: '∨',
	vee: '∨',
	to: '→',
	rightarrow: '→',
	leftarrow: '←',
	leftrightarrow: '↔',
	Rightarrow: '⇒',
	Leftarrow: '⇐',
	Leftrightarrow: '⇔',
	mapsto: '↦',
	uparrow: '↑',
	downarrow: '↓',
	longrightarrow: '⟶',
	infty: '∞',
	partial: '∂',
	nabla: '∇',
	sum: '∑',
	prod: '∏',
	int: '∫',
	oint: '∮',
	sqrt: '√',
	ell: 'ℓ',
	hbar: 'ℏ',
	Re: 'ℜ',
	Im: 'ℑ',
	aleph: 'ℵ',
	prime: '′',
	dagger: '†',
	ddagger: '‡',
	degree: '°',
	angle: '∠',
	perp: '⊥',
	parallel: '∥',
	mid: '∣',
	langle: '⟨',
	rangle: '⟩',
	lfloor: '⌊',
	rfloor: '⌋',
	lceil: '⌈',
	rceil: '⌉',
	Vert: '‖',
	vert: '|',
	ldots: '…',
	dots: '…',
	cdots: '⋯',
	vdots: '⋮',
	log: 'log',
	ln: 'ln',
	exp: 'exp',
	sin: 'sin',
	cos: 'cos',
	tan: 'tan',
	min: 'min',
	max: 'max',
	argmin: 'argmin',
	argmax: 'argmax',
	sup: 'sup',
	inf: 'inf',
	lim: 'lim',
	det: 'det',
	dim: 'dim',
	Pr: 'Pr',
	deg: 'deg',
	gcd: 'gcd',
	ker: 'ker',
});
