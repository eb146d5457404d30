import type { Name } from '../paper';
import { present } from '../paper';
import { unfold } from '../text/fold';

/**
 * A name as reference managers write it: `King, Martin Luther, Jr.`, `van Beethoven, Ludwig`; without a comma it is a body, or a person whose parts no one told apart.
 * `undefined` where nothing is written.
 */
export function invertedName(text: string): Name | undefined {
	const [family = '', given, ...suffix] = unfold(text).split(',').map(part => part.trim());
	if (family === '' && given === undefined) {
		return undefined;
	}
	if (given === undefined) {
		return { literal: family };
	}
	return { ...present('family', family === '' ? undefined : family), ...present('given', given === '' ? undefined : given), ...present('suffix', suffix.length === 0 ? undefined : suffix.join(', ')) };
}

/** The names of one record. Several without any comma among them are in natural order (`Catarina Barata`), unless one of them looks like a body. */
export function creatorNames(texts: readonly string[]): readonly (Name | undefined)[] {
	const natural = texts.length > 1 && texts.every(text => twoToFourWords.test(text.trim()) && !isBody(text));
	return texts.map(natural ? naturalName : invertedName);
}

const twoToFourWords = /^\p{Lu}[\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+){1,3}$/u;

/** Whether a name is that of a body (`ATLAS Collaboration`, `World Health Organization`, `Institute of Rivers`), told by words that no person is called. */
export function isBody(text: string): boolean {
	const words = unfold(text).split(' ');
	return words.length > 1 && (bodyWord.test(text) || / (?:of|for|the|and|&|und|et|für|della|des) /.test(text) || /^(?:the|world|united|international|national|european|federal)$/i.test(words[0] ?? '') || lastBodyWord.test(words.at(-1) ?? '') || (words.length > 2 && !text.includes('.') && weakBodyWord.test(words.at(-1) ?? '')));
}

const bodyWord = /(?<![\p{L}\p{M}])(?:associations?|organi[sz]ations?|institut(?:e|es|ion|ions|o|et|ut)?|universit(?:y|ies|ät|é|à|ad|at|eit)|universi(?:dad|dade|teit|tetet)|collaborations?|consorti(?:um|a)|committees?|councils?|department|ministry|agency|commission|society|societies|cent(?:er|re)s?|foundation|laborator(?:y|ies)|investigators|initiative|alliance|federation|academy|authority|bureau|task force|working group|study group|inc|ltd|llc|gmbh|corporation)(?![\p{L}\p{M}])/iu;
const lastBodyWord = /^(?:group|team|project|program|programme|network|union|editors|contributors|developers|trialists|participants|members)$/i;
// William Press and Carol Bank are persons.
const weakBodyWord = /^(?:bank|board|office|staff|press|company|studies)$/i;

/** A name in natural order: the last word is the family name, small words before it belong to it; a single word and the name of a body stand for themselves. */
export function naturalName(text: string): Name | undefined {
	if (text.includes(',')) {
		return invertedName(text);
	}
	const words = unfold(text).split(' ').filter(word => word !== '');
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
