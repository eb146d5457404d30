import { tableOf } from '../data/table';
/** Combining marks by accent command. https://en.wikibooks.org/wiki/LaTeX/Special_Characters#Escaped_codes */
export const marks = tableOf<string>({
	'`': '\u0300', "'": '\u0301', '^': '\u0302', '~': '\u0303', '=': '\u0304', u: '\u0306', '.': '\u0307', '"': '\u0308',
	r: '\u030a', H: '\u030b', v: '\u030c', d: '\u0323', c: '\u0327', k: '\u0328', b: '\u0331',
});

/** Letters and signs by command. */
export const letters = tableOf<string>({
	L: 'Ł', l: 'ł', O: 'Ø', o: 'ø', AE: 'Æ', ae: 'æ', OE: 'Œ', oe: 'œ', AA: 'Å', aa: 'å', SS: 'ẞ', ss: 'ß', i: 'ı', j: 'ȷ',
	DH: 'Ð', dh: 'ð', TH: 'Þ', th: 'þ', DJ: 'Đ', dj: 'đ', NG: 'Ŋ', ng: 'ŋ', S: '§', P: '¶', copyright: '©', pounds: '£',
	ldots: '…', dots: '…', textellipsis: '…', textendash: '–', textemdash: '—', textasciitilde: '~', textasciicircum: '^',
	textquoteleft: '‘', textquoteright: '’', textquotedblleft: '“', textquotedblright: '”', textdegree: '°', textregistered: '®', texttrademark: '™',
});

/**
 * Further commands that stand for one text wherever they are used outside a formula. Greek letters and arrows need mathematics in LaTeX, but bibliographies have
 * them bare. The names are those of textcomp, of amssymb and of babel's shorthands.
 */
export const symbols = tableOf<string>({
	textbackslash: '\\', backslash: '\\', textbar: '|', textless: '<', textgreater: '>', textunderscore: '_', textbraceleft: '{', textbraceright: '}', lbrace: '{', rbrace: '}',
	textasciigrave: '`', textasciiacute: '´', textasciidieresis: '¨', textquotesingle: "'", textquotedbl: '"', textdollar: '$', textpercent: '%', textampersand: '&', textsharp: '♯',
	textexclamdown: '¡', textquestiondown: '¿', guillemotleft: '«', guillemotright: '»', guillemetleft: '«', guillemetright: '»', guilsinglleft: '‹', guilsinglright: '›', flqq: '«', frqq: '»', glqq: '„', grqq: '“', glq: '‚', grq: '‘',
	quotedblbase: '„', quotesinglbase: '‚', lq: '‘', rq: '’', cdots: '⋯', textbullet: '•', textperiodcentered: '·', textcdot: '·', cdot: '·', slash: '/', textvisiblespace: '␣',
	textdagger: '†', dag: '†', textdaggerdbl: '‡', ddag: '‡', textsection: '§', textparagraph: '¶', textcopyright: '©', textservicemark: '℠', textnumero: '№', textordfeminine: 'ª', textordmasculine: 'º', textonehalf: '½', textonequarter: '¼', textthreequarters: '¾',
	textonesuperior: '¹', texttwosuperior: '²', textthreesuperior: '³', textsterling: '£', texteuro: '€', euro: '€', textcent: '¢', textyen: '¥', textcurrency: '¤', textmu: 'µ', textohm: 'Ω', textcelsius: '℃', textpm: '±', texttimes: '×', textdiv: '÷', textminus: '−', textlnot: '¬',
	textrightarrow: '→', textleftarrow: '←', textuparrow: '↑', textdownarrow: '↓', degree: '°', deg: '°', pm: '±', mp: '∓', times: '×', div: '÷', sim: '∼', approx: '≈', neq: '≠', leq: '≤', le: '≤', geq: '≥', ge: '≥', infty: '∞', rightarrow: '→', to: '→', leftarrow: '←', leftrightarrow: '↔', Rightarrow: '⇒', prime: '′', circ: '∘', ell: 'ℓ', hbar: 'ℏ', checkmark: '✓', star: '⋆', bullet: '•', dagger: '†', ddagger: '‡',
	alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', epsilon: 'ϵ', varepsilon: 'ε', zeta: 'ζ', eta: 'η', theta: 'θ', vartheta: 'ϑ', iota: 'ι', kappa: 'κ', lambda: 'λ', mu: 'μ', nu: 'ν', xi: 'ξ', pi: 'π', rho: 'ρ', sigma: 'σ', varsigma: 'ς', tau: 'τ', upsilon: 'υ', phi: 'ϕ', varphi: 'φ', chi: 'χ', psi: 'ψ', omega: 'ω',
	Gamma: 'Γ', Delta: 'Δ', Theta: 'Θ', Lambda: 'Λ', Xi: 'Ξ', Pi: 'Π', Sigma: 'Σ', Upsilon: 'Υ', Phi: 'Φ', Psi: 'Ψ', Omega: 'Ω',
	textalpha: 'α', textbeta: 'β', textgamma: 'γ', textdelta: 'δ', textepsilon: 'ε', textlambda: 'λ', textpi: 'π', textsigma: 'σ', textomega: 'ω', textphi: 'φ', textchi: 'χ', textpsi: 'ψ', texttheta: 'θ', textDelta: 'Δ', textOmega: 'Ω',
	TeX: 'TeX', LaTeX: 'LaTeX', LaTeXe: 'LaTeX2ε', BibTeX: 'BibTeX', hamza: 'ʾ', ain: 'ʿ', ayn: 'ʿ', IJ: 'Ĳ', ij: 'ĳ', textschwa: 'ə', textthorn: 'þ', textTHORN: 'Þ',
	Hwithstroke: 'Ħ', hwithstroke: 'ħ', textcrh: 'ħ', textpertenthousand: '‱', textperthousand: '‰', textreferencemark: '※', textleaf: '☙', textmusicalnote: '♪', textinterrobang: '‽', textdblhyphen: '⹀', textsurd: '√',
});

/** Accent commands beyond those of {@link marks}: comma below, double grave, inverted breve, and their long names. */
export const furtherMarks = tableOf<string>({
	textcommabelow: '\u0326', ocirc: '\u030a', G: '\u030f', f: '\u0311', C: '\u030f', U: '\u030e', textsubring: '\u0325', textsubdot: '\u0323', textsubbar: '\u0331', textogonekcentered: '\u0328', capitalcedilla: '\u0327', cedla: '\u0327', overline: '\u0305', h: '\u0309', textdotbelow: '\u0323', t: '\u0361',
});
