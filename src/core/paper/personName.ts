import type { Name } from './paper';
import { present } from './paper';
import { unfold } from '../text/fold';

/**
 * A name as reference managers write it: `King, Martin Luther, Jr.`, `van Beethoven, Ludwig`; without a comma it is a body, or a person
 * whose parts no one told apart. `undefined` where nothing is written.
 */
export function invertedName(text: string): Name | undefined {
	const [family = '', given, ...suffix] = unfold(text)
		.split(',')
		.map(part => part.trim());
	if (family === '' && given === undefined) {
		return undefined;
	}
	if (given === undefined) {
		return { literal: family };
	}
	return {
		...present('family', family === '' ? undefined : family),
		...present('given', given === '' ? undefined : given),
		...present('suffix', suffix.length === 0 ? undefined : suffix.join(', ')),
	};
}

/**
 * The names of one record. Several without any comma among them are in natural order (`Catarina Barata`), unless one of them looks like a
 * body.
 */
export function creatorNames(texts: readonly string[]): readonly (Name | undefined)[] {
	const natural = texts.length > 1 && texts.every(text => twoToFourWords.test(text.trim()) && !isBody(text));
	const read = natural ? naturalName : invertedName;
	return texts.map(text => (/^\s*(?:et\.? ?al\.?|(?:and )?others)\s*$/i.test(text) ? { literal: 'others' } : read(text)));
}

const twoToFourWords = /^\p{Lu}[\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+){1,3}$/u;

/**
 * Whether a name is that of a body (`ATLAS Collaboration`, `World Health Organization`, `Institute of Rivers`), told by words that no
 * person is called.
 */
export function isBody(text: string): boolean {
	const words = unfold(text).split(' ');
	return (
		words.length > 1 &&
		(bodyWord.test(text) ||
			/ (?:of|for|the|and|&|und|et|für|della|des) /.test(text) ||
			/^(?:the|world|united|international|national|european|federal)$/i.test(words[0] ?? '') ||
			lastBodyWord.test(words.at(-1) ?? '') ||
			// `Moonshot AI`: Ai is a family name, too, but not in capitals beside small letters.
			(words.at(-1) === 'AI' && text !== text.toUpperCase()) ||
			(words.length > 2 && !text.includes('.') && weakBodyWord.test(words.at(-1) ?? '')))
	);
}

const bodyWord =
	/(?<![\p{L}\p{M}])(?:associations?|organi[sz]ations?|institut(?:e|es|ion|ions|o|et|ut)?|universit(?:y|ies|ät|é|à|ad|at|eit)|universi(?:dad|dade|teit|tetet)|collaborations?|consorti(?:um|a)|committees?|councils?|department|ministry|agency|commission|society|societies|cent(?:er|re)s?|foundation|laborator(?:y|ies)|investigators|initiative|alliance|federation|academy|authority|bureau|task force|working group|study group|inc|ltd|llc|gmbh|corporation)(?![\p{L}\p{M}])/iu;
const lastBodyWord =
	/^(?:group|team|project|program|programme|network|union|editors|contributors|developers|trialists|participants|members)$/i;
// William Press and Carol Bank are persons.
const weakBodyWord = /^(?:bank|board|office|staff|press|company|studies)$/i;

/**
 * A name in natural order: the last word is the family name, small words before it belong to it; a single word and the name of a body stand
 * for themselves.
 */
export function naturalName(text: string): Name | undefined {
	if (text.includes(',')) {
		return invertedName(text);
	}
	const words = unfold(text)
		.split(' ')
		.filter(word => word !== '');
	if (words.length <= 1 || isBody(text)) {
		return words[0] === undefined ? undefined : { literal: words.join(' ') };
	}
	const suffix = /^(?:Jr|Sr|II|III|IV)\.?$/.test(words.at(-1) ?? '') && words.length > 2 ? words.at(-1) : undefined;
	const names = suffix === undefined ? words : words.slice(0, -1);
	const particle = names.findIndex((word, index) => index > 0 && index < names.length - 1 && /^\p{Ll}/u.test(word));
	const start = particle < 0 ? names.length - 1 : particle;
	const particles = names.slice(start, -1).join(' ');
	return {
		family: names.at(-1) ?? '',
		given: names.slice(0, start).join(' '),
		...present('non-dropping-particle', particles === '' ? undefined : particles),
		...present('suffix', suffix),
	};
}

/** Single capitals get their full stops: `John S` gives `John S.`, `I D` gives `I. D.` */
export function dotInitials(name: Name): Name {
	return name.given === undefined ? name : { ...name, given: name.given.replace(/(?<![\p{L}\p{M}'’-])(\p{Lu})(?=\s|$)/gu, '$1.') };
}

/**
 * The names of a line of credits, in whatever way it parts them: `Song, Yang; Ermon, Stefano`, `Yang Song, Stefano Ermon and Ada Roe`,
 * `Roe, A., Poe, B.`, `Roe A, Poe B`, `Roe A., Poe B.`, `Roe, Ada and Poe, Ben`, `Song, Yang`. Affiliations in brackets, marks of
 * footnotes, forms of address, e-mail addresses, "et al." and academic degrees (`Ada Roe, M.D., Ph.D.`) are no names.
 */
export function creditedNames(line: string): readonly Name[] {
	// One blank at a time from here: patterns that meet runs of them begin again at each.
	const plain = unfold(withoutBrackets(line))
		.replace(/^(?:by|authors?\s*:)\s+/i, '')
		.replace(footnoteMark, '')
		.replace(/,? ?\b(?:et al|and others)\b\.?/gi, '')
		// `Ada Roe, Jr.` is one name.
		.replace(/,\s*((?:Jr|Sr)\.?|I{2,3}|IV)(?=\s*(?:[,;|]|$|and\b|&))/g, ' $1');
	if (/[;|]/.test(plain)) {
		return known(plain.split(/[;|]/).map(part => nameOf(withoutDegrees(part))));
	}
	const inverted = plain.split(/ (?:and|&) /);
	if (inverted.length > 1 && inverted.every(part => /^(?:\p{Ll}[\p{L}'’]* )*[^\s,]+,[^,]+$/u.test(part))) {
		return known(inverted.map(invertedName));
	}
	const parts = plain
		.split(/, ?(?:and |& ?)?| (?:and|&) /)
		.map(part => part.trim())
		.filter(part => part !== '' && !degree.test(part));
	const persons = parts.filter(part => !isBody(part));
	if (arePairs(persons, plain)) {
		const bodies = parts.filter(isBody).map(literal => ({ literal }));
		const named = known(pairs(persons).map(([family, given]) => invertedName(`${family}, ${given}`)));
		return isBody(parts[0] ?? '') ? [...bodies, ...named] : [...named, ...bodies];
	}
	return known((isBody(plain) && parts.length === 1 ? [plain] : parts).map(nameOf));
}

/** Whether family and given names take turns: `Roe, A., Poe, B.`, `Roe, Ada, Poe, Ben`, `Song, Yang`. */
function arePairs(parts: readonly string[], line: string): boolean {
	if (parts.length < 2 || parts.length % 2 !== 0) {
		return false;
	}
	const [families, given] = [parts.filter((_, at) => at % 2 === 0), parts.filter((_, at) => at % 2 === 1)];
	const areInitials = given.every(part => initials.test(part)) && !families.every(part => initials.test(part));
	return areInitials || (parts.every(part => !/\s/.test(part)) && !/ (?:and|&) /.test(line));
}

function known(names: readonly (Name | undefined)[]): readonly Name[] {
	return names.filter(name => name !== undefined);
}

function nameOf(text: string): Name | undefined {
	const plain = withoutAddress(text);
	if (isBody(plain)) {
		return { literal: plain };
	}
	const bare = withoutTrailingDegrees(plain).replace(formOfAddress, '');
	// `Roe AB`, as Vancouver style has it, and `Roe A.`
	const [, family, letters] = /^([\p{L}\p{M}'’ -]{2,}?) (\p{Lu}{1,3}|(?:\p{Lu}\.[ -]?){1,4})$/u.exec(bare) ?? [];
	if (family !== undefined && letters !== undefined && family !== family.toUpperCase()) {
		return letters.includes('.') ? { family, given: letters } : dotInitials({ family, given: Array.from(letters).join(' ') });
	}
	return bare === '' ? undefined : naturalName(bare);
}

/** Without an e-mail address: `a@b.org` names nobody. */
function withoutAddress(text: string): string {
	return unfold(text.replace(/<?[^\s<>@]{1,100}@[^\s<>@]{1,200}>?/g, ' '));
}

function pairs(parts: readonly string[]): readonly (readonly [string, string])[] {
	return Array.from({ length: parts.length / 2 }, (_, at) => [parts[2 * at] ?? '', parts[2 * at + 1] ?? ''] as const);
}

// `A.`, `A. B.`, `J.-P.`
const initials = /^(?:\p{Lu}\p{L}?\.(?:\s|-)?)+$/u;
const degree =
	/^(?:(?:M|Ph|Sc|D|Ed|Psy|Pharm)\.? ?D\.?|M\.?(?:Sc|A|S|P\.?H|B\.?A|B\.?B\.?S)\.?|B\.?(?:Sc|A)\.?|D\.?(?:Phil|V\.?M)\.?|R\.?N\.?|F\.?R\.?C\.?[A-Z.]{1,6}|Dr\.?|Prof\.?)$/i;
// Without a comma before it: `Ada Roe PhD`.
const trailingDegree = /^(?:Ph\.?D|M\.D|D\.?Phil|Sc\.?D|Pharm\.?D|M\.?Sc|MPH|MBBS)\.?$/;
// Of `Roe MD` the letters are initials, of `Ben Poe MD` they are none. What stands before is looked at last: a word of 100,000 letters
// would be looked at from each of them.
const trailingDoctor = / MD$(?<=^\p{Lu}\p{L}+ (?:\p{Lu}\. )?\p{Lu}\p{Ll}+ MD)/u;
const formOfAddress = /^(?:(?:Dr|Prof|Mr|Mrs|Ms)\.\s*|(?:Dr|Professor)\s+)+(?=\S+\s)/i;
const footnoteMark = /(?<=[\p{L}.])[\d*†‡§¶¹²³⁴-⁹]+(?:,(?=[\d*†‡§¶])[\d*†‡§¶¹²³⁴-⁹]+)*(?=\s|[,;|]|$)/gu;

/** @param name with one blank between its words */
function withoutTrailingDegrees(name: string): string {
	const words = name.split(' ');
	const end = 1 + words.findLastIndex((word, at) => at === 0 || !trailingDegree.test(word));
	return end < words.length ? words.slice(0, end).join(' ') : name.replace(trailingDoctor, '');
}

function withoutDegrees(text: string): string {
	const [first = '', ...rest] = text.split(',');
	return [first, ...rest.filter(part => !degree.test(part.trim()))].join(',');
}

/** Without what stands in round brackets, nested ones too. A bracket that is never closed is kept. */
function withoutBrackets(text: string): string {
	let depth = 0;
	let plain = '';
	let pending = '';
	for (const sign of text) {
		if (sign === '(') {
			depth += 1;
		}
		if (depth === 0) {
			plain += sign;
		} else {
			pending += sign;
		}
		if (sign === ')' && depth > 0) {
			depth -= 1;
			pending = depth === 0 ? '' : pending;
		}
	}
	return plain + pending;
}
